import type { Comparison, PairedDifference } from '../../contract/evaluation.ts';
import { newcombePaired } from '../../kernel/intervals.ts';
import { commonScale, indexOn, labelOn } from './gold.ts';
import { mcnemar } from './mcnemar.ts';
import { type Judged, levelsOf, share } from './report.ts';

/** What one version made of its cases. */
export interface Version {
  /** As it is shown: `0.2.0 (3f9a…)`, a file's name. */
  readonly name: string;
  readonly judged: readonly Pick<Judged, 'id' | 'gold' | 'given' | 'reasons'>[];
}

interface Pair {
  readonly id: string;
  readonly gold: number;
  readonly first: number;
  readonly second: number;
}

/**
 * Compares two versions on the cases that both have answered and that have the same gold level in both: McNemar's
 * test of being right, and differences (first minus second) of exact agreement, under- and over-triage with Newcombe's
 * paired interval. Cases are matched by id; an id that a version has twice is left out.
 */
export function compareVersions(first: Version, second: Version): Comparison {
  const scale = commonScale([...levelsOf(first.judged), ...levelsOf(second.judged)]);
  const others = uniqueById(second.judged);
  const pairs = [...uniqueById(first.judged).values()].flatMap((mine): Pair[] => {
    const theirs = others.get(mine.id);
    if (theirs === undefined) return [];
    const gold = indexOn(mine.gold, scale);
    const [a, b] = [indexOn(mine.given, scale), indexOn(theirs.given, scale)];
    if (gold === null || gold !== indexOn(theirs.gold, scale) || a === null || b === null) return [];
    return [{ id: mine.id, gold, first: a, second: b }];
  });
  const right = (answer: 'first' | 'second') => (pair: Pair) => pair[answer] === pair.gold;
  const count = (test: (pair: Pair) => boolean) => pairs.filter(test).length;
  const [firstRight, secondRight] = [right('first'), right('second')];
  return {
    first: first.name,
    second: second.name,
    pairs: pairs.length,
    levels: scale,
    mcnemar: mcnemar(
      count((pair) => firstRight(pair) && !secondRight(pair)),
      count((pair) => !firstRight(pair) && secondRight(pair)),
    ),
    exact: differenceOf(pairs, (answer, gold) => answer === gold),
    under: differenceOf(pairs, (answer, gold) => answer > gold),
    over: differenceOf(pairs, (answer, gold) => answer < gold),
    changed: pairs
      .filter((pair) => pair.first !== pair.second)
      .map((pair) => ({
        id: pair.id,
        gold: labelOn(scale, pair.gold),
        first: labelOn(scale, pair.first),
        second: labelOn(scale, pair.second),
      })),
  };
}

function differenceOf(
  pairs: readonly Pair[],
  holds: (answer: number, gold: number) => boolean,
): PairedDifference {
  const counts = { both: 0, first: 0, second: 0, neither: 0 };
  for (const { first, second, gold } of pairs) {
    const [inFirst, inSecond] = [holds(first, gold), holds(second, gold)];
    counts[inFirst ? (inSecond ? 'both' : 'first') : inSecond ? 'second' : 'neither'] += 1;
  }
  const of = pairs.length;
  const shares = {
    first: share(counts.both + counts.first, of),
    second: share(counts.both + counts.second, of),
  };
  if (of === 0) return { ...shares, difference: null, ci: null };
  const { difference, low, high } = newcombePaired(counts);
  return { ...shares, difference, ci: [low, high] };
}

function uniqueById<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  const found = new Map<string, T>();
  const twice = new Set<string>();
  for (const item of items) {
    if (found.has(item.id)) twice.add(item.id);
    found.set(item.id, item);
  }
  for (const id of twice) found.delete(id);
  return found;
}
