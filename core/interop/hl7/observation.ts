import type {
  ConceptDraft,
  ObservationDraft,
  PeriodDraft,
  QuantityDraft,
  RangeDraft,
  ReportDraft,
  ValueDraft,
} from '../draft.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { vitalOf } from '../vital-signs.ts';
import {
  coded,
  codedAll,
  field,
  first,
  identifierEi,
  momentOf,
  part,
  peopleXcn,
  timeAt,
  value,
} from './read.ts';

/** HL7 table 0085 in the words of FHIR. */
const RESULT_STATUS: Readonly<Record<string, string>> = {
  F: 'final',
  U: 'final',
  C: 'corrected',
  P: 'preliminary',
  R: 'preliminary',
  S: 'preliminary',
  I: 'registered',
  X: 'cancelled',
};

/** HL7 table 0123. */
const REPORT_STATUS: Readonly<Record<string, string>> = {
  F: 'final',
  C: 'corrected',
  P: 'preliminary',
  A: 'partial',
  R: 'preliminary',
  I: 'registered',
  S: 'registered',
  O: 'registered',
  X: 'cancelled',
};

const NO_CODE: ConceptDraft = { codings: [], text: null };

/** The order and report that the OBX segments after an OBR belong to. */
export function readReport(
  obr: SourceNode,
  at: string,
  encounter: string | null,
  notes: readonly string[],
): ReportDraft {
  const [start, end] = [timeAt(first(obr, 7)), timeAt(first(obr, 8))];
  return {
    at,
    reference: null,
    identifiers: [...identifierEi(first(obr, 2), 'PLAC'), ...identifierEi(first(obr, 3), 'FILL')],
    code: coded(first(obr, 4)) ?? NO_CODE,
    status: statusFrom(first(obr, 25), REPORT_STATUS),
    effective: start === null && end === null ? null : { start, end: end ?? start },
    issued: timeAt(first(obr, 22)),
    encounter,
    performers: peopleXcn(obr, 16, 'ordering provider'),
    conclusion: null,
    notes,
  };
}

function statusFrom(repetition: SourceNode | undefined, table: Readonly<Record<string, string>>): string {
  const node = part(repetition);
  const known = table[node?.text ?? ''];
  if (known === undefined) {
    leave(node, 'A status that is not known.');
    return 'unknown';
  }
  take(node);
  return known;
}

export interface ObxContext {
  readonly encounter: string | null;
  readonly report: number | null;
  /** When the report says nothing else, its time is the time of its observations. */
  readonly effective: PeriodDraft | null;
  /** Grows while the notes that follow are read. */
  readonly notes: readonly string[];
}

/** Null when the segment does not hold an observation that could be used; then it says why. */
export function readObservation(obx: SourceNode, at: string, context: ObxContext): ObservationDraft | null {
  const status = part(first(obx, 11))?.text;
  if (status === 'D' || status === 'W') {
    leave(obx, 'The sender has withdrawn this observation: deleted, or sent for the wrong patient.');
    return null;
  }
  if (first(obx, 3) === undefined) {
    leave(obx, 'It does not say what was observed (OBX-3).');
    return null;
  }
  const code = coded(first(obx, 3)) ?? NO_CODE;
  const measured = readValue(obx);
  return {
    at,
    reference: null,
    identifiers: identifierEi(first(obx, 21), null),
    code,
    value: measured,
    absentReason: null,
    vital: vitalOf(code, measured),
    interpretations: codedAll(field(obx, 8)),
    referenceRanges: readRange(first(obx, 7)),
    status: statusFrom(first(obx, 11), RESULT_STATUS),
    categories: [],
    components: [],
    effective: momentOf(timeAt(first(obx, 14))) ?? context.effective,
    issued: null,
    encounter: context.encounter,
    report: context.report,
    bodySite: coded(first(obx, 20)),
    methods: codedAll(field(obx, 17)),
    performers: [...peopleXcn(obx, 16, 'responsible observer'), ...organisation(obx)],
    notes: context.notes,
  };
}

function organisation(obx: SourceNode) {
  const name = value(first(obx, 23));
  return name === null ? [] : [{ role: 'performing organisation', name, identifier: null, reference: null }];
}

/** OBX-5 by the type that OBX-2 states. Several numbers are several values, never their mean. */
function readValue(obx: SourceNode): ValueDraft | null {
  const type = value(first(obx, 2)) ?? '';
  const repetitions = field(obx, 5);
  if (type === 'TX' || type === 'FT' || type === 'ST') return textValue(repetitions);
  const values = repetitions.flatMap((each) => one(type, each, obx) ?? []);
  if (values.length < 2) return values[0] ?? null;
  return { kind: 'several', values };
}

/** Lines of one text come as repetitions. */
function textValue(repetitions: readonly SourceNode[]): ValueDraft | null {
  const lines = repetitions.map(allText).filter((line) => line !== '');
  return lines.length === 0 ? null : { kind: 'text', text: lines.join('\n') };
}

function one(type: string, repetition: SourceNode, obx: SourceNode): ValueDraft | null {
  switch (type) {
    case 'NM':
      return numberValue(repetition, obx);
    case 'SN':
      return structuredNumber(repetition, obx);
    case 'CE':
    case 'CWE':
    case 'CNE':
    case 'CF':
    case 'IS':
    case 'ID': {
      const concept = coded(repetition);
      return concept === null ? null : { kind: 'coded', concept };
    }
    case 'DT':
    case 'TS':
    case 'DTM': {
      const time = timeAt(repetition);
      return time === null ? null : { kind: 'time', time };
    }
    default: {
      const text = allText(repetition);
      return text === '' ? null : { kind: 'text', text };
    }
  }
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

function numberValue(repetition: SourceNode, obx: SourceNode): ValueDraft | null {
  const text = value(repetition);
  if (text === null) return null;
  // Laboratories do send "<5" and "see note" as NM; the words are kept rather than lost.
  return NUMBER.test(text) ? quantityOf(text, null, obx) : { kind: 'text', text };
}

/** SN: comparator, number, separator, number. A plain number is a quantity; ratios and ranges stay words. */
function structuredNumber(repetition: SourceNode, obx: SourceNode): ValueDraft | null {
  const [comparator, low, separator, high] = [1, 2, 3, 4].map((component) => value(repetition, component));
  const isPlain = low != null && separator == null && high == null && NUMBER.test(low);
  if (isPlain && [null, undefined, '=', '<', '>', '<=', '>='].includes(comparator)) {
    return quantityOf(low, comparator === '=' ? null : (comparator ?? null), obx);
  }
  const text = [comparator, low, separator, high].filter((each) => each != null).join('');
  return text === '' ? null : { kind: 'text', text };
}

function quantityOf(decimal: string, comparator: string | null, obx: SourceNode): QuantityDraft {
  const units = first(obx, 6);
  const code = value(units, 1);
  const unit = value(units, 2) ?? code;
  return {
    kind: 'quantity',
    value: Number(decimal),
    decimal,
    comparator,
    unit,
    system: value(units, 3),
    code,
  };
}

/** Everything a repetition holds, in order, for types that have no form of their own here. */
export function allText(node: SourceNode): string {
  if (node.children.length === 0) return take(node) ?? '';
  return node.children
    .map(allText)
    .filter((text) => text !== '')
    .join(' ');
}

/** OBX-7 as words, and as numbers when it is `4.0-11.0`, `<5` or `>60`. */
function readRange(repetition: SourceNode | undefined): RangeDraft[] {
  const text = value(repetition);
  if (text === null) return [];
  const number = '(\\d+(?:\\.\\d+)?)';
  const between = new RegExp(`^${number}\\s*-\\s*${number}$`).exec(text);
  const below = new RegExp(`^<=?\\s*${number}$`).exec(text);
  const above = new RegExp(`^>=?\\s*${number}$`).exec(text);
  return [{ low: bound(between?.[1] ?? above?.[1]), high: bound(between?.[2] ?? below?.[1]), text }];
}

function bound(decimal: string | undefined): QuantityDraft | null {
  if (decimal === undefined) return null;
  return {
    kind: 'quantity',
    value: Number(decimal),
    decimal,
    comparator: null,
    unit: null,
    system: null,
    code: null,
  };
}
