import { z } from 'zod';
import { procedure } from './access.ts';
import { emptySchema, FILE_LIMIT_MIB, fileSchema } from './common.ts';

/** The workspace on this machine: creating, recovering and restoring it. All of it happens before sign-in. */

export const loginNameSchema = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9._-]{1,31}$/, 'Two to 32 small letters, digits, dots, hyphens or underscores.');
/** Length is what counts (NIST SP 800-63B); composition rules are not imposed. */
export const passphraseSchema = z.string().min(12).max(256);
export const fullNameSchema = z.string().trim().min(2).max(120);
export const workspaceNameSchema = z.string().trim().min(1).max(80);

/** Of everybody in a demonstration, which holds no real person's data: printed when it is made, shown at sign-in. */
export const DEMO_PASSPHRASE = 'demo demo demo demo';

export const workspaceStateSchema = z.object({
  state: z.enum(['absent', 'locked', 'open', 'foreign', 'future', 'damaged', 'busy']),
  name: z.string().nullable(),
  /** Who can sign in on this machine. */
  loginNames: z.array(z.string()),
  deviceBound: z.boolean(),
  demo: z.boolean(),
  version: z.string(),
  /** What happened and what to do, for every state but `absent`, `locked` and `open`. */
  problem: z.object({ code: z.string(), message: z.string(), next: z.string() }).nullable(),
});

export const workspaceContract = {
  state: procedure('anyone', 'See the state of the workspace')
    .input(emptySchema)
    .output(workspaceStateSchema),
  create: procedure('anyone', 'Create the workspace')
    .input(
      z.object({
        name: workspaceNameSchema,
        administrator: z.object({
          loginName: loginNameSchema,
          fullName: fullNameSchema,
          passphrase: passphraseSchema,
        }),
      }),
    )
    /** The recovery key is shown once; the caller's session is signed in as the administrator. */
    .output(z.object({ recoveryKey: z.string() })),
  confirmRecoveryKey: procedure('signedIn', 'Confirm the recovery key')
    .input(z.object({ recoveryKey: z.string().max(200) }))
    .output(z.object({ confirmed: z.literal(true) })),
  recover: procedure('anyone', 'Recover access with the recovery key')
    .input(
      z.object({
        recoveryKey: z.string().max(200),
        loginName: loginNameSchema,
        passphrase: passphraseSchema,
      }),
    )
    .output(z.object({ recovered: z.literal(true) })),
  restore: procedure('anyone', 'Restore a backup into an empty workspace')
    .input(z.object({ file: fileSchema(FILE_LIMIT_MIB.backup) }))
    .output(z.object({ name: z.string(), createdAt: z.string(), changeSets: z.number().int() })),
};

export type WorkspaceStateView = z.infer<typeof workspaceStateSchema>;
