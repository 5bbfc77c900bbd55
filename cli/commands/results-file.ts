import { type Judged, type Level, parseLine, readLevel } from '../../core/app/without-workspace.ts';
import { UsageError } from '../failure.ts';
import { linesOf, openInput } from '../lines.ts';

/** A result as `fairdoc triage` writes it: its acuity, else its disposition. */
function answerOf(value: unknown): { id: string; given: Level } | null {
  if (typeof value !== 'object' || value === null) return null;
  const id: unknown = Reflect.get(value, 'id');
  const given = readLevel(Reflect.get(value, 'acuity') ?? Reflect.get(value, 'disposition'));
  if ((typeof id !== 'string' && typeof id !== 'number') || given === null) return null;
  return { id: String(id), given };
}

/**
 * Reads results that were written before, for the cases that were judged now: matched by id, with the same gold
 * level. Lines that are errors, or not results, are passed over. @throws evaluation.noResults, cli.unreadable
 */
export async function readResults(file: string, judged: readonly Judged[]): Promise<Judged[]> {
  const goldOf = new Map(judged.map(({ id, gold }) => [id, gold]));
  const found: Judged[] = [];
  for await (const { text } of linesOf(await openInput(file))) {
    const line = text === null || text.trim() === '' ? { value: null } : parseLine(text);
    const answer = 'value' in line ? answerOf(line.value) : null;
    const gold = answer === null ? undefined : goldOf.get(answer.id);
    if (answer !== null && gold !== undefined) found.push({ ...answer, gold, reasons: [] });
  }
  if (found.length > 0 || judged.length === 0) return found;
  throw new UsageError(
    'evaluation.noResults',
    `The file ${file} holds no results of these cases.`,
    'Give the results of fairdoc triage, or of --out, for the same file of cases.',
  );
}
