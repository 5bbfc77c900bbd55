import { type WeightedKappa, weightedKappa } from '../../kernel/kappa.ts';
import { type Estimate, shareOf } from './rates.ts';

/** Ordinal levels of one group, level 1 being the most urgent. */
export interface OrdinalAgreement {
  readonly n: number;
  readonly exact: Estimate;
  /** Given a less urgent level than was right. */
  readonly underTriage: Estimate;
  /** Given a more urgent level than was right. */
  readonly overTriage: Estimate;
  /** Quadratic weights. */
  readonly kappa: WeightedKappa;
}

/**
 * Levels given against the right levels, by group.
 * @param given - level 1…levels of each case
 * @param right - level 1…levels that it should have had
 * @param codes - group of each case, below `groups`
 */
export function ordinalByGroup(
  given: Uint8Array,
  right: Uint8Array,
  codes: Uint16Array,
  groups: number,
  levels = 5,
): OrdinalAgreement[] {
  const tables = Array.from({ length: groups }, () => new Uint32Array(levels * levels));
  for (let i = 0; i < given.length; i += 1) {
    const table = tables[codes[i] ?? 0];
    const at = ((right[i] ?? 1) - 1) * levels + (given[i] ?? 1) - 1;
    if (table !== undefined) table[at] = (table[at] ?? 0) + 1;
  }
  return tables.map((table) => agreementOf(table, levels));
}

function agreementOf(table: Uint32Array, levels: number): OrdinalAgreement {
  const rows = Array.from({ length: levels }, (_, row) =>
    Array.from(table.subarray(row * levels, (row + 1) * levels)),
  );
  const sum = (keep: (right: number, given: number) => boolean) =>
    table.reduce((total, count, at) => total + (keep(Math.floor(at / levels), at % levels) ? count : 0), 0);
  const n = sum(() => true);
  return {
    n,
    exact: shareOf(
      sum((right, given) => right === given),
      n,
    ),
    underTriage: shareOf(
      sum((right, given) => given > right),
      n,
    ),
    overTriage: shareOf(
      sum((right, given) => given < right),
      n,
    ),
    kappa: weightedKappa(rows, 'quadratic'),
  };
}
