import { createAnnotator, createContextReader } from '../../core/app/text.ts';
import { annotateCaseSchema, contextCaseSchema } from '../../core/contract/text.ts';
import type { Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { answerLines } from './text-lines.ts';

interface Input {
  readonly args: readonly string[];
  readonly options: CommonOptions;
  readonly output: Output;
}

/** `{"id","sentence","concept"}` → `{"id","negation","temporality","experiencer"}`, line by line. */
export async function textContext({ args, output }: Input): Promise<Outcome> {
  const read = createContextReader();
  return answerLines(args[0] ?? '-', output, contextCaseSchema, ({ id, sentence, concept }) => ({
    id,
    ...read(sentence, concept),
  }));
}

/** `{"id","text"}` → sections, concepts, measurements, doses and laboratory values with their places, line by line. */
export async function textAnnotate({ args, output }: Input): Promise<Outcome> {
  const annotate = createAnnotator();
  return answerLines(args[0] ?? '-', output, annotateCaseSchema, ({ id, text }) => ({
    id,
    ...annotate(text),
  }));
}
