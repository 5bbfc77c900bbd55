import { z } from 'zod';

/** What the commands about clinical text read and answer. Offsets are UTF-16 code units, end exclusive. */

export const contextCaseSchema = z.object({
  id: z.string().min(1).max(200),
  sentence: z.string(),
  /** Words of the sentence, or words close to them; they need not be in the lexicon. */
  concept: z.string().min(1),
});

export type ContextCase = z.infer<typeof contextCaseSchema>;

export const contextAnswerSchema = z.strictObject({
  negation: z.enum(['affirmed', 'negated', 'possible']),
  temporality: z.enum(['current', 'historical', 'hypothetical']),
  experiencer: z.enum(['patient', 'other']),
});

/** Whether a concept is asserted, when, and of whom. */
export type ContextAnswer = z.infer<typeof contextAnswerSchema>;
