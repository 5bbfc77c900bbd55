import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AUDIT_METRICS,
  type AuditChoice,
  type AuditGroup,
  type AuditReport,
  auditChoiceSchema,
  auditReportSchema,
} from '../../contract/fairness-audit.ts';
import { FairdocError } from '../../kernel/errors.ts';
import { findResources } from '../../kernel/resources.ts';
import { auditTable } from './audit.ts';
import { createDecisionReader } from './read-decisions.ts';
import { loadAuditRules } from './rules.ts';

const rules = loadAuditRules(findResources());

type Choice = Partial<AuditChoice> & Pick<AuditChoice, 'groups'>;

/** Audits text as the command does: parsed against the schema of the answer. */
function audit(text: string, choice: Choice, chunk = 65_536): AuditReport {
  const full = auditChoiceSchema.parse({ decision: 'decided', outcome: 'outcome', ...choice });
  const reader = createDecisionReader(full);
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.slice(at, at + chunk));
  return auditReportSchema.parse(auditTable(reader.end(), full, rules));
}

const lines = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
const repeat = <T>(n: number, item: T): T[] => Array.from({ length: n }, () => item);

/** Rows `group,decided,outcome` with the given counts. */
const counted = (group: string, { tp = 0, fp = 0, tn = 0, fn = 0 }) => [
  ...repeat(tp, `${group},1,1`),
  ...repeat(fp, `${group},1,0`),
  ...repeat(tn, `${group},0,0`),
  ...repeat(fn, `${group},0,1`),
];
const file = (...groups: readonly string[][]) => lines('group,decided,outcome', groups.flat());

const groupOf = (report: AuditReport, name: AuditGroup['group']) => {
  const found = report.groups.find(({ group }) => JSON.stringify(group) === JSON.stringify(name));
  if (!found) throw new Error(`no group ${JSON.stringify(name)}`);
  return found;
};
const verdict = (report: AuditReport, group: string, metric: string) =>
  report.disparities.find((item) => Object.values(item.group).join() === group && item.metric === metric);

function refused(work: () => unknown): FairdocError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof FairdocError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

// Fairlearn's quickstart data, as a file.
const [outcomes, decisions, first, second] = [
  '011110101000111111',
  '001011100111100110',
  'bbabbcccaacabccbcc',
  '868888666866668666',
];
const weights = [1, 2, 1, 3, 2, 3, 1, 2, 1, 2, 3, 1, 2, 3, 2, 3, 1, 1];
const FAIRLEARN = lines(
  'outcome,decided,g,h,w',
  weights.map((w, i) => [outcomes[i], decisions[i], first[i], second[i], w].join(',')),
);

describe('audit of a file', () => {
  test('[URS-FAI-07] gives the worked figures of Fairlearn from a file', () => {
    const report = audit(FAIRLEARN, { groups: ['g'] });
    expect(report.overall).toMatchObject({ n: 18, tp: 6, fp: 4, tn: 2, fn: 6, tpr: 0.5 });
    expect(report.overall.fpr).toBeCloseTo(0.6667, 4);
    expect(report.demographicParity.difference).toBeCloseTo(0.25, 4);
    expect(report.demographicParity.ratio).toBeCloseTo(0.6667, 4);
    expect(report.equalizedOdds).toEqual({ difference: 1, ratio: 0 });
    expect(groupOf(report, { g: 'b' })).toMatchObject({ n: 6, tpr: 0.6, fpr: 0, selectionRate: 0.5 });
    expect(report.disparities.every((item) => item.verdict === 'insufficient')).toBe(true);
  });

  test('[URS-FAI-07] weighs rows, and counts intersections of several columns', () => {
    const report = audit(FAIRLEARN, { groups: ['g', 'h'], weight: 'w' });
    expect(report.overall.tpr).toBeCloseTo(0.4545, 4);
    expect(groupOf(report, { g: 'c' }).tpr).toBeCloseTo(0.25, 4);
    expect(groupOf(report, { g: 'c' }).n).toBe(8);
    const unweighted = audit(FAIRLEARN, { groups: ['g', 'h'] });
    expect(groupOf(unweighted, { g: 'b', h: '6' }).tpr).toBeCloseTo(0.6667, 4);
    expect(unweighted.groups.filter(({ group }) => Object.keys(group).length === 2)).toHaveLength(6);
    expect(audit(FAIRLEARN, { groups: ['g', 'h'], intersections: 'none' }).groups).toHaveLength(5);
  });

  test('[URS-FAI-07] finds a gap that was put in, and passes groups that fare alike', () => {
    const same = { tp: 400, fp: 200, tn: 800, fn: 100 };
    const missed = { tp: 250, fp: 200, tn: 800, fn: 250 };
    const report = audit(file(counted('a', same), counted('b', same), counted('c', missed)), {
      groups: ['group'],
      reference: 'a',
    });
    expect(verdict(report, 'c', 'fnr')).toMatchObject({ verdict: 'fail', reference: 'a', value: 0.3 });
    expect(verdict(report, 'b', 'fnr')).toMatchObject({ verdict: 'pass', value: 0 });
    expect(verdict(report, 'b', 'selectionRate')).toMatchObject({
      verdict: 'pass',
      measure: 'ratio',
      value: 1,
    });
    expect(verdict(report, 'c', 'selectionRate')?.value).toBeCloseTo(450 / 600, 10);
    expect(verdict(report, 'c', 'selectionRate')?.verdict).toBe('fail');
    expect(report.disparities.some(({ group }) => group.group === 'a')).toBe(false);
  });

  // Edge table: cases, events in the group; all others have 200 of 400.
  test.each([
    [29, 15, 'insufficient'],
    [30, 9, 'insufficient'],
    [400, 9, 'insufficient'],
    [400, 0, 'insufficient'],
    // Enough to be looked at, too few to tell: the interval reaches beyond the threshold.
    [40, 20, 'insufficient'],
    [2_000, 1_000, 'pass'],
    [400, 100, 'fail'],
    [400, 398, 'fail'],
  ] as const)('[URS-FAI-03] %i cases with %i events are %s', (n, events, expected) => {
    const small = counted('small', { tp: events, tn: n - events });
    const report = audit(file(small, counted('big', { tp: 2_000, tn: 2_000 })), { groups: ['group'] });
    expect(verdict(report, 'small', 'selectionRate')?.verdict).toBe(expected);
  });

  test('[URS-FAI-03] a group that is never selected is insufficient and still named', () => {
    const report = audit(file(counted('never', { tn: 300, fn: 200 }), counted('b', { tp: 400, tn: 400 })), {
      groups: ['group'],
    });
    expect(verdict(report, 'never', 'selectionRate')?.verdict).toBe('insufficient');
    expect(report.notes.join(' ')).toMatch(/never: 0 of 500 selected where 250 would be expected/);
  });

  test('values that are absent are a group of their own, and rows without a decision are counted', () => {
    const report = audit(
      lines('group,decided,outcome', ['a,1,1', ',0,1', 'NA,1,0', 'a,,1', 'b,1,', 'b,0,0']),
      { groups: ['group'] },
    );
    expect(report.groups.map(({ group, n }) => [group.group, n])).toEqual([
      ['a', 1],
      ['b', 1],
      ['missing', 2],
    ]);
    expect(report.excluded).toEqual({ decisionMissing: 1, outcomeMissing: 1 });
    expect(groupOf(report, { group: 'a' }).excluded).toBe(1);
    expect(report.overall.n + report.overall.excluded).toBe(report.rows);
    expect(report.notes.join(' ')).toContain('2 of 6 rows have no decision or no outcome');
  });

  test.each([
    ['1', '0'],
    ['true', 'FALSE'],
    ['Yes', 'no'],
    ['1.0', '0.0'],
  ])('understands %s and %s', (yes, no) => {
    const text = lines('group,decided,outcome', [`a,${yes},${yes}`, `b,${no},${yes}`]);
    expect(audit(text, { groups: ['group'] }).overall).toMatchObject({ tp: 1, fn: 1, fp: 0, tn: 0 });
  });

  const WORDS = lines('group,decided,outcome', ['a,admit,1', 'b,home,1', 'b,refer,0']);
  test('asks which value is positive when that is not evident, and lists the values', () => {
    const error = refused(() => audit(WORDS, { groups: ['group'] }));
    expect(error.code).toBe('fairness.positiveNeeded');
    expect(error.details.values).toEqual(['admit', 'home', 'refer']);
    const report = audit(WORDS, { groups: ['group'], positive: 'Admit' });
    expect(report.positive).toEqual({ decision: 'admit', outcome: '1' });
    expect(report.overall).toMatchObject({ tp: 1, fn: 1, tn: 1 });
    expect(refused(() => audit(WORDS, { groups: ['group'], positive: 'amdit' })).code).toBe(
      'fairness.positiveUnknown',
    );
    const both = lines('group,decided,outcome', ['a,admit,died', 'b,home,well']);
    expect(audit(both, { groups: ['group'], positive: 'admit', positiveOutcome: 'died' }).overall.tp).toBe(1);
    expect(refused(() => audit(both, { groups: ['group'], positive: 'admit' })).details.column).toBe(
      'outcome',
    );
  });

  test.each([
    ['fairness.unknownColumn', { groups: ['grp'] }],
    ['fairness.columnTwice', { groups: ['decided'] }],
    ['fairness.unknownReference', { groups: ['group'], reference: 'nobody' }],
    ['fairness.badWeight', { groups: ['group'], weight: 'outcome2' }],
  ])('%s is refused with what would be right', (code, choice) => {
    const text = lines('group,decided,outcome,outcome2', ['a,1,1,3', 'b,0,1,-2']);
    const error = refused(() => audit(text, choice));
    expect(error.code).toBe(code);
    if (code === 'fairness.unknownColumn') expect(error.next).toContain('group, decided, outcome, outcome2');
    if (code === 'fairness.badWeight') expect(error.message).toContain('line 3');
  });

  test('says where predictive values and error rates cannot all be equal', () => {
    const report = audit(
      file(
        counted('rare', { tp: 80, fp: 20, tn: 880, fn: 20 }),
        counted('common', { tp: 320, fp: 80, tn: 520, fn: 80 }),
      ),
      { groups: ['group'] },
    );
    expect(report.notes.join(' ')).toMatch(
      /more common in common \(40\.0%\) than in rare \(10\.0%\).*Chouldechova/,
    );
  });

  test('small intersections are drawn towards all of them, large ones stay', () => {
    const row = (a: string, b: string, counts: { tp?: number; tn?: number }) => [
      ...repeat(counts.tp ?? 0, `${a},${b},1,1`),
      ...repeat(counts.tn ?? 0, `${a},${b},0,0`),
    ];
    const text = lines('a,b,decided,outcome', [
      ...row('x', 'p', { tp: 500, tn: 500 }),
      ...row('x', 'q', { tp: 300, tn: 700 }),
      ...row('y', 'p', { tp: 400, tn: 600 }),
      ...row('y', 'q', { tp: 4 }),
    ]);
    const report = audit(text, { groups: ['a', 'b'] });
    const tiny = groupOf(report, { a: 'y', b: 'q' });
    const large = groupOf(report, { a: 'x', b: 'p' });
    expect(tiny.selectionRate).toBe(1);
    expect(tiny.shrunk?.selectionRate?.value).toBeLessThan(0.6);
    expect(tiny.shrunk?.selectionRate?.ci[1]).toBeLessThan(1);
    expect(large.shrunk?.selectionRate?.value).toBeCloseTo(0.5, 1);
    expect(groupOf(report, { a: 'x' }).shrunk).toBeUndefined();
  });

  test('compared with everybody, a group of half the cases is half as far away', () => {
    const text = file(counted('a', { tp: 600, tn: 400 }), counted('b', { tp: 400, tn: 600 }));
    const others = verdict(audit(text, { groups: ['group'] }), 'a', 'selectionRate');
    const overall = verdict(audit(text, { groups: ['group'], reference: 'overall' }), 'a', 'selectionRate');
    expect(others?.difference).toBeCloseTo(0.2, 10);
    expect(overall?.difference).toBeCloseTo(0.1, 10);
    expect(overall?.ratio).toBeCloseTo(0.6 / 0.5, 10);
    expect(overall).toMatchObject({ reference: 'overall', referenceRate: 0.5 });
  });

  const row = fc.record({
    group: fc.constantFrom('a', 'b', 'c', ''),
    decided: fc.constantFrom('0', '1', ''),
    outcome: fc.constantFrom('0', '1'),
    weight: fc.integer({ min: 1, max: 4 }),
  });
  const rowsWithBoth = fc
    .array(row, { minLength: 1, maxLength: 60 })
    .filter((rows) => rows.some(({ decided }) => decided !== ''));
  const text = (rows: readonly { group: string; decided: string; outcome: string; weight: number }[]) =>
    lines(
      'group,decided,outcome,weight',
      rows.map(({ group, decided, outcome, weight }) => [group, decided, outcome, weight].join(',')),
    );
  const seeded = { seed: 20_261_122, numRuns: 200 };

  test('the order of the rows and the size of the pieces make no difference', () => {
    fc.assert(
      fc.property(rowsWithBoth, fc.integer({ min: 1, max: 40 }), (rows, chunk) => {
        const forward = audit(text(rows), { groups: ['group'] });
        expect(audit(text(rows.toReversed()), { groups: ['group'] }, chunk)).toEqual(forward);
      }),
      seeded,
    );
  });

  test('a weight is as good as so many rows, for every rate', () => {
    fc.assert(
      fc.property(rowsWithBoth, (rows) => {
        const weighted = audit(text(rows), { groups: ['group'], weight: 'weight' });
        const repeated = audit(text(rows.flatMap((item) => repeat(item.weight, item))), {
          groups: ['group'],
        });
        for (const metric of AUDIT_METRICS) {
          const [a, b] = [weighted.overall[metric], repeated.overall[metric]];
          if (b === null) expect(a).toBeNull();
          else expect(a).toBeCloseTo(b, 10);
        }
        expect(weighted.overall.tp).toBeCloseTo(repeated.overall.tp, 8);
      }),
      seeded,
    );
  });

  test('counts of groups add up, and rates and intervals stay within 0 and 1', () => {
    fc.assert(
      fc.property(rowsWithBoth, (rows) => {
        const report = audit(text(rows), { groups: ['group'] });
        const sum = (key: 'n' | 'tp' | 'fp' | 'tn' | 'fn' | 'excluded') =>
          report.groups.reduce((total, group) => total + group[key], 0);
        for (const key of ['n', 'tp', 'fp', 'tn', 'fn', 'excluded'] as const) {
          expect(sum(key)).toBe(report.overall[key]);
        }
        for (const group of report.groups) {
          expect(group.tp + group.fp + group.tn + group.fn).toBe(group.n);
          for (const metric of AUDIT_METRICS) {
            const rate = group[metric];
            const ci = group.ci[metric];
            if (rate === null) expect(ci).toBeUndefined();
            else {
              expect(ci?.[0]).toBeGreaterThanOrEqual(0);
              expect(ci?.[0]).toBeLessThanOrEqual(rate + 1e-9);
              expect(ci?.[1]).toBeGreaterThanOrEqual(rate - 1e-9);
              expect(ci?.[1]).toBeLessThanOrEqual(1);
            }
          }
        }
      }),
      seeded,
    );
  });

  test('every threshold names its source', () => {
    const data = JSON.parse(readFileSync(path.join(findResources(), 'fairness', 'thresholds.json'), 'utf8'));
    expect(data).toEqual(rules);
    for (const metric of AUDIT_METRICS) expect(rules.rules.some((rule) => rule.metric === metric)).toBe(true);
  });
});
