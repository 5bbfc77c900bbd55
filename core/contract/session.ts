import { z } from 'zod';
import { permissionSchema, procedure } from './access.ts';
import { emptySchema, idSchema, reasonTextSchema, timeSchema } from './common.ts';
import { fullNameSchema, loginNameSchema, passphraseSchema } from './workspace.ts';

/** Signing in and out, and the people of the workspace with their roles. */

export const ROLES = [
  'clinician',
  'triageNurse',
  'siteMonitor',
  'dataManager',
  'biasReviewer',
  'administrator',
  'auditor',
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const meSchema = z.object({
  userId: idSchema,
  loginName: z.string(),
  fullName: z.string(),
  roles: z.array(roleSchema),
  permissions: z.array(permissionSchema),
  state: z.enum(['active', 'locked']),
  idleMinutes: z.number().int(),
  /** The first signature of a session takes the login name and the passphrase, later ones the passphrase. */
  firstSignature: z.boolean(),
  recoveryKeyConfirmed: z.boolean(),
});

export const sessionContract = {
  /** Null when nobody is signed in on this connection. */
  me: procedure('anyone', 'See who is signed in').input(emptySchema).output(meSchema.nullable()),
  signIn: procedure('anyone', 'Sign in')
    .input(z.object({ loginName: z.string().trim().max(64), passphrase: z.string().max(256) }))
    .output(meSchema),
  /** Locks at once; signing in again takes both components. */
  lock: procedure('anyone', 'Lock').input(emptySchema).output(emptySchema),
  signOut: procedure('anyone', 'Sign out').input(emptySchema).output(emptySchema),
  /** Says that the person is there. Reading and live updates do not count as activity. */
  touch: procedure('signedIn', 'Stay signed in').input(emptySchema).output(emptySchema),
  changePassphrase: procedure('signedIn', 'Change my passphrase')
    .input(z.object({ current: z.string().max(256), next: passphraseSchema }))
    .output(emptySchema),
};

export const personSchema = z.object({
  userId: idSchema,
  loginName: z.string(),
  fullName: z.string(),
  roles: z.array(roleSchema),
  active: z.boolean(),
  lockedOut: z.boolean(),
  createdAt: timeSchema,
  lastSignInAt: timeSchema.nullable(),
});

export const roleDefinitionSchema = z.object({
  id: roleSchema,
  title: z.string(),
  description: z.string(),
  permissions: z.array(permissionSchema),
});

export const peopleContract = {
  list: procedure('people.manage', 'List people').input(emptySchema).output(z.array(personSchema)),
  roles: procedure('signedIn', 'List roles').input(emptySchema).output(z.array(roleDefinitionSchema)),
  add: procedure('people.manage', 'Add a person')
    .input(
      z.object({
        loginName: loginNameSchema,
        fullName: fullNameSchema,
        roles: z.array(roleSchema).min(1),
        passphrase: passphraseSchema,
      }),
    )
    .output(personSchema),
  setRoles: procedure('people.manage', 'Change roles')
    .input(z.object({ userId: idSchema, roles: z.array(roleSchema).min(1), reason: reasonTextSchema }))
    .output(personSchema),
  setActive: procedure('people.manage', 'Deactivate or reactivate a person')
    .input(z.object({ userId: idSchema, active: z.boolean(), reason: reasonTextSchema }))
    .output(personSchema),
  /** Sets a new passphrase for somebody who forgot theirs, and lifts a lock-out. */
  resetPassphrase: procedure('people.manage', 'Reset a passphrase')
    .input(z.object({ userId: idSchema, passphrase: passphraseSchema, reason: reasonTextSchema }))
    .output(personSchema),
  /** For a recovery key that was lost or seen by others: the one before stops working. Shown once. */
  issueRecoveryKey: procedure('people.manage', 'Issue a new recovery key')
    .input(z.object({ passphrase: z.string().max(256), reason: reasonTextSchema }))
    .output(z.object({ recoveryKey: z.string() })),
};

export type Me = z.infer<typeof meSchema>;
export type Person = z.infer<typeof personSchema>;
export type RoleDefinition = z.infer<typeof roleDefinitionSchema>;

/** What a person gives to sign: the passphrase, and the login name for the first signature of a session. */
export const signingSchema = z.object({
  loginName: z.string().trim().max(64).optional(),
  passphrase: z.string().max(256),
});

/** A signature as it is shown, printed and exported (21 CFR 11.50): name, time, meaning, and to what it is bound. */
export const signatureSchema = z.object({
  id: idSchema,
  userId: idSchema,
  name: z.string(),
  signedAt: timeSchema,
  meaning: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  /** SHA-256 of the canonical JSON of what was shown and signed. */
  digest: z.string(),
  /** `altered`: the record no longer has this digest. `displaced`: the signature was copied from elsewhere. */
  state: z.enum(['valid', 'altered', 'displaced']),
});
export type Signature = z.infer<typeof signatureSchema>;
export type Signing = z.infer<typeof signingSchema>;
