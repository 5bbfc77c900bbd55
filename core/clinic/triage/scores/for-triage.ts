import type { ScoreSummary, TriageCase, Vitals } from '../../../contract/triage-case.ts';
import { ageInYears } from './measurements.ts';
import { mews } from './mews.ts';
import { news2 } from './news2.ts';
import { qsofa } from './qsofa.ts';
import { computeScore } from './registry.ts';
import type { ScoreResult } from './score.ts';
import { sirs } from './sirs.ts';

/**
 * The scores that vital signs can speak to: NEWS2, qSOFA, MEWS and, as far as it goes without a blood count,
 * SIRS. Without any vital sign there is nothing to say and the answer is empty. A child gets the reason why
 * there is no early warning score instead of the adult ones.
 */
export function scoresForTriage(triageCase: TriageCase): Record<string, ScoreSummary> {
  const vitals = triageCase.vitals;
  if (!vitals || !hasMeasurement(vitals)) return {};
  const age = triageCase.age ?? null;
  if (age !== null && ageInYears(age) < 16) {
    return { news2: summarise(news2.compute({ age })), pews: summarise(computeScore('pews', {})) };
  }
  const consciousness = vitals.consciousness ?? null;
  const pregnant = typeof triageCase.pregnancyWeeks === 'number' ? true : null;
  const { respiratoryRate, systolicBloodPressure, heartRate, temperature } = vitals;
  const shared = { age, respiratoryRate, systolicBloodPressure };
  const alteredMentation = consciousness === null ? null : consciousness !== 'A';
  const { oxygenSaturation, oxygenScale, supplementalOxygen } = vitals;
  return {
    news2: summarise(
      news2.compute({
        ...shared,
        heartRate,
        temperature,
        consciousness,
        oxygenSaturation,
        oxygenScale,
        supplementalOxygen,
        pregnant,
      }),
    ),
    qsofa: summarise(qsofa.compute({ ...shared, alteredMentation })),
    mews: summarise(mews.compute({ ...shared, heartRate, temperature, consciousness })),
    sirs: summarise(sirs.compute({ age, respiratoryRate, heartRate, temperature })),
  };
}

const SCORED_VITALS = [
  'respiratoryRate',
  'oxygenSaturation',
  'systolicBloodPressure',
  'heartRate',
  'temperature',
  'consciousness',
] as const satisfies readonly (keyof Vitals)[];

function hasMeasurement(vitals: Vitals): boolean {
  return SCORED_VITALS.some((name) => vitals[name] !== undefined);
}

/** A result in the short form that a triage answer carries. */
export function summarise(result: ScoreResult): ScoreSummary {
  const none = { total: null, band: null, missing: [], reason: null };
  switch (result.status) {
    case 'scored':
      return { total: result.total, band: result.band, missing: [], reason: result.notes.join(' ') || null };
    case 'missing':
      return { ...none, missing: [...result.missing], reason: atLeastText(result.atLeast?.total) };
    case 'implausible': {
      const doubts = result.fields.map(
        ({ field, value, plausible: [low, high] }) =>
          `${field} ${value} is outside ${low}–${high}; please check.`,
      );
      const reason = [...doubts, atLeastText(result.atLeast?.total) ?? ''].join(' ').trim();
      return { ...none, missing: [...result.missing], reason };
    }
    case 'notTestable':
      return { ...none, reason: `Not all responses can be tested: ${result.statement}, no total.` };
    case 'notApplicable':
      return { ...none, reason: result.reason };
  }
}

function atLeastText(total: number | undefined): string | null {
  return total === undefined ? null : `At least ${total} from what is known.`;
}
