import { z } from 'zod';
import { acuitySchema } from '../../contract/triage-case.ts';

/** How the rule files look. Conditions are in the language of expression.ts. */

const idSchema = z.string().regex(/^[a-z][a-z0-9.-]*$/);

export const ruleSchema = z.strictObject({
  id: idSchema,
  when: z.string().min(1),
  acuity: acuitySchema,
  /** Shown to the clinician: what was found and why it matters. */
  text: z.string().min(5),
  /** Published body, name and year. */
  source: z.string().min(4),
});

export const exampleSchema = z.strictObject({
  narrative: z.string(),
  age: z
    .union([z.number(), z.strictObject({ value: z.number(), unit: z.enum(['d', 'wk', 'mo', 'y']) })])
    .optional(),
  sex: z.enum(['female', 'male']).optional(),
  vitals: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).optional(),
  pregnancyWeeks: z.number().optional(),
  conditions: z.array(z.string()).optional(),
  /** One level, or the range that is acceptable. */
  acuity: z.union([acuitySchema, z.array(acuitySchema).length(2)]),
});

/** For whom a presentation is written; a triage nurse looks for each of them separately. */
export const populations = ['adult', 'child', 'infant', 'pregnant', 'older'] as const;

/** A statement to the patient, and on whose authority. */
export const statementSchema = z.strictObject({ text: z.string().min(5), source: z.string().min(4) });

export const presentationSchema = z.strictObject({
  id: idSchema,
  title: z.string().min(3),
  populations: z.array(z.enum(populations)).min(1),
  /** Bounds like 28d, 3mo, 16y; null or absent means any. */
  applies: z
    .strictObject({
      from: z.string().optional(),
      until: z.string().optional(),
      sex: z.enum(['female', 'male']).optional(),
      pregnant: z.boolean().optional(),
    })
    .default({}),
  triggers: z.array(idSchema).min(1),
  /** Presentations whose own default level this one accounts for: a cold explains its cough. */
  explains: z.array(idSchema).default([]),
  /** A complaint that goes with almost anything: its default level counts only where nothing else is recognised. */
  nonspecific: z.boolean().default(false),
  discriminators: z.array(ruleSchema).default([]),
  /** The level when no discriminator fires: the first whose condition holds, the last without one. */
  defaults: z
    .array(
      z.strictObject({
        when: z.string().optional(),
        acuity: acuitySchema,
        text: z.string().min(5),
        source: z.string().min(4),
      }),
    )
    .min(1),
  /** What to ask next. `field` is a concept, or a value such as `temperature`. */
  questions: z
    .array(z.strictObject({ field: z.string(), ask: z.string(), source: z.string().min(4).optional() }))
    .default([]),
  /** Ids of conditions: what it usually is, and what would do harm if it were overlooked. */
  likely: z.array(idSchema).default([]),
  mustNotMiss: z.array(idSchema).default([]),
  selfCare: z.array(statementSchema).default([]),
  /** When to come back, or to call for help. */
  safetyNet: z.array(statementSchema).default([]),
  examples: z.array(exampleSchema).min(2),
});

export const ruleFileSchema = z.strictObject({ rules: z.array(ruleSchema).min(1) });

export const scalesSchema = z.strictObject({
  scales: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      source: z.string(),
      /** Minutes to be seen, by acuity 1–5. */
      minutes: z.array(z.number().int().min(0)).length(5),
      /** Share of patients for whom the target should be met, by acuity; null where none is published. */
      performance: z.array(z.number()).length(5).nullable(),
    }),
  ),
});

export const versionSchema = z.strictObject({ version: z.string().min(1) });

export type RuleData = z.infer<typeof ruleSchema>;
export type PresentationData = z.infer<typeof presentationSchema>;
export type Example = z.infer<typeof exampleSchema>;
export type Scales = z.infer<typeof scalesSchema>['scales'];
