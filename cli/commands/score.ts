import {
  computeScore,
  listScores,
  type ScoreListing,
  type ScoreResult,
} from '../../core/app/without-workspace.ts';
import { UsageError } from '../failure.ts';
import { readInput } from '../lines.ts';
import type { Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { pairs, table } from '../table.ts';

export interface ScoreOptions extends CommonOptions {
  readonly input?: string;
  readonly set?: readonly string[];
}

const NOT_JSON = new UsageError(
  'score.inputNotJson',
  'The input of the score is not a JSON object.',
  'Give for instance {"respiratoryRate": 22}, or use --set respiratoryRate=22.',
);

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw NOT_JSON;
  }
}

/** A value as a person types it: numbers and yes or no are what they look like, the rest is text. */
function typed(text: string): unknown {
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return Number(text);
  if (/^(true|yes)$/i.test(text)) return true;
  if (/^(false|no)$/i.test(text)) return false;
  return text;
}

function fromPairs(settings: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    settings.map((setting) => {
      const at = setting.indexOf('=');
      if (at < 1) throw new UsageError('cli.usage', `--set ${setting} is not name=value.`);
      return [setting.slice(0, at).trim(), typed(setting.slice(at + 1).trim())];
    }),
  );
}

/** The score's input: the argument (JSON, or a short form such as E4V5M6), --set, a file, or standard input. */
async function readScoreInput(argument: string | undefined, options: ScoreOptions): Promise<unknown> {
  if (argument !== undefined) return argument.trim().startsWith('{') ? parseObject(argument) : argument;
  if (options.set) return fromPairs(options.set);
  if (options.input === undefined && process.stdin.isTTY) return {};
  const text = (await readInput(options.input ?? '-')).trim();
  if (text === '') return {};
  return text.startsWith('{') ? parseObject(text) : text;
}

function listAll(output: Output): Outcome {
  const scores = listScores();
  output.result({ scores }, () => [
    ...table(
      ['name', 'title', 'range'],
      scores.map(({ id, title, range }) => [id, title, range ? `${range[0]}–${range[1]}` : 'not computed']),
    ),
    '',
    'fairdoc score NAME names the inputs of a score.',
  ]);
  return 0;
}

function found(name: string): ScoreListing {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const listing = listScores().find(({ id }) => plain(id) === plain(name));
  if (listing) return listing;
  const names = listScores().map(({ id }) => id);
  throw new UsageError(
    'score.unknown',
    'There is no score of that name.',
    `Choose one of: ${names.join(', ')}.`,
  );
}

/** The result with the members that every state has, so that a script need not look which state it is first. */
function forScript({ id, title, version, source }: ScoreListing, result: ScoreResult) {
  const always = { total: null, band: null, missing: [], components: [] };
  return { score: id, title, version, source, ...always, ...result };
}

function forPerson(listing: ScoreListing, result: ScoreResult): string[] {
  const heading = `${listing.title} (${listing.id} ${listing.version})`;
  const asked = (fields: readonly string[]) =>
    fields.map((field) => {
      const input = listing.inputs.find(({ name }) => name === field);
      return [field, input?.description ?? ''] as const;
    });
  switch (result.status) {
    case 'scored':
      return [
        heading,
        '',
        ...table(
          ['item', 'points'],
          result.components.map(({ text, points }) => [text, points]),
        ),
        '',
        ...pairs([
          ['total', result.total],
          ['band', result.band],
        ]),
        result.bandText,
        ...result.notes,
      ];
    case 'missing':
      return [
        heading,
        '',
        'Cannot be computed. Not stated:',
        ...pairs(asked(result.missing)).map((line) => `  ${line}`),
        ...(result.atLeast
          ? [`What is known alone makes ${result.atLeast.total}: ${result.atLeast.bandText}`]
          : []),
      ];
    case 'implausible':
      return [
        heading,
        '',
        'Cannot be computed. Please check:',
        ...result.fields.map(
          ({ field, value, plausible }) => `  ${field} ${value} is outside ${plausible[0]}–${plausible[1]}`,
        ),
      ];
    case 'notTestable':
      return [heading, '', result.statement];
    case 'notApplicable':
      return [heading, '', result.reason];
  }
}

/** Computes one score, or lists all when none is named. Missing input is named, never filled in. */
export async function score(input: {
  args: readonly string[];
  options: ScoreOptions;
  output: Output;
}): Promise<Outcome> {
  const [name, argument] = input.args;
  if (name === undefined) return listAll(input.output);
  const listing = found(name);
  const result = computeScore(name, await readScoreInput(argument, input.options));
  input.output.result(forScript(listing, result), () => forPerson(listing, result));
  return 0;
}
