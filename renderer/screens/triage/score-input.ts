import { ageAt, type EncounterView, type ScoreSummary } from '../../../core/contract/index.ts';
import { historyOf, VITAL_ORDER } from '../../components/clinical/vitals-words.ts';

/**
 * What is known of an encounter under the names that scores ask for. Only what a score declares is passed on, so that
 * its own check of names stays meaningful.
 *
 * @param names - the inputs that the score declares.
 */
export function scoreInput(view: EncounterView, names: readonly string[]): Record<string, unknown> {
  const known = new Map<string, unknown>();
  for (const [vital] of VITAL_ORDER) {
    const latest = historyOf(view.vitals, vital)[0];
    if (latest !== undefined) known.set(vital, latest.value);
  }
  const age = ageAt(view.patient.birthDate, view.encounter.arrivedAt);
  if (age !== null) known.set('age', age);
  const consciousness = known.get('consciousness');
  if (consciousness !== undefined) known.set('alteredMentation', consciousness !== 'A');
  if (view.encounter.pregnancyWeeks !== null) known.set('pregnant', true);
  return Object.fromEntries(names.flatMap((name) => (known.has(name) ? [[name, known.get(name)]] : [])));
}

/**
 * Whether a score worked out anew from the recorded values is the one that the assessment shows. It is not where the
 * assessment read values from the text.
 */
export function sameScore(shown: ScoreSummary, anew: { total: number | null }): boolean {
  return shown.total !== null && shown.total === anew.total;
}
