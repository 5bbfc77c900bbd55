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

/** A text to annotate. Its words stand in `text`, or under the name that other files give them. */
export const annotateCaseSchema = z
  .object({
    id: z.string().min(1).max(200),
    text: z.string().optional(),
    sentence: z.string().optional(),
    narrative: z.string().optional(),
  })
  .transform((value, context) => {
    const text = value.text ?? value.narrative ?? value.sentence;
    if (text !== undefined) return { id: value.id, text };
    context.addIssue({ code: 'custom', path: ['text'], message: 'is missing' });
    return z.NEVER;
  });

export type AnnotateCase = z.infer<typeof annotateCaseSchema>;

const span = z.strictObject({ start: z.int(), end: z.int(), text: z.string() });

/** What `fairdoc text annotate` answers. Values that cannot be right are kept, marked and asked about. */
export const annotationSchema = z.strictObject({
  id: z.string(),
  sections: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      start: z.int(),
      end: z.int(),
      heading: z.string(),
    }),
  ),
  concepts: z.array(
    z.strictObject({
      concept: z.string(),
      name: z.string(),
      kind: z.string(),
      span,
      /** Id of the section; null outside all. */
      section: z.string().nullable(),
      assertion: contextAnswerSchema,
      attributes: z.strictObject({
        severity: z.enum(['mild', 'moderate', 'severe']).nullable(),
        onset: z.enum(['sudden', 'gradual']).nullable(),
        durationDays: z.number().nullable(),
        laterality: z.enum(['left', 'right', 'bilateral']).nullable(),
        course: z
          .enum(['worsening', 'improving', 'intermittent', 'constant', 'recurrent', 'resolved'])
          .nullable(),
        /** Concept of the body site named beside it. */
        site: z.string().nullable(),
      }),
    }),
  ),
  measures: z.array(
    z.strictObject({
      field: z.string(),
      value: z.number(),
      unit: z.string(),
      span,
      implausible: z.boolean(),
      question: z.string().nullable(),
    }),
  ),
  doses: z.array(
    z.strictObject({
      drug: z.string().nullable(),
      concept: z.string().nullable(),
      amount: z.number(),
      amountTo: z.number().nullable(),
      unit: z.string(),
      /** How often a day; null when not said. */
      perDay: z.number().nullable(),
      asNeeded: z.boolean(),
      route: z.string().nullable(),
      span,
    }),
  ),
  labs: z.array(
    z.strictObject({
      test: z.string(),
      name: z.string(),
      value: z.number().nullable(),
      unit: z.string(),
      comparator: z.enum(['<', '>']).nullable(),
      written: z.strictObject({ value: z.string(), unit: z.string().nullable() }),
      /** The text gives no unit: this one was assumed from the size of the value. */
      assumedUnit: z.string().nullable(),
      implausible: z.boolean(),
      question: z.string().nullable(),
      span,
    }),
  ),
  age: z.strictObject({ days: z.number(), span }).nullable(),
  pregnancyWeeks: z.strictObject({ weeks: z.number(), span }).nullable(),
});

export type Annotation = z.infer<typeof annotationSchema>;
