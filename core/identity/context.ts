import type { Permission, Role, Signature, Signing } from '../contract/index.ts';
import type { Json } from '../kernel/canonical.ts';
import type { Db, Store } from '../store/index.ts';

/** What a host knows of a call before the core has looked at it: which connection it came on. */
export interface CallContext {
  /** One per browser profile, desktop window or command-line run; a session belongs to one connection. */
  readonly connectionId: string;
}

/** A person who is signed in and not locked. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly loginName: string;
  readonly fullName: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
}

/** Who the audit trail names. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
}

export interface SigningRequest {
  /** What the signature means, in words: "Confirmed the proposed triage level". */
  readonly meaning: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Exactly what the person saw; the signature is bound to its digest. */
  readonly shown: Json;
}

/**
 * The right to sign once, after the passphrase was checked. Checking takes a while by design (Argon2id), so it
 * happens before the transaction; the signature itself is a row of the same change as what it signs.
 */
export interface Signer {
  sign(tx: Db, request: SigningRequest): Signature;
}

/** What every handler behind a sign-in is given. The guard in core/app has checked the permission already. */
export interface HandlerContext extends CallContext {
  readonly session: Session;
  readonly actor: Actor;
  readonly store: Store;
  /** Checks the passphrase (and at the first signature of a session the login name). Throws a FairdocError. */
  authoriseSigning(signing: Signing): Promise<Signer>;
}
