import type { AuditGroupName, AuditReport, RateName } from '../../contract/fairness-audit.ts';
import { type Confusion, confusionByGroup } from '../metrics/confusion.ts';
import { type CodedColumn, intersect } from '../metrics/groups.ts';
import { type Estimate, ratesOf } from '../metrics/rates.ts';
import type { Binary } from './positive.ts';
import type { DecisionTable } from './read-decisions.ts';

/** What stands for a value that nobody recorded: a group of its own, because missing data can hide a gap. */
export const MISSING = 'missing';

/** Most groups of one kind that a report lists. */
const MOST_LISTED = 2_000;

/** One group with everything that is counted in it. */
export interface MeasuredGroup {
  readonly name: AuditGroupName;
  readonly confusion: Confusion;
  readonly rates: Readonly<Record<RateName, Estimate>>;
  readonly excluded: number;
}

/** The groups that one column makes, or several together. */
export interface Grouping {
  readonly columns: readonly string[];
  /** In the order of their names. */
  readonly groups: readonly MeasuredGroup[];
}

/** The groupings of a table, and what had to be left out of them. */
export interface Groupings {
  readonly alone: readonly Grouping[];
  readonly together: readonly Grouping[];
  readonly excluded: AuditReport['excluded'];
  readonly notes: readonly string[];
}

/**
 * Counts decisions against outcomes in every group: each column alone, and the intersections that were asked for.
 * Rows without decision or outcome are counted beside their group and are in none of its figures.
 */
export function groupTable(
  table: DecisionTable,
  binary: { readonly decision: Binary; readonly outcome: Binary },
  intersections: 'none' | 'pairs' | 'all',
  missingWords: ReadonlySet<string>,
): Groupings {
  const { cells, names, values } = table;
  const meaning = (column: number, by: Binary) => {
    const codes = cells.codes[column] ?? new Uint16Array(0);
    return Int8Array.from(codes, (code) => by.meaning[code] ?? -1);
  };
  const [decision, outcome] = [meaning(0, binary.decision), meaning(1, binary.outcome)];
  const counted = Uint8Array.from(decision, (value, i) => (value >= 0 && (outcome[i] ?? -1) >= 0 ? 1 : 0));
  const columns = names.groups.map((_, index) =>
    withMissing(values[index + 2] ?? [], cells.codes[index + 2] ?? new Uint16Array(0), missingWords),
  );
  const zeroed = (of: Float64Array) => of.map((value, i) => (counted[i] === 1 ? value : 0));
  const binaryColumns = {
    length: cells.length,
    decision: Uint8Array.from(decision, (value) => Math.max(0, value)),
    outcome: Uint8Array.from(outcome, (value) => Math.max(0, value)),
    rows: zeroed(cells.rows),
    weight: zeroed(cells.weight),
    weightSquared: zeroed(cells.weightSquared),
  };
  const leftOut = cells.rows.map((rows, i) => (counted[i] === 1 ? 0 : rows));

  const measure = (codes: Uint16Array, groupNames: readonly AuditGroupName[]): MeasuredGroup[] => {
    const counts = confusionByGroup(binaryColumns, codes, groupNames.length);
    const excluded = new Float64Array(groupNames.length);
    for (const [i, rows] of leftOut.entries()) {
      const group = codes[i] ?? 0;
      excluded[group] = (excluded[group] ?? 0) + rows;
    }
    return groupNames
      .flatMap((name, group) => {
        const confusion = counts[group];
        if (confusion === undefined) return [];
        return [{ name, confusion, rates: ratesOf(confusion), excluded: excluded[group] ?? 0 }];
      })
      .sort((a, b) => compareNames(a.name, b.name));
  };

  const notes: string[] = [];
  const alone = names.groups.map((name, index) => {
    const column = columns[index] ?? { values: [], codes: new Uint16Array(0) };
    return {
      columns: [name],
      groups: measure(
        column.codes,
        column.values.map((value) => ({ [name]: value })),
      ),
    };
  });
  const together = combinations(names.groups.length, intersections).flatMap((parts): Grouping[] => {
    const found = intersect(parts.flatMap((index) => columns[index] ?? []));
    const partNames = parts.flatMap((index) => names.groups[index] ?? []);
    if (found === null || found.values.length > MOST_LISTED) {
      notes.push(
        `The intersections of ${partNames.join(' and ')} are more than ${MOST_LISTED} groups and were left out.`,
      );
      return [];
    }
    const groupNames = found.values.map((of) =>
      Object.fromEntries(partNames.map((name, part) => [name, of[part] ?? MISSING])),
    );
    return [{ columns: partNames, groups: measure(found.codes, groupNames) }];
  });
  const rowsWhere = (absent: (i: number) => boolean) =>
    cells.rows.reduce((sum, rows, i) => sum + (absent(i) ? rows : 0), 0);
  return {
    alone,
    together,
    excluded: {
      decisionMissing: rowsWhere((i) => decision[i] === -1),
      outcomeMissing: rowsWhere((i) => decision[i] !== -1 && outcome[i] === -1),
    },
    notes,
  };
}

/** The column with every way of writing "nothing recorded" under one value. */
function withMissing(
  values: readonly string[],
  codes: Uint16Array,
  missingWords: ReadonlySet<string>,
): CodedColumn {
  const kept: string[] = [];
  const codeOf = values.map((value) => {
    const shown = missingWords.has(value.toLowerCase()) ? MISSING : value;
    const known = kept.indexOf(shown);
    return known >= 0 ? known : kept.push(shown) - 1;
  });
  return { values: kept, codes: codes.map((code) => codeOf[code] ?? 0) };
}

/** Which columns are read together. */
function combinations(columns: number, intersections: 'none' | 'pairs' | 'all'): number[][] {
  if (columns < 2 || intersections === 'none') return [];
  const all = Array.from({ length: columns }, (_, index) => index);
  if (intersections === 'all') return [all];
  return all.flatMap((a) => all.slice(a + 1).map((b) => [a, b]));
}

function compareNames(a: AuditGroupName, b: AuditGroupName): number {
  for (const column of Object.keys(a)) {
    const [first, second] = [a[column] ?? '', b[column] ?? ''];
    if (first === second) continue;
    if (first === MISSING || second === MISSING) return first === MISSING ? 1 : -1;
    return first.localeCompare(second, 'en', { numeric: true });
  }
  return 0;
}
