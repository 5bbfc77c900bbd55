import { z } from 'zod';
import { procedure } from './access.ts';
import {
  answeredSchema,
  attachmentSchema,
  encounterSchema,
  historyItemSchema,
  observationSchema,
  patientSchema,
} from './clinic.ts';
import { emptySchema, idSchema, personRefSchema, reasonTextSchema, timeSchema } from './common.ts';
import { signatureSchema, signingSchema } from './session.ts';
import {
  acuitySchema,
  administrativeSexSchema,
  dispositionSchema,
  scoreSummarySchema,
  triageCaseSchema,
  triageResultSchema,
} from './triage-case.ts';

/** The triage queue, the assessment of an encounter, and the decision a person signs. */

export const queueRowSchema = z.object({
  encounterId: idSchema,
  patientId: idSchema,
  name: z.string(),
  age: z.string().nullable(),
  sex: administrativeSexSchema,
  bay: z.string().nullable(),
  complaint: z.string(),
  interpreterNeeded: z.boolean(),
  /** The signed level where there is one, else the proposed one. */
  acuity: acuitySchema,
  decided: z.boolean(),
  disposition: dispositionSchema,
  arrivedAt: timeSchema,
  /** When the patient should have been seen. */
  dueAt: timeSchema,
  /** When the next re-triage is due; null where none is. */
  retriageAt: timeSchema.nullable(),
  overdue: z.boolean(),
  retriageOverdue: z.boolean(),
  scores: z.array(z.object({ id: z.string(), total: z.number(), band: z.string() })),
  missing: z.number().int(),
});

export const overrideReasons = [
  'clinicalJudgement',
  'informationNotRecorded',
  'patientChanged',
  'recognisedWrongly',
  'localPathway',
  'other',
] as const;

export const decisionSchema = z.object({
  id: idSchema,
  encounterId: idSchema,
  assessmentId: idSchema,
  kind: z.enum(['confirm', 'override']),
  proposedAcuity: acuitySchema,
  acuity: acuitySchema,
  disposition: dispositionSchema,
  targetMinutes: z.number().int(),
  overrideReason: z.enum(overrideReasons).nullable(),
  note: z.string().nullable(),
  decidedBy: personRefSchema,
  decidedAt: timeSchema,
  signature: signatureSchema,
  /** A later decision of the same encounter takes its place; this one stays in the record. */
  superseded: z.boolean(),
});

export const assessmentSchema = z.object({
  id: idSchema,
  encounterId: idSchema,
  createdAt: timeSchema,
  /** `current`, or `superseded` by a newer one because what it rests on has changed. */
  status: z.enum(['current', 'superseded']),
  result: triageResultSchema,
  /** Digest of what is shown: a decision names it, so nobody signs what they did not see. */
  digest: z.string(),
});

export const encounterViewSchema = z.object({
  patient: patientSchema,
  age: z.string().nullable(),
  encounter: encounterSchema,
  /** Latest of each vital sign first in the list of its kind. */
  vitals: z.array(observationSchema),
  history: z.array(historyItemSchema),
  /** What the patient said to the questions of triage, oldest first. */
  answers: z.array(answeredSchema),
  attachments: z.array(attachmentSchema),
  assessment: assessmentSchema.nullable(),
  earlierAssessments: z.array(assessmentSchema.omit({ result: true }).extend({ acuity: acuitySchema })),
  decisions: z.array(decisionSchema),
  dueAt: timeSchema.nullable(),
  retriageAt: timeSchema.nullable(),
});

export const ruleViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  condition: z.string(),
  acuity: acuitySchema.nullable(),
  source: z.string(),
  presentation: z.string().nullable(),
  selfCare: z.array(z.string()),
});

export const scoreDefinitionSchema = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  purpose: z.string(),
  source: z.string(),
  enabled: z.boolean(),
  inputs: z.array(z.object({ name: z.string(), description: z.string(), type: z.string() })),
});

export const TARGET_SCALES = ['manchester', 'australasian', 'canadian'] as const;

export const triageContract = {
  queue: procedure('triage.read', 'See the triage queue')
    .input(emptySchema)
    .output(z.object({ rows: z.array(queueRowSchema), asOf: timeSchema })),
  encounter: procedure('triage.read', 'Open an assessment')
    .input(z.object({ encounterId: idSchema }))
    .output(encounterViewSchema),
  /** Assesses a case without storing anything. */
  preview: procedure('triage.read', 'Preview an assessment')
    .input(triageCaseSchema)
    .output(triageResultSchema),
  decide: procedure('triage.decide', 'Sign a triage decision')
    .input(
      z.object({
        encounterId: idSchema,
        assessmentId: idSchema,
        shownDigest: z.string(),
        decision: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('confirm'), note: z.string().max(2_000).nullish() }),
          z.object({
            kind: z.literal('override'),
            acuity: acuitySchema,
            reason: z.enum(overrideReasons),
            note: reasonTextSchema,
          }),
        ]),
        signing: signingSchema,
      }),
    )
    .output(decisionSchema),
  rule: procedure('triage.read', 'Read a triage rule')
    .input(z.object({ rule: z.string().max(200) }))
    .output(ruleViewSchema),
  scores: procedure('triage.read', 'List clinical scores')
    .input(emptySchema)
    .output(z.array(scoreDefinitionSchema)),
  computeScore: procedure('triage.read', 'Compute a clinical score')
    .input(z.object({ score: z.string().max(60), input: z.record(z.string(), z.unknown()) }))
    .output(
      scoreSummarySchema.extend({
        components: z.array(
          z.object({ name: z.string(), value: z.string(), points: z.number(), text: z.string() }),
        ),
        bandText: z.string().nullable(),
      }),
    ),
};

export type QueueRow = z.infer<typeof queueRowSchema>;
export type Decision = z.infer<typeof decisionSchema>;
export type Assessment = z.infer<typeof assessmentSchema>;
export type EncounterView = z.infer<typeof encounterViewSchema>;
export type RuleView = z.infer<typeof ruleViewSchema>;
export type OverrideReason = (typeof overrideReasons)[number];
export type TargetScaleId = (typeof TARGET_SCALES)[number];
