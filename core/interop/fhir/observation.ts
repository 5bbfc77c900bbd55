import type { ConceptDraft, MeasuredDraft, ObservationDraft, ReportDraft, ValueDraft } from '../draft.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { vitalOf } from '../vital-signs.ts';
import {
  choice,
  concept,
  concepts,
  flag,
  identifiers,
  many,
  moment,
  notes,
  one,
  period,
  quantity,
  range,
  text,
  time,
} from './read.ts';
import { encounterOf, type Library, people, referenceOf } from './references.ts';

const NO_CODE: ConceptDraft = { codings: [], text: null };

/** An Observation resource with its components. */
export function readObservation(library: Library, resource: SourceNode, at: string): ObservationDraft {
  return {
    at,
    ...measured(resource),
    reference: referenceOf(resource),
    identifiers: identifiers(resource),
    status: text(resource, 'status') ?? 'unknown',
    categories: concepts(many(resource, 'category')),
    components: many(resource, 'component').map(measured),
    effective: moment(choice(resource, 'effective')),
    issued: time(one(resource, 'issued')),
    encounter: encounterOf(library, one(resource, 'encounter')),
    report: null,
    bodySite: concept(one(resource, 'bodySite')),
    methods: concepts(many(resource, 'method')),
    performers: people(library, many(resource, 'performer')),
    notes: notes(resource),
  };
}

/** What an observation and each of its components have in common. */
function measured(node: SourceNode): MeasuredDraft {
  const code = concept(one(node, 'code')) ?? NO_CODE;
  const value = readValue(choice(node, 'value'));
  return {
    code,
    value,
    absentReason: concept(one(node, 'dataAbsentReason')),
    vital: vitalOf(code, value),
    interpretations: concepts(many(node, 'interpretation')),
    referenceRanges: many(node, 'referenceRange').map(range),
  };
}

function readValue(node: SourceNode | undefined): ValueDraft | null {
  if (node === undefined) return null;
  switch (node.name) {
    case 'valueQuantity':
      return quantity(node);
    case 'valueInteger':
      return plainNumber(node);
    case 'valueCodeableConcept': {
      const read = concept(node);
      return read === null ? null : { kind: 'coded', concept: read };
    }
    case 'valueString':
    case 'valueTime': {
      const words = take(node);
      return words === null ? null : { kind: 'text', text: words };
    }
    case 'valueBoolean': {
      const value = flag(node);
      return value === null ? null : { kind: 'boolean', value };
    }
    case 'valueDateTime': {
      const read = time(node);
      return read === null ? null : { kind: 'time', time: read };
    }
    case 'valuePeriod': {
      const read = period(node);
      return read === null ? null : { kind: 'period', period: read };
    }
    default:
      leave(node, 'A kind of value that the record does not hold: range, ratio or sampled data.');
      return null;
  }
}

function plainNumber(node: SourceNode): ValueDraft | null {
  const value = Number(node.text);
  if (!Number.isInteger(value)) {
    leave(node, 'Not a whole number.');
    return null;
  }
  const decimal = take(node) ?? '';
  return { kind: 'quantity', value, decimal, comparator: null, unit: null, system: null, code: null };
}

/** A DiagnosticReport: what its observations were asked for as, and its conclusion. */
export function readReport(library: Library, resource: SourceNode, at: string): ReportDraft {
  return {
    at,
    reference: referenceOf(resource),
    identifiers: identifiers(resource),
    code: concept(one(resource, 'code')) ?? NO_CODE,
    status: text(resource, 'status') ?? 'unknown',
    effective: moment(choice(resource, 'effective')),
    issued: time(one(resource, 'issued')),
    encounter: encounterOf(library, one(resource, 'encounter')),
    performers: people(library, many(resource, 'performer')),
    conclusion: text(resource, 'conclusion'),
    notes: [],
  };
}
