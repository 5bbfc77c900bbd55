/** People: who they are, what they may do, how they prove it, and what they sign. */
export { addPerson, insertFirstPerson, recoverAccess } from './administration.ts';
export { implementPeople, implementSession } from './api.ts';
export { MAX_FAILURES, MAX_TRIES } from './attempts.ts';
export type { Actor, CallContext, HandlerContext, Session, Signer, SigningRequest } from './context.ts';
export { type Custody, type CustodyOptions, createCustody, type OpenWorkspace } from './custody.ts';
export { identityMigrations } from './migrations.ts';
export { hasPeople, personById, rolesOf } from './people.ts';
export { loadRoles, type RoleBook } from './roles.ts';
export { deniedCall } from './schema.ts';
export { createSessions, type LiveSession, type Sessions } from './sessions.ts';
export {
  authoriseSigning,
  closeAbandonedSessions,
  closeIfUnused,
  confirmRecoveryKey,
  describeSession,
  endSession,
  type Identity,
  isRecoveryKeyConfirmed,
  lockIdleSessions,
  recordFailedTries,
  startSession,
} from './sign-in.ts';
export {
  createSigner,
  listSignatures,
  readSignature,
  type SignatureRow,
  signatureState,
} from './signatures.ts';
