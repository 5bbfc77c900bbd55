import type { TimeDraft } from './draft.ts';

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;
const HL7 = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(\.\d{1,9})?)?)?)?)?)?([+-]\d{4})?$/;

interface Parts {
  readonly year: string;
  readonly month: string | undefined;
  readonly day: string | undefined;
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second: string | undefined;
  readonly fraction: string | undefined;
  readonly zone: string | undefined;
}

/** A FHIR date, dateTime or instant; null when it is not one, such as 30 February. */
export function fhirTime(text: string): TimeDraft | null {
  return draftOf(partsOf(ISO.exec(text)));
}

/** An HL7 v2 DT or DTM, `YYYY[MM[DD[HH[MM[SS[.S]]]]]][+ZZZZ]`; null when it is not one. */
export function hl7Time(text: string): TimeDraft | null {
  const parts = partsOf(HL7.exec(text));
  if (parts === null) return null;
  const zone = parts.zone === undefined ? undefined : `${parts.zone.slice(0, 3)}:${parts.zone.slice(3)}`;
  return draftOf({ ...parts, zone });
}

/** The calendar date of a time, as precise as it is. */
export function dateOf(time: TimeDraft): string {
  return time.iso.slice(0, 10);
}

export function hasTimeOfDay(time: TimeDraft): boolean {
  return time.precision === 'hour' || time.precision === 'minute' || time.precision === 'second';
}

function partsOf(match: RegExpExecArray | null): Parts | null {
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  return year === undefined ? null : { year, month, day, hour, minute, second, fraction, zone };
}

function draftOf(parts: Parts | null): TimeDraft | null {
  if (parts === null || !exists(parts)) return null;
  const { year, month, day, hour, minute, second, fraction, zone } = parts;
  if (month === undefined) return { iso: year, precision: 'year', zone: 'none' };
  if (day === undefined) return { iso: `${year}-${month}`, precision: 'month', zone: 'none' };
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return { iso: date, precision: 'day', zone: 'none' };
  const seconds = second === undefined ? '' : `:${second}${fraction ?? ''}`;
  return {
    iso: `${date}T${hour}:${minute ?? '00'}${seconds}${zone ?? ''}`,
    precision: minute === undefined ? 'hour' : second === undefined ? 'minute' : 'second',
    zone: zone === undefined ? 'local' : 'stated',
  };
}

/** Whether there is such a day and such a time; a leap second is one. */
function exists({ year, month, day, hour, minute, second, zone }: Parts): boolean {
  if (Number(year) < 1) return false;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return false;
  if (day !== undefined) {
    const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
    if (Number(day) < 1 || Number(day) > days) return false;
  }
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60) return false;
  if (zone === undefined || zone === 'Z') return true;
  return Number(zone.slice(1, 3)) <= 14 && Number(zone.slice(-2)) <= 59;
}
