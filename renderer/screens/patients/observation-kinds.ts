import type { Observation } from '../../../core/contract/index.ts';
import { measuredAt } from '../../components/clinical/vitals-words.ts';

/** All values of one kind of observation, newest first. */
export interface ObservationKind {
  key: string;
  label: string;
  values: readonly [Observation, ...Observation[]];
}

/**
 * Observations by what was observed: by vital sign, else by code, else by name. Kinds stand in the order of their
 * latest value, newest first.
 */
export function kindsOf(observations: readonly Observation[]): ObservationKind[] {
  const groups = Map.groupBy(observations, keyOf);
  const kinds: ObservationKind[] = [];
  for (const [key, group] of groups) {
    const [latest, ...earlier] = group.toSorted((a, b) => measuredAt(b).localeCompare(measuredAt(a)));
    if (latest !== undefined) kinds.push({ key, label: latest.display, values: [latest, ...earlier] });
  }
  return kinds.sort(
    (a, b) =>
      measuredAt(b.values[0]).localeCompare(measuredAt(a.values[0])) || a.label.localeCompare(b.label, 'en'),
  );
}

function keyOf({ vital, codeSystem, code, display }: Observation): string {
  if (vital !== null) return `vital ${vital}`;
  return code === null ? `name ${display}` : `code ${codeSystem ?? ''} ${code}`;
}
