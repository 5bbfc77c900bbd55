import { z } from 'zod';
import { isVariable, type Variable } from '../variables.ts';

/** How resources/triage/asking.yaml looks. Shares and chances are probabilities. */

const variableSchema = z.custom<Variable>((value) => typeof value === 'string' && isVariable(value));
const bandSchema = z.strictObject({ value: z.number(), share: z.number().gt(0).max(1) });
const chanceSchema = z.number().gt(0).lt(1);
const lossSchema = z.array(z.array(z.number().min(0)).length(5)).length(5);

const valueSchema = z.strictObject({
  variable: variableSchema,
  field: z.string(),
  question: z.string().min(5),
  /** `rule`: asked only where a recognised presentation compares it; `pain`: only where there is pain. */
  only: z.enum(['rule', 'pain']).optional(),
  groups: z
    .array(
      z.strictObject({
        untilDays: z.number().positive().nullable(),
        normal: z.array(bandSchema).min(1),
        abnormal: z.array(bandSchema).min(1),
      }),
    )
    .min(1),
});

export const askingSchema = z.strictObject({
  source: z.string().min(4),
  /** Row: the level gone by. Column: the level that the answer calls for. */
  loss: lossSchema.refine((rows) => rows.every((row, at) => row[at] === 0), 'no change costs nothing'),
  abnormalFactor: z.array(z.number().positive()).length(5),
  values: z.array(valueSchema),
  age: z.strictObject({ question: z.string(), bands: z.array(bandSchema).min(2) }),
  pregnancy: z.strictObject({
    question: z.string(),
    fromDays: z.number(),
    untilDays: z.number(),
    weeks: z.array(bandSchema).min(1),
  }),
  chances: z.strictObject({
    byKind: z.record(z.string(), chanceSchema),
    redFlag: chanceSchema,
    /** How much more likely is what a recognised presentation asks about by itself. */
    ownFactor: z.number().min(1).max(10),
    wrongDenial: chanceSchema,
    severe: chanceSchema,
    sudden: chanceSchema,
  }),
  /** Concepts that are seen before anybody could ask. */
  seen: z.array(z.string()),
  /** Questions to which one answer is enough: fields, or `*[severe]` and `*[sudden]` for any concept. */
  alike: z.array(z.array(z.string()).min(1)),
  questions: z.strictObject({
    byKind: z.record(z.string(), z.string()),
    unrecognised: z.string(),
    severe: z.string(),
    sudden: z.string(),
    denied: z.string(),
    contradiction: z.string(),
    implausible: z.string(),
  }),
});

export type AskingData = z.infer<typeof askingSchema>;
export type AskedValue = AskingData['values'][number];
