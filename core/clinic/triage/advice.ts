import type { Acuity, Advice } from '../../contract/triage-case.ts';
import { defaultOwners } from './firing.ts';
import type { Presentation } from './knowledge.ts';

/** At most so many statements of each kind: more than that nobody takes home. */
const LIMIT = 6;

/**
 * What to tell the patient, from the presentations that were recognised. When to come back is always said; how to look
 * after oneself only where the level lets the patient go without being seen today.
 *
 * @param presentations - the recognised ones; those that another one accounts for speak last.
 */
export function adviceFor(presentations: readonly Presentation[], acuity: Acuity): Advice[] {
  const owners = defaultOwners(presentations);
  const ordered = [...owners, ...presentations.filter((one) => !owners.includes(one))];
  const selfCare = acuity >= 4 ? collect(ordered, 'self-care') : [];
  return [...selfCare, ...collect(ordered, 'safety-net')];
}

function collect(presentations: readonly Presentation[], kind: Advice['kind']): Advice[] {
  const said = new Set<string>();
  const advice: Advice[] = [];
  for (const presentation of presentations) {
    const statements = kind === 'self-care' ? presentation.selfCare : presentation.safetyNet;
    for (const { text, source } of statements) {
      if (said.has(text) || advice.length === LIMIT) continue;
      said.add(text);
      advice.push({ kind, presentation: presentation.id, text, source });
    }
  }
  return advice;
}
