import { z } from 'zod';
import { procedure } from './access.ts';
import {
  emptySchema,
  FILE_LIMIT_MIB,
  fileSchema,
  idSchema,
  pageRequestSchema,
  partialDateSchema,
  personRefSchema,
  reasonTextSchema,
  timeSchema,
} from './common.ts';
import { administrativeSexSchema, answerSchema, vitalsSchema } from './triage-case.ts';

/** The clinical record: patients, encounters and what is known about them. */

/** ODS-style code of the NHS Data Dictionary, one or two characters; the labels are in resources/clinic. */
export const ethnicCategorySchema = z.string().regex(/^[A-Z][A-Z0-9]?$|^99$/);

export const identifierSchema = z.object({
  /** URI or assigning authority. NHS numbers use `https://fhir.nhs.uk/Id/nhs-number`. */
  system: z.string().max(300),
  value: z.string().min(1).max(200),
});

export const patientDetailsSchema = z.object({
  family: z.string().trim().max(120).nullable(),
  given: z.string().trim().max(120).nullable(),
  prefix: z.string().trim().max(40).nullable(),
  birthDate: partialDateSchema.nullable(),
  sex: administrativeSexSchema,
  /** Ten digits with a valid modulus-11 check digit, no spaces. */
  nhsNumber: z.string().nullable(),
  identifiers: z.array(identifierSchema).max(50),
  address: z.string().trim().max(500).nullable(),
  postcode: z.string().trim().max(12).nullable(),
  phone: z.string().trim().max(40).nullable(),
  ethnicCategory: ethnicCategorySchema.nullable(),
  /** BCP 47, e.g. `en`, `pl`, `cy`. */
  language: z.string().trim().max(35).nullable(),
  interpreterNeeded: z.boolean().nullable(),
  /** Index of Multiple Deprivation quintile, 1 = most deprived. */
  deprivationQuintile: z.number().int().min(1).max(5).nullable(),
  /** ODS code of the GP practice, e.g. `A81001`. */
  gpPractice: z
    .string()
    .regex(/^[A-Z]\d{5}$/)
    .nullable(),
  deceasedAt: z.string().nullable(),
});

export const patientSchema = patientDetailsSchema.extend({
  id: idSchema,
  createdAt: timeSchema,
  /** Digest of the details, to be sent back with an update: a change in between is a conflict. */
  version: z.string(),
  archived: z.object({ at: timeSchema, by: z.string(), reason: z.string() }).nullable(),
});

export const patientSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  birthDate: partialDateSchema.nullable(),
  sex: administrativeSexSchema,
  nhsNumber: z.string().nullable(),
  encounters: z.number().int(),
  lastEncounterAt: timeSchema.nullable(),
  archived: z.boolean(),
});

export const encounterSchema = z.object({
  id: idSchema,
  patientId: idSchema,
  status: z.enum(['waiting', 'decided', 'closed', 'imported']),
  arrivedAt: timeSchema,
  arrivalMode: z.enum(['walk-in', 'ambulance', 'referred', 'transfer', 'unknown']),
  bay: z.string().nullable(),
  narrative: z.string(),
  pregnancyWeeks: z.number().nullable(),
  outcome: z
    .object({
      kind: z.enum(['discharged', 'admitted', 'criticalCare', 'referred', 'left', 'died']),
      at: timeSchema,
      note: z.string().nullable(),
    })
    .nullable(),
});

export const observationSchema = z.object({
  id: idSchema,
  patientId: idSchema,
  encounterId: idSchema.nullable(),
  /** A key of the vitals where it is one, else null. */
  vital: z.string().nullable(),
  codeSystem: z.string().nullable(),
  code: z.string().nullable(),
  display: z.string(),
  value: z.union([z.number(), z.string(), z.boolean()]).nullable(),
  unit: z.string().nullable(),
  /** In words, as the laboratory or the sender gave them. */
  referenceRange: z.string().nullish(),
  interpretation: z.string().nullish(),
  note: z.string().nullish(),
  status: z.string(),
  effectiveAt: z.string().nullable(),
  recordedAt: timeSchema,
});

export const HISTORY_KINDS = ['condition', 'allergy', 'medication'] as const;
export const historyItemSchema = z.object({
  id: idSchema,
  kind: z.enum(HISTORY_KINDS),
  text: z.string().trim().min(1).max(500),
  codeSystem: z.string().nullable(),
  code: z.string().nullable(),
  /** Condition: clinical status. Allergy: criticality and reaction. Medication: dosage. */
  detail: z.string().nullable(),
  status: z.string().nullable(),
  since: partialDateSchema.nullable(),
});

export const attachmentSchema = z.object({
  id: idSchema,
  encounterId: idSchema.nullable(),
  name: z.string(),
  /** By content, not by the name's extension. */
  mediaType: z.string(),
  size: z.number().int(),
  addedAt: timeSchema,
  addedBy: personRefSchema,
});

export const patientRecordSchema = z.object({
  patient: patientSchema,
  encounters: z.array(encounterSchema),
  observations: z.array(observationSchema),
  history: z.array(historyItemSchema),
  attachments: z.array(attachmentSchema),
});

const newHistoryItemSchema = historyItemSchema
  .omit({ id: true })
  .partial({ codeSystem: true, code: true, detail: true, status: true, since: true });

/** An answer with the question in the words in which it was asked, and what "yes" states. */
export const newAnswerSchema = answerSchema.extend({
  question: z.string().min(1).max(500),
  about: z.string().min(1).max(200),
});
export const answeredSchema = newAnswerSchema.extend({ answeredAt: timeSchema });

export const intakeSchema = z.object({
  patient: z.union([
    z.object({ id: idSchema }),
    z.object({ details: patientDetailsSchema.partial().required({ sex: true }) }),
  ]),
  arrivedAt: timeSchema.optional(),
  arrivalMode: encounterSchema.shape.arrivalMode.default('unknown'),
  bay: z.string().trim().max(40).nullish(),
  narrative: z.string().trim().min(1).max(100_000),
  pregnancyWeeks: z.number().min(0).max(45).nullish(),
  vitals: vitalsSchema,
  history: z.array(newHistoryItemSchema).max(200).default([]),
  answers: z.array(newAnswerSchema).max(200).default([]),
  attachments: z.array(fileSchema(FILE_LIMIT_MIB.attachment)).max(20).default([]),
});

export const importedFileSchema = z.object({
  file: z.string(),
  format: z.enum(['fhir-json', 'fhir-xml', 'hl7v2', 'unknown']),
  /** How many of each were added: `patient`, `encounter`, `observation`, `condition`, `allergy`, `medication`, `attachment`. */
  created: z.record(z.string(), z.number().int()),
  patients: z.array(
    z.object({
      family: z.string().nullable(),
      given: z.string().nullable(),
      birthDate: z.string().nullable(),
      sex: administrativeSexSchema,
      identifiers: z.array(identifierSchema),
    }),
  ),
  leftOut: z.array(z.object({ at: z.string(), reason: z.string() })),
  error: z.object({ code: z.string(), message: z.string(), next: z.string() }).nullable(),
});
export const importReportSchema = z.object({ files: z.array(importedFileSchema) });

export const codeLabelSchema = z.object({ code: z.string(), label: z.string() });

export const clinicContract = {
  searchPatients: procedure('clinical.read', 'Find patients')
    .input(
      pageRequestSchema.extend({
        query: z.string().max(200).default(''),
        includeArchived: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        patients: z.array(patientSummarySchema),
        next: z.string().nullable(),
        total: z.number().int(),
      }),
    ),
  patient: procedure('clinical.read', 'Read a patient record')
    .input(z.object({ patientId: idSchema }))
    .output(patientRecordSchema),
  updatePatient: procedure('clinical.write', 'Correct patient details')
    .input(
      z.object({
        patientId: idSchema,
        version: z.string(),
        changes: patientDetailsSchema.partial(),
        reason: reasonTextSchema,
      }),
    )
    .output(patientSchema),
  setArchived: procedure('clinical.write', 'Archive or restore a patient')
    .input(z.object({ patientId: idSchema, archived: z.boolean(), reason: reasonTextSchema }))
    .output(patientSchema),
  takeIn: procedure('clinical.write', 'Take in a patient')
    .input(intakeSchema)
    .output(z.object({ patientId: idSchema, encounterId: idSchema })),
  recordVitals: procedure('clinical.write', 'Record vital signs')
    .input(z.object({ encounterId: idSchema, vitals: vitalsSchema }))
    .output(emptySchema),
  updateNarrative: procedure('clinical.write', 'Correct the narrative')
    .input(
      z.object({
        encounterId: idSchema,
        narrative: z.string().trim().min(1).max(100_000),
        pregnancyWeeks: z.number().min(0).max(45).nullish(),
        reason: reasonTextSchema,
      }),
    )
    .output(emptySchema),
  answerQuestions: procedure('clinical.write', 'Answer questions of triage')
    .input(z.object({ encounterId: idSchema, answers: z.array(newAnswerSchema).min(1).max(200) }))
    .output(emptySchema),
  addHistory: procedure('clinical.write', 'Add to the history')
    .input(z.object({ patientId: idSchema, item: newHistoryItemSchema }))
    .output(historyItemSchema),
  removeHistory: procedure('clinical.write', 'Remove from the history')
    .input(z.object({ patientId: idSchema, itemId: idSchema, reason: reasonTextSchema }))
    .output(emptySchema),
  addAttachment: procedure('clinical.write', 'Attach a document')
    .input(
      z.object({
        patientId: idSchema,
        encounterId: idSchema.nullish(),
        file: fileSchema(FILE_LIMIT_MIB.attachment),
      }),
    )
    .output(attachmentSchema),
  attachment: procedure('clinical.read', 'Open a document')
    .input(z.object({ attachmentId: idSchema }))
    .output(z.object({ attachment: attachmentSchema, content: z.instanceof(Blob) })),
  removeAttachment: procedure('clinical.write', 'Remove a document')
    .input(z.object({ attachmentId: idSchema, reason: reasonTextSchema }))
    .output(emptySchema),
  closeEncounter: procedure('clinical.write', 'Close an encounter')
    .input(
      z.object({
        encounterId: idSchema,
        outcome: z.object({
          kind: z.enum(['discharged', 'admitted', 'criticalCare', 'referred', 'left', 'died']),
          note: z.string().max(2_000).nullish(),
        }),
      }),
    )
    .output(emptySchema),
  /** Starts a job; the report is the job's result. */
  importFiles: procedure('clinical.import', 'Import FHIR or HL7 files')
    .input(z.object({ files: z.array(fileSchema(FILE_LIMIT_MIB.import)).min(1).max(200) }))
    .output(z.object({ jobId: idSchema })),
  codes: procedure('signedIn', 'List coded choices')
    .input(emptySchema)
    .output(z.object({ ethnicCategories: z.array(codeLabelSchema), languages: z.array(codeLabelSchema) })),
};

export type PatientDetails = z.infer<typeof patientDetailsSchema>;
export type Patient = z.infer<typeof patientSchema>;
export type PatientSummary = z.infer<typeof patientSummarySchema>;
export type PatientRecord = z.infer<typeof patientRecordSchema>;
export type Encounter = z.infer<typeof encounterSchema>;
export type Observation = z.infer<typeof observationSchema>;
export type HistoryItem = z.infer<typeof historyItemSchema>;
export type Attachment = z.infer<typeof attachmentSchema>;
export type NewAnswer = z.infer<typeof newAnswerSchema>;
export type Answered = z.infer<typeof answeredSchema>;
export type Intake = z.infer<typeof intakeSchema>;
export type ImportedFile = z.infer<typeof importedFileSchema>;
export type ImportReport = z.infer<typeof importReportSchema>;
