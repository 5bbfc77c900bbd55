import { Command, CommanderError, Option } from 'commander';
import { productVersion } from '../hosts/version.ts';
import type { DemoOptions } from './commands/demo.ts';
import type { EvaluateOptions } from './commands/evaluate.ts';
import type { AuditOptions } from './commands/fairness.ts';
import type { InitOptions } from './commands/init.ts';
import type { ScoreOptions } from './commands/score.ts';
import type { TriageOptions } from './commands/triage.ts';
import { createOutput } from './output.ts';
import { action } from './run.ts';

/** `fairdoc <command>`. Commands are loaded when they are called, so that help and scores answer at once. */

function common(command: Command): Command {
  return command
    .option('--workspace <dir>', 'folder of the workspace (else FAIRDOC_WORKSPACE, else your own)')
    .option('--user <name>', 'login name (else the only one of the workspace)')
    .option('--json', 'JSON alone on standard output');
}

const program = common(new Command('fairdoc'))
  .description(
    'Triage and its record from the terminal: the same core as the application, without a display.',
  )
  .addHelpText(
    'after',
    `
The passphrase comes from FAIRDOC_PASSPHRASE, or is asked for. Exit code: 0 done, 1 failed or a check failed,
2 the command line is wrong. triage, text, score and fairness need no workspace.`,
  )
  .version(productVersion())
  .exitOverride()
  .configureOutput({ writeErr: () => undefined });

function add(usage: string, description: string): Command {
  return common(program.command(usage).description(description)).allowExcessArguments(false);
}

add('init', 'Create a workspace and its first administrator; prints the recovery key')
  .option('--name <name>', 'name of the workspace (else the name of its folder)')
  .option('--full-name <name>', 'name of the administrator as it is shown and signed')
  .action(action<InitOptions>(async (input) => (await import('./commands/init.ts')).init(input)));

add('demo', 'Create a demonstration workspace with generated patients')
  .option('--seed <number>', 'another seed gives other patients')
  .option('--encounters <number>', 'how many encounters')
  .action(action<DemoOptions>(async (input) => (await import('./commands/demo.ts')).demo(input)));

add('import <path...>', 'Import FHIR R4 (JSON, XML) and HL7 v2 files; folders are searched').action(
  action(async (input) => (await import('./commands/import.ts')).importPaths(input)),
);

const triage = add(
  'triage <file>',
  'Assess cases, one JSON object a line (- for standard input); one result a line',
)
  .addOption(
    new Option('--scale <name>', 'target times')
      .choices(['manchester', 'australasian', 'canadian'])
      .default('manchester'),
  )
  .option('--full', 'everything the rules found: values, roles, denied red flags, warnings')
  .action(action<TriageOptions>(async (input) => (await import('./commands/triage.ts')).triage(input)));

common(
  triage.command('evaluate <file>').description('Judge triage against the gold levels of a file of cases'),
)
  .allowExcessArguments(false)
  .option('--against <file>', 'compare with results of the same cases that were written before')
  .option('--baseline <dir>', 'compare with other knowledge: a folder like resources/')
  .option('--knowledge <dir>', 'knowledge to judge, instead of the one that comes with Fairdoc')
  .option('--out <file>', 'write each result to a file, one a line')
  .action(
    action<EvaluateOptions>(async (input) => (await import('./commands/evaluate.ts')).evaluateFile(input)),
  );

const text = program.command('text').description('Read clinical text: what is said, and what is said of it');

common(
  text
    .command('context <file>')
    .description(
      'Whether a sentence affirms a concept, when and of whom: {"id","sentence","concept"} a line',
    ),
)
  .allowExcessArguments(false)
  .action(action(async (input) => (await import('./commands/text.ts')).textContext(input)));

common(
  text
    .command('annotate <file>')
    .description(
      'Sections, concepts, measurements, doses, laboratory values with places: {"id","text"} a line',
    ),
)
  .allowExcessArguments(false)
  .action(action(async (input) => (await import('./commands/text.ts')).textAnnotate(input)));

const fairness = program
  .command('fairness')
  .description('Bias in decisions: whether they are as right for one group as for another');

common(
  fairness
    .command('audit <file>')
    .description('Compare decisions in a CSV file with outcomes, by group (- for standard input)'),
)
  .allowExcessArguments(false)
  .requiredOption('--decision <column>', 'what was decided')
  .requiredOption('--outcome <column>', 'what turned out')
  .requiredOption(
    '--group <columns>',
    'columns that make groups: one, or several with commas between',
    (columns: string, before: readonly string[] = []) => [...before, columns],
  )
  .option('--weight <column>', 'sample weight of each row')
  .option(
    '--reference <value>',
    'compare with this value of a group column, or with others, overall or largest',
  )
  .option('--positive <value>', 'the value that means yes, where it is not evident')
  .option('--positive-outcome <value>', 'the same for the outcome alone')
  .addOption(
    new Option('--intersections <which>', 'groups that several columns make together')
      .choices(['none', 'pairs', 'all'])
      .default('all'),
  )
  .action(action<AuditOptions>(async (input) => (await import('./commands/fairness.ts')).audit(input)));

add(
  'score [name] [input]',
  'Compute a clinical score from JSON (argument, --input or standard input) or --set',
)
  .option('--input <file>', 'file with a JSON object (- for standard input)')
  .option('--set <name=value...>', 'one input, for instance respiratoryRate=22')
  .action(action<ScoreOptions>(async (input) => (await import('./commands/score.ts')).score(input)));

add('verify', 'Verify the whole record: chain, signatures, every row').action(
  action(async (input) => (await import('./commands/verify.ts')).verify(input)),
);

add('backup <file>', 'Write an encrypted backup to a file').action(
  action(async (input) => (await import('./commands/backup.ts')).backup(input)),
);

add('restore <file>', 'Restore a backup into an empty workspace folder').action(
  action(async (input) => (await import('./commands/restore.ts')).restore(input)),
);

/** Help was asked for, or the command line is wrong. */
function answerCommander(error: CommanderError): void {
  if (error.exitCode === 0) return;
  process.exitCode = 2;
  if (error.code === 'commander.help') return void process.stderr.write(program.helpInformation());
  const message = error.message.replace(/^error: /, '');
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`;
  createOutput(process.argv.includes('--json')).failure({
    code: 'cli.usage',
    message: sentence,
    next: 'See fairdoc --help.',
    exitCode: 2,
  });
}

// Whoever reads our output may stop reading (`| head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  answerCommander(error);
}
