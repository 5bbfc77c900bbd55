import { describe, expect, test } from 'vitest';
import type { Attribute } from '../../contract/index.ts';
import { codeColumn } from '../metrics/groups.ts';
import { type DecisionColumns, OUTCOME } from './decision-columns.ts';
import { type OverviewTexts, overviewOf } from './overview.ts';

interface Row {
  sex: string;
  proposed: number;
  decided: number;
  outcome: number;
  minutes?: number;
}

function columnsOf(rows: readonly Row[]): DecisionColumns {
  const coder = (value: (row: Row) => string) => codeColumn(rows.map(value));
  const constant = () => coder(() => 'same');
  return {
    length: rows.length,
    proposed: Uint8Array.from(rows, (row) => row.proposed),
    decided: Uint8Array.from(rows, (row) => row.decided),
    outcome: Uint8Array.from(rows, (row) => row.outcome),
    minutesToDecision: Float32Array.from(rows, (row) => row.minutes ?? 1),
    targetMinutes: Float32Array.from(rows, () => 60),
    attributes: {
      sex: coder((row) => row.sex),
      ageBand: constant(),
      ethnicCategory: constant(),
      language: constant(),
      deprivationQuintile: constant(),
    },
  };
}

const texts: OverviewTexts = {
  metrics: [],
  attributeLabel: (attribute: Attribute) => attribute,
  valueLabel: (_attribute, value) => value,
};

/** `missed` of `n` admitted patients of one sex decided at level 4, the others at level 3. */
const admitted = (sex: string, n: number, missed: number): Row[] =>
  Array.from({ length: n }, (_, i) => ({
    sex,
    proposed: 3,
    decided: i < missed ? 4 : 3,
    outcome: OUTCOME.admitted,
  }));

function sexView(rows: readonly Row[]) {
  const overview = overviewOf(columnsOf(rows), { from: null, to: null }, texts);
  const view = overview.attributes.find(({ attribute }) => attribute === 'sex');
  if (!view) throw new Error('no view by sex');
  return view;
}

const rateOf = (view: ReturnType<typeof sexView>, group: string, metric: string) =>
  view.groups.find(({ value }) => value === group)?.rates.find((rate) => rate.metric === metric);

describe('bias overview', () => {
  test('counts under-triage by what became of the patient', () => {
    const view = sexView([
      ...admitted('female', 40, 20),
      ...admitted('male', 40, 10),
      { sex: 'male', proposed: 3, decided: 3, outcome: OUTCOME.criticalCare },
      { sex: 'male', proposed: 2, decided: 2, outcome: OUTCOME.died },
      { sex: 'male', proposed: 4, decided: 4, outcome: OUTCOME.discharged },
      { sex: 'male', proposed: 4, decided: 4, outcome: OUTCOME.unknown },
    ]);
    expect(rateOf(view, 'female', 'underTriage')).toMatchObject({ events: 20, n: 40, rate: 0.5 });
    expect(rateOf(view, 'male', 'underTriage')).toMatchObject({ events: 11, n: 42 });
    expect(rateOf(view, 'male', 'overTriage')).toMatchObject({ events: 0, n: 1 });
    expect(view.groups.map(({ value, n }) => [value, n])).toEqual([
      ['female', 40],
      ['male', 44],
    ]);
  });

  test('[URS-FAI-03] a small cell shows its counts and no rate', () => {
    const view = sexView([...admitted('female', 29, 15), ...admitted('male', 400, 9)]);
    expect(rateOf(view, 'female', 'underTriage')).toMatchObject({
      n: 29,
      rate: null,
      interval: null,
      sufficient: false,
    });
    expect(rateOf(view, 'male', 'underTriage')).toMatchObject({ n: 400, rate: null, sufficient: false });
    expect(view.finding).toMatch(/^Insufficient data/);
  });

  test('names the group that is under-triaged more often, with the size of the gap', () => {
    const view = sexView([...admitted('female', 400, 120), ...admitted('male', 400, 60)]);
    expect(view.finding).toMatch(
      /^female: under-triaged more often than the others, 30\.0% against 15\.0%, 15\.0 points/,
    );
    expect(view.gap?.group).toBe('female');
    expect(view.gap?.difference).toBeCloseTo(0.15, 10);
  });

  test('tells a gap from the side of those who are missed, also when they are many small groups', () => {
    const small = Array.from({ length: 40 }, (_, i) => admitted(`other ${i}`, 20, 6)).flat();
    const view = sexView([...admitted('female', 800, 80), ...small]);
    expect(view.finding).toMatch(
      /^Groups other than female: under-triaged more often, 30\.0% against 10\.0%, 20\.0 points/,
    );
    expect(view.finding).toContain('n = 800');
  });

  test('names no gap where chance explains it', () => {
    const view = sexView([...admitted('female', 400, 62), ...admitted('male', 400, 60)]);
    expect(view.finding).toMatch(/^No difference in under-triage by sex beyond chance/);
    expect(view.gap).toBeNull();
  });

  test('tells overrides upward from overrides downward, and late decisions from timely ones', () => {
    const rows: Row[] = Array.from({ length: 60 }, (_, i) => ({
      sex: 'female',
      proposed: 3,
      decided: i < 12 ? 2 : i < 40 ? 3 : 4,
      outcome: OUTCOME.unknown,
      minutes: i < 15 ? 61 : 60,
    }));
    const view = sexView(rows);
    expect(rateOf(view, 'female', 'overriddenUp')).toMatchObject({ events: 12, n: 60 });
    expect(rateOf(view, 'female', 'overriddenDown')).toMatchObject({ events: 20, n: 60 });
    expect(rateOf(view, 'female', 'seenLate')).toMatchObject({ events: 15, n: 60 });
    expect(rateOf(view, 'female', 'urgentShare')).toMatchObject({ events: 12, n: 60, rate: 0.2 });
  });
});
