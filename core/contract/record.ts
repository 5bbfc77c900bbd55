import { z } from 'zod';
import { procedure } from './access.ts';
import { emptySchema, idSchema, pageRequestSchema, timeSchema } from './common.ts';
import { signatureSchema } from './session.ts';

/** The record of the record: audit trail, verification, signatures, backups. */

export const changedValueSchema = z.object({
  field: z.string(),
  label: z.string(),
  old: z.string().nullable(),
  new: z.string().nullable(),
});

export const auditEntrySchema = z.object({
  /** Position of the change set in the log. */
  changeSet: z.number().int(),
  /** Wall clock of this machine, UTC. */
  time: timeSchema,
  /** Hybrid logical clock: order, also when the wall clock was wrong. */
  logicalTime: z.string(),
  actor: z.object({ userId: z.string().nullable(), name: z.string() }),
  action: z.string(),
  actionTitle: z.string(),
  reason: z.string().nullable(),
  device: z.string(),
  rows: z.array(
    z.object({
      recordType: z.string(),
      recordLabel: z.string(),
      recordId: z.string(),
      operation: z.enum(['added', 'changed', 'removed']),
      values: z.array(changedValueSchema),
    }),
  ),
  /** Rows of a large change set beyond the first 50 are read with `changeSet`. */
  moreRows: z.number().int(),
});

export const auditFilterSchema = z.object({
  actor: z.string().optional(),
  action: z.string().optional(),
  patientId: idSchema.optional(),
  recordType: z.string().optional(),
  recordId: z.string().optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
});

export const verificationSchema = z.object({
  intact: z.boolean(),
  changeSets: z.number().int(),
  changes: z.number().int(),
  rows: z.number().int(),
  seconds: z.number(),
  verifiedAt: timeSchema,
  breaks: z.array(
    z.object({
      kind: z.string(),
      changeSet: z.number().int().nullable(),
      recordType: z.string().nullable(),
      recordId: z.string().nullable(),
      what: z.string(),
    }),
  ),
});

export const backupSchema = z.object({
  id: z.string(),
  createdAt: timeSchema,
  size: z.number().int(),
  changeSets: z.number().int(),
  digest: z.string(),
  checked: z.object({ at: timeSchema, intact: z.boolean() }).nullable(),
});

export const recordContract = {
  trail: procedure('audit.read', 'Read the audit trail')
    .input(pageRequestSchema.extend({ filter: auditFilterSchema.default({}) }))
    .output(z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() })),
  facets: procedure('audit.read', 'List actors and actions of the audit trail')
    .input(emptySchema)
    .output(
      z.object({
        actors: z.array(z.object({ userId: z.string(), name: z.string() })),
        actions: z.array(z.object({ action: z.string(), title: z.string() })),
        recordTypes: z.array(z.object({ recordType: z.string(), label: z.string() })),
      }),
    ),
  /** A patient's own trail, for those who care for the patient. */
  patientTrail: procedure('clinical.read', 'Read the audit trail of a patient')
    .input(pageRequestSchema.extend({ patientId: idSchema }))
    .output(z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() })),
  /** Starts a job; the job's result is the verification. */
  verify: procedure('audit.read', 'Verify the record')
    .input(emptySchema)
    .output(z.object({ jobId: idSchema })),
  lastVerification: procedure('audit.read', 'See the last verification')
    .input(emptySchema)
    .output(verificationSchema.nullable()),
  /** JSON lines with a manifest that says how to check them without this product. */
  exportTrail: procedure('audit.export', 'Export the audit trail')
    .input(z.object({ filter: auditFilterSchema.default({}) }))
    .output(z.object({ name: z.string(), content: z.instanceof(Blob) })),
  signatures: procedure('audit.read', 'List signatures')
    .input(pageRequestSchema)
    .output(z.object({ signatures: z.array(signatureSchema), next: z.string().nullable() })),
  backups: procedure('backup.manage', 'List backups').input(emptySchema).output(z.array(backupSchema)),
  /** Starts a job; the job's result is the backup. */
  createBackup: procedure('backup.manage', 'Make a backup')
    .input(emptySchema)
    .output(z.object({ jobId: idSchema })),
  /** Restores into a scratch folder, verifies, compares and removes it: a restore drill. Starts a job. */
  checkBackup: procedure('backup.manage', 'Check a backup')
    .input(z.object({ backupId: z.string().max(200) }))
    .output(z.object({ jobId: idSchema })),
  downloadBackup: procedure('backup.manage', 'Save a backup elsewhere')
    .input(z.object({ backupId: z.string().max(200) }))
    .output(z.object({ name: z.string(), content: z.instanceof(Blob) })),
};

export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type AuditFilter = z.infer<typeof auditFilterSchema>;
export type VerificationView = z.infer<typeof verificationSchema>;
export type Backup = z.infer<typeof backupSchema>;
