import type { CodingDraft, EncounterDraft, PeriodDraft } from '../draft.ts';
import { type SourceNode, take } from '../source.ts';
import {
  coded,
  codedAll,
  field,
  first,
  identifierEi,
  identifiersCx,
  part,
  peopleXcn,
  placePl,
  timeAt,
  value,
} from './read.ts';

/** The segments of a message that speak of one visit. */
export interface VisitSegments {
  readonly pid: SourceNode;
  readonly pv1: SourceNode | undefined;
  readonly pv2: SourceNode | undefined;
  readonly sch: SourceNode | undefined;
  readonly tq1: SourceNode | undefined;
}

/** The visit of a message: PV1 and PV2, and for an appointment (SIU) also SCH and TQ1. */
export function readEncounter(
  segments: VisitSegments,
  event: string,
  at: string,
  notes: string[],
): EncounterDraft {
  const { pid, pv1, pv2, sch, tq1 } = segments;
  const start = timeAt(first(pv1, 44));
  const end = timeAt(first(pv1, 45));
  const period = start === null && end === null ? null : { start, end };
  return {
    at,
    reference: at,
    identifiers: [
      ...identifiersCx(field(pv1, 19), 'VN'),
      ...identifiersCx(field(pv1, 50)),
      ...identifiersCx(field(pid, 18), 'AN'),
      ...identifierEi(first(sch, 1), 'PLAC'),
      ...identifierEi(first(sch, 2), 'FILL'),
    ],
    class: readClass(pv1),
    status: statusOf(event, period, appointmentStatus(sch)),
    types: [...codedAll(field(pv1, 4)), ...codedAll(field(pv1, 18)), ...codedAll(field(sch, 8))],
    service: coded(first(pv1, 10)),
    priority: null,
    period,
    planned: sch === undefined ? null : readPlanned(sch, tq1),
    reasons: [...codedAll(field(pv2, 3)), ...codedAll(field(sch, 6)), ...codedAll(field(sch, 7))],
    location: placePl(first(pv1, 3)),
    serviceProvider: value(first(pv1, 39)),
    participants: [
      ...peopleXcn(pv1, 7, 'attending doctor'),
      ...peopleXcn(pv1, 8, 'referring doctor'),
      ...peopleXcn(pv1, 9, 'consulting doctor'),
      ...peopleXcn(pv1, 17, 'admitting doctor'),
    ],
    admissionMethod: null,
    admitSource: coded(first(pv1, 14)),
    dischargeMethod: null,
    dischargeDisposition: coded(first(pv1, 36)),
    dischargedTo: value(first(pv1, 37)),
    notes,
  };
}

const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const CLASSES: Readonly<Record<string, readonly [code: string, display: string]>> = {
  E: ['EMER', 'emergency'],
  I: ['IMP', 'inpatient encounter'],
  O: ['AMB', 'ambulatory'],
  P: ['PRENC', 'pre-admission'],
};

/** Patient class in the code system that FHIR uses; classes that it does not know keep their own. */
function readClass(pv1: SourceNode | undefined): CodingDraft | null {
  const code = value(first(pv1, 2));
  if (code === null) return null;
  const known = CLASSES[code];
  if (known === undefined) {
    return {
      system: 'http://terminology.hl7.org/CodeSystem/v2-0004',
      code,
      display: value(first(pv1, 2), 2),
    };
  }
  return { system: ACT_CODE, code: known[0], display: known[1] };
}

const CANCELS = new Set(['ADT^A11', 'ADT^A27', 'ADT^A38', 'SIU^S15', 'SIU^S16', 'SIU^S17', 'SIU^S26']);
const PLANS = new Set(['ADT^A05', 'ADT^A14', 'ADT^A31']);
const OPENS = new Set(['ADT^A01', 'ADT^A02', 'ADT^A04', 'ADT^A06', 'ADT^A07', 'ADT^A13', 'ADT^A16']);

/** The status of the visit after an event; what the event does not say is `unknown`, not in progress. */
function statusOf(event: string, period: PeriodDraft | null, appointment: string | null): string {
  if (CANCELS.has(event) || appointment === 'Cancelled' || appointment === 'Deleted') return 'cancelled';
  if (event === 'ADT^A03' || (event !== 'ADT^A13' && (period?.end ?? null) !== null)) return 'finished';
  if (OPENS.has(event)) return 'in-progress';
  if (event.startsWith('SIU^') || PLANS.has(event)) return 'planned';
  return event === 'ADT^A08' && (period?.start ?? null) !== null ? 'in-progress' : 'unknown';
}

/** SCH-11 (until version 2.4), else TQ1. */
function readPlanned(sch: SourceNode, tq1: SourceNode | undefined): PeriodDraft | null {
  const start = timeAt(first(tq1, 7)) ?? timeAt(first(sch, 11), 4);
  const end = timeAt(first(tq1, 8)) ?? timeAt(first(sch, 11), 5);
  return start === null && end === null ? null : { start, end };
}

/** HL7 table 0278, of which only what changes our status is taken. */
function appointmentStatus(sch: SourceNode | undefined): string | null {
  const node = part(first(sch, 25));
  return ['Booked', 'Pending', 'Cancelled', 'Deleted'].includes(node?.text ?? '') ? take(node) : null;
}
