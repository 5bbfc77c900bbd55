import type { EvaluationScale } from '../../contract/evaluation.ts';
import { type Acuity, acuitySchema } from '../../contract/triage-case.ts';

/**
 * A level that somebody has given, on the scale on which it was given. `index` counts from 0, most urgent first,
 * within that scale.
 */
export interface Level {
  readonly scale: EvaluationScale;
  readonly index: number;
}

/** Names of the levels of each scale, most urgent first. */
export const LABELS: Readonly<Record<EvaluationScale, readonly string[]>> = {
  five: ['1', '2', '3', '4', '5'],
  four: ['emergency', 'urgent', 'routine', 'self-care'],
  three: ['emergency', 'non-emergency', 'self-care'],
};

/** Position on the four and on the three levels of each of the five: 1–2 emergency, 3 urgent, 4 routine, 5 self-care. */
const FOUR_OF_FIVE = [0, 0, 1, 2, 3] as const;
const THREE_OF_FIVE = [0, 0, 1, 1, 2] as const;
const THREE_OF_FOUR = [0, 1, 1, 2] as const;

/** Finest first. */
const FINENESS: readonly EvaluationScale[] = ['five', 'four', 'three'];

const WORDS: Readonly<Record<string, Level>> = {
  // Both dispositions stand on the three-level scale too, so that they fit a file of either.
  emergency: { scale: 'three', index: 0 },
  emergent: { scale: 'three', index: 0 },
  selfcare: { scale: 'three', index: 2 },
  nonemergency: { scale: 'three', index: 1 },
  nonemergent: { scale: 'three', index: 1 },
  urgent: { scale: 'four', index: 1 },
  routine: { scale: 'four', index: 2 },
};

/** The members of a line that may hold the gold level, in the order in which they are looked for. */
export const GOLD_MEMBERS = ['gold', 'expected', 'level', 'acuity', 'disposition'] as const;

/**
 * Reads a gold level: 1–5 as number or text, a disposition, or one of three levels, in any case and with any hyphen
 * or space. Null when it is none of them.
 */
export function readLevel(value: unknown): Level | null {
  if (typeof value === 'number' || (typeof value === 'string' && /^\s*\d\s*$/.test(value))) {
    const acuity = acuitySchema.safeParse(Number(value));
    return acuity.success ? { scale: 'five', index: acuity.data - 1 } : null;
  }
  if (typeof value !== 'string') return null;
  return WORDS[value.toLowerCase().replaceAll(/[^a-z]/g, '')] ?? null;
}

/** The gold level of a line, from the first of GOLD_MEMBERS that is stated; null when none is, or it cannot be read. */
export function goldOf(line: unknown): Level | null {
  if (typeof line !== 'object' || line === null) return null;
  for (const member of GOLD_MEMBERS) {
    const value: unknown = Reflect.get(line, member);
    if (value !== undefined && value !== null && value !== '') return readLevel(value);
  }
  return null;
}

export const levelOf = (acuity: Acuity): Level => ({ scale: 'five', index: acuity - 1 });

const ACUITIES: readonly Acuity[] = [1, 2, 3, 4, 5];

/** The level as 1–5; null where only something coarser is known. */
export const acuityOf = ({ scale, index }: Level): Acuity | null =>
  scale === 'five' ? (ACUITIES[index] ?? null) : null;

/**
 * The scale on which all of these can be judged: the coarsest among them. A file that says only `emergency` and
 * `self-care` is judged on three levels, one that also says `urgent` or `routine` on four. A file that says
 * `non-emergency` somewhere can be judged on three levels only.
 */
export function commonScale(levels: Iterable<Level>): EvaluationScale {
  let words = false;
  let dispositions = false;
  let nonEmergency = false;
  for (const { scale, index } of levels) {
    if (scale === 'five') continue;
    words = true;
    if (scale === 'four') dispositions = true;
    else if (index === 1) nonEmergency = true;
  }
  if (!words) return 'five';
  return dispositions && !nonEmergency ? 'four' : 'three';
}

/** The scale and every coarser one. */
export function scalesFrom(scale: EvaluationScale): readonly EvaluationScale[] {
  return FINENESS.slice(FINENESS.indexOf(scale));
}

/**
 * Where a level stands on a scale that is as coarse or coarser; null when the level does not tell, such as
 * `non-emergency` on four levels.
 */
export function indexOn(level: Level, scale: EvaluationScale): number | null {
  if (level.scale === scale) return level.index;
  if (level.scale === 'five') return (scale === 'four' ? FOUR_OF_FIVE : THREE_OF_FIVE)[level.index] ?? null;
  if (level.scale === 'four') return scale === 'three' ? (THREE_OF_FOUR[level.index] ?? null) : null;
  // Three-level words that are dispositions as well.
  if (scale === 'four' && level.index !== 1) return level.index === 0 ? 0 : 3;
  return null;
}

export const labelOn = (scale: EvaluationScale, index: number): string => LABELS[scale][index] ?? '';

/** Whether the level is an emergency, on any scale. */
export const isEmergency = (level: Level): boolean => indexOn(level, 'three') === 0;
