/** People: who they are, what they may do, how they prove it, and what they sign. */
export { addPerson, insertFirstPerson } from './administration.ts';
export { implementPeople, implementSession } from './api.ts';
export { MAX_FAILURES, MAX_TRIES } from './attempts.ts';
export type { Actor, CallContext, HandlerContext, Session, Signer, SigningRequest } from './context.ts';
export { type Custody, type CustodyOptions, createCustody, type OpenWorkspace } from './custody.ts';
export type { Identity } from './identity.ts';
export { identityMigrations } from './migrations.ts';
export { hasPeople, personById, rolesOf } from './people.ts';
export { confirmRecoveryKey, isRecoveryKeyConfirmed, recoverAccess } from './recovery.ts';
export { loadRoles, type RoleBook } from './roles.ts';
export { deniedCall } from './schema.ts';
export {
  closeAbandonedSessions,
  closeIfUnused,
  endSession,
  lockIdleSessions,
  startSession,
} from './session-life.ts';
export { createSessions, type LiveSession, type Sessions } from './sessions.ts';
export {
  createSigner,
  listSignatures,
  readSignature,
  type SignatureRow,
  signatureState,
} from './signatures.ts';
export { authoriseSigning } from './signing.ts';
