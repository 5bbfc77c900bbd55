import type {
  AddressDraft,
  CodingDraft,
  ConceptDraft,
  DosageDraft,
  PeriodDraft,
  QuantityDraft,
  RangeDraft,
  TimeDraft,
  ValueDraft,
} from '../../interop/index.ts';

/** Coded and structured values as the words in which a record shows them. */

export function conceptText(concept: ConceptDraft | null): string | null {
  if (concept === null) return null;
  const displayed = concept.codings.find(({ display }) => display !== null)?.display;
  return concept.text ?? displayed ?? concept.codings.find(({ code }) => code !== null)?.code ?? null;
}

export function conceptsText(concepts: readonly ConceptDraft[]): string | null {
  return joined(concepts.map(conceptText));
}

/** The coding to keep: SNOMED CT and LOINC before national and local systems, in the order sent. */
export function mainCoding(concept: ConceptDraft): CodingDraft | null {
  const known = concept.codings.find(
    ({ system }) => system !== null && /snomed\.info|loinc\.org/.test(system),
  );
  return known ?? concept.codings.find(({ code }) => code !== null) ?? null;
}

export function quantityText({ comparator, decimal, unit, code }: QuantityDraft): string {
  return `${comparator ?? ''}${decimal} ${unit ?? code ?? ''}`.trim();
}

export function periodText({ start, end }: PeriodDraft): string {
  if (start?.iso === end?.iso) return start?.iso ?? '';
  return `${start?.iso ?? '…'} – ${end?.iso ?? '…'}`;
}

export function rangeText({ low, high, text }: RangeDraft): string | null {
  if (text !== null) return text;
  if (low !== null && high !== null) return `${low.decimal}–${quantityText(high)}`;
  if (low !== null) return `≥ ${quantityText(low)}`;
  return high === null ? null : `≤ ${quantityText(high)}`;
}

/** A value that is not one number, in words. */
export function valueText(value: ValueDraft): string {
  switch (value.kind) {
    case 'quantity':
      return quantityText(value);
    case 'text':
      return value.text;
    case 'coded':
      return conceptText(value.concept) ?? '';
    case 'boolean':
      return value.value ? 'yes' : 'no';
    case 'time':
      return value.time.iso;
    case 'period':
      return periodText(value.period);
    case 'several':
      return value.values.map(valueText).join('; ');
  }
}

export function dosageText(dosage: DosageDraft): string | null {
  const { dose, frequency, period, periodUnit, asNeeded } = dosage;
  const rate = frequency === null ? null : `${frequency} per ${period ?? '1'} ${periodUnit ?? ''}`.trim();
  const need = asNeeded === true ? 'as needed' : asNeeded ? `as needed for ${conceptText(asNeeded)}` : null;
  return joined([
    dosage.text,
    dose === null ? null : quantityText(dose),
    // The sender's own words say how often; the structure says it where there are none.
    dosage.text === null ? rate : null,
    conceptText(dosage.timing),
    conceptText(dosage.route),
    conceptText(dosage.site),
    conceptText(dosage.method),
    need,
    dosage.patientInstruction,
  ]);
}

export function addressText(address: AddressDraft): string | null {
  const { lines, city, district, state, country, text } = address;
  return joined([...lines, city, district, state, country], ', ') ?? text;
}

/** A date as precise as the source has it: the day at most. */
export function dateOf(time: TimeDraft | null): string | null {
  return time === null ? null : time.iso.slice(0, 10);
}

/**
 * A moment in UTC. A time of day without a zone is read as local time of this machine, which stands where the sender
 * does; a date alone as the beginning of that day.
 */
export function momentOf(time: TimeDraft | null): string | null {
  if (time === null || time.precision === 'year' || time.precision === 'month') return null;
  const iso =
    time.precision === 'day'
      ? `${time.iso}T00:00`
      : time.precision === 'hour'
        ? withMinutes(time.iso)
        : time.iso;
  const moment = Date.parse(iso);
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
}

const withMinutes = (iso: string): string => iso.replace(/^(\d{4}-\d{2}-\d{2}T\d{2})/, '$1:00');

export function labelled(label: string, text: string | null): string | null {
  return text === null || text === '' ? null : `${label}: ${text}`;
}

export function joined(parts: readonly (string | null | undefined)[], separator = '; '): string | null {
  const present = parts.filter((part) => part !== null && part !== undefined && part !== '');
  return present.length === 0 ? null : present.join(separator);
}
