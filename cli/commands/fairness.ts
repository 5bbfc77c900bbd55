import { auditStream } from '../../core/app/file-audit.ts';
import { type AuditChoice, auditChoiceSchema } from '../../core/contract/fairness-audit.ts';
import { UsageError } from '../failure.ts';
import { openInput } from '../lines.ts';
import type { Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { auditText } from './fairness-text.ts';

export interface AuditOptions extends CommonOptions {
  readonly decision: string;
  readonly outcome: string;
  readonly group: readonly string[];
  readonly weight?: string;
  readonly reference?: string;
  readonly positive?: string;
  readonly positiveOutcome?: string;
  readonly intersections: string;
}

const ROWS_BETWEEN_NEWS = 100_000;

/** Column names of `--group a,b`, which may also be given more than once. */
function groupColumns(options: readonly string[]): string[] {
  return options.flatMap((list) => list.split(',')).map((name) => name.trim());
}

function choiceOf(options: AuditOptions): AuditChoice {
  const { decision, outcome, weight, reference, positive, positiveOutcome, intersections } = options;
  const parsed = auditChoiceSchema.safeParse({
    decision,
    outcome,
    groups: groupColumns(options.group),
    weight,
    reference,
    positive,
    positiveOutcome,
    intersections,
  });
  if (!parsed.success) {
    throw new UsageError('cli.usage', 'Name from one to eight columns of groups, each with its name.');
  }
  return parsed.data;
}

/** Audits decisions in a file by group. Finding a disparity is a result, not a failure: the exit code is 0. */
export async function audit(input: {
  args: readonly string[];
  options: AuditOptions;
  output: Output;
}): Promise<Outcome> {
  const { args, options, output } = input;
  const choice = choiceOf(options);
  const stream = await openInput(args[0] ?? '-');
  let told = 0;
  const report = await auditStream(stream, choice, (rows) => {
    if (rows - told < ROWS_BETWEEN_NEWS) return;
    told = rows;
    output.progress(`${rows.toLocaleString('en-GB')} rows read`);
  });
  output.result(report, () => auditText(report));
  return 0;
}
