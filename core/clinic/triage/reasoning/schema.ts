import { z } from 'zod';
import { acuitySchema } from '../../../contract/triage-case.ts';
import { exampleSchema } from '../schema.ts';

/** How the files of resources/triage/conditions look. Expressions are in the language of expression.ts. */

const idSchema = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** A typical patient with the condition: it must come up, and lead to a level no milder than one below its own. */
export const conditionExampleSchema = exampleSchema
  .omit({ acuity: true })
  .extend({ medications: z.array(z.string()).optional() });

export const conditionSchema = z.strictObject({
  id: idSchema,
  /** Other ids under which presentations name it. */
  also: z.array(idSchema).default([]),
  title: z.string().min(3),
  /** The level it calls for where it is real. */
  acuity: acuitySchema,
  mustNotMiss: z.boolean().default(false),
  /** Per 1,000 people who come to primary or emergency care with any complaint. */
  prior: z.number().positive().max(200),
  /** Expression → how many times more (or less) frequent it is among those for whom the expression holds. */
  risks: z.record(z.string(), z.number().positive().max(200)).default({}),
  /** Where this holds, the condition is impossible. */
  excludes: z.string().optional(),
  /** The leading complaint. People with the condition nearly always volunteer it; unless it is stated, the condition is not weighed. */
  core: z.string(),
  /** Expression → probability that the condition makes the finding present. */
  findings: z.record(z.string(), z.number().gt(0).lt(1)),
  /** Published body, name and year. */
  source: z.string().min(4),
  example: conditionExampleSchema,
});

export const conditionFileSchema = z.strictObject({ conditions: z.array(conditionSchema).min(1) });

const shareSchema = z.number().gt(0).lt(1);

/** Background probabilities: how often a finding is present in someone who has none of the conditions. */
export const leakFileSchema = z.strictObject({
  source: z.string().min(4),
  /** By the kind of the finding's first concept, `measured` for vital signs; `attribute` multiplies. */
  defaults: z.strictObject({
    symptom: shareSchema,
    finding: shareSchema,
    condition: shareSchema,
    injury: shareSchema,
    exposure: shareSchema,
    medication: shareSchema,
    measured: shareSchema,
    other: shareSchema,
    /** A severity, an onset or a duration makes a finding this much rarer. */
    attribute: shareSchema,
  }),
  /** By expression, exactly as written in a condition. */
  findings: z.record(z.string(), shareSchema),
  /** Diseases that people live with: that one is named is no sign that it is dangerous today. */
  lasting: z.array(idSchema).default([]),
});

export type ConditionData = z.infer<typeof conditionSchema>;
export type LeakData = z.infer<typeof leakFileSchema>;
