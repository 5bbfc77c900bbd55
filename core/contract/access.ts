import { oc } from '@orpc/contract';
import { z } from 'zod';

/**
 * What a person may be allowed to do. Roles are sets of these, held as data in `resources/identity/roles.json`.
 * Names follow `subject.act`, where the act is what a job description would say.
 */
export const PERMISSIONS = [
  'clinical.read',
  'clinical.write',
  'clinical.import',
  'triage.read',
  'triage.decide',
  'triage.evaluate',
  'fairness.read',
  'fairness.review',
  'audit.read',
  'audit.export',
  'backup.manage',
  'people.manage',
  'settings.manage',
  'jobs.manage',
  'model.sign',
] as const;

export const permissionSchema = z.enum(PERMISSIONS);
export type Permission = z.infer<typeof permissionSchema>;

/** `anyone`: before sign-in too. `signedIn`: whoever has an unlocked session. Else the permission that is needed. */
export type Access = 'anyone' | 'signedIn' | Permission;

export interface ProcedureMeta {
  access?: Access;
  /** Verb and object, as they appear in the audit trail and the command palette: "Sign a triage decision". */
  title?: string;
}

/** The shape in which every error crosses a transport. See `core/kernel/errors.ts`. */
export const errorDataSchema = z.object({
  kind: z.string(),
  code: z.string(),
  next: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type ErrorData = z.infer<typeof errorDataSchema>;

const base = oc.$meta<ProcedureMeta>({}).errors({ FAIRDOC: { status: 400, data: errorDataSchema } });

/** Starts a procedure of the contract. Who may call it is part of its declaration; there is no default. */
export function procedure(access: Access, title: string) {
  return base.meta({ access, title });
}
