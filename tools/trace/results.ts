import path from 'node:path';
import { z } from 'zod';

/** Vitest's JSON report, as far as it is read here. */
export const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo', 'disabled']),
        }),
      ),
    }),
  ),
});

export type Outcome = 'passed' | 'failed' | 'skipped';

export interface TestResult {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly name: string;
  readonly outcome: Outcome;
}

/** Every test of a report. A file that could not be run at all counts as one failed test. */
export function testResults(report: z.infer<typeof reportSchema>, root: string): TestResult[] {
  return report.testResults.flatMap((suite) => {
    const file = path.relative(root, suite.name).split(path.sep).join('/');
    if (suite.assertionResults.length === 0 && suite.status === 'failed') {
      return [{ file, name: 'could not be run', outcome: 'failed' as const }];
    }
    return suite.assertionResults.map(({ fullName, status }) => ({
      file,
      name: fullName.trim(),
      outcome: status === 'passed' || status === 'failed' ? status : ('skipped' as const),
    }));
  });
}
