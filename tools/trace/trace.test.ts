import { describe, expect, test } from 'vitest';
import { type Requirement, renderMatrix, tagsOf, traceOf, traceProblems } from './matrix.ts';
import { reportSchema, type TestResult, testResults } from './results.ts';

const requirement = (id: string, extra: Partial<Requirement> = {}): Requirement => ({
  id,
  stage: 1,
  need: 'Something a user can check',
  accept: 'a figure',
  state: 'met',
  ...extra,
});

const result = (name: string, outcome: TestResult['outcome'] = 'passed'): TestResult => ({
  file: 'core/a.test.ts',
  name,
  outcome,
});

function problems(requirements: Requirement[], results: TestResult[]) {
  return traceProblems(traceOf(requirements, results), results);
}

// The ids are put together so that these examples do not count as tests of real requirements.
const id = (area: string) => `URS-${area}-01`;
const tagged = (area: string, text: string) => `[${id(area)}] ${text}`;

describe('traceability', () => {
  test('ids are read from test names, each once', () => {
    expect(tagsOf(`${tagged('AAA', 'x')} ${tagged('BBB', 'y')} ${tagged('AAA', 'z')}`)).toEqual([
      id('AAA'),
      id('BBB'),
    ]);
  });

  test('[URS-VAL-01] a finished requirement without a passing test fails the build', () => {
    expect(problems([requirement(id('AAA'))], [result('no tag')])).toEqual([`${id('AAA')} has no test`]);
    expect(problems([requirement(id('AAA'))], [result(tagged('AAA', 'x'), 'failed')])).toEqual([
      expect.stringContaining('fails'),
    ]);
    expect(problems([requirement(id('AAA'))], [result(tagged('AAA', 'x'))])).toEqual([]);
  });

  test('[URS-VAL-01] a test that names an unknown requirement fails the build', () => {
    expect(problems([], [result(tagged('AAA', 'x'))])).toEqual([
      expect.stringContaining('not in docs/validation'),
    ]);
  });

  test('a partial requirement says what is missing', () => {
    const partial = requirement(id('AAA'), { state: 'partial' });
    expect(problems([partial], [result(tagged('AAA', 'x'))])).toHaveLength(1);
    expect(problems([{ ...partial, gap: 'the other half' }], [result(tagged('AAA', 'x'))])).toEqual([]);
  });

  test('a file that could not be run is a failed test', () => {
    const report = reportSchema.parse({
      testResults: [
        { name: '/root/core/a.test.ts', status: 'failed', assertionResults: [] },
        {
          name: '/root/core/b.test.ts',
          status: 'passed',
          assertionResults: [{ fullName: ' one', status: 'pending' }],
        },
      ],
    });
    expect(testResults(report, '/root')).toEqual([
      { file: 'core/a.test.ts', name: 'could not be run', outcome: 'failed' },
      { file: 'core/b.test.ts', name: 'one', outcome: 'skipped' },
    ]);
  });

  test('the matrix names each requirement with its tests', () => {
    const text = renderMatrix(traceOf([requirement(id('AAA'))], [result(tagged('AAA', 'does | it'))]));
    expect(text).toContain(`| ${id('AAA')} Something a user can check | met | 1 |`);
    expect(text).toContain('- `core/a.test.ts`: ');
  });
});
