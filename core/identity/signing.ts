import type { Signing } from '../contract/index.ts';
import { FairdocError } from '../kernel/errors.ts';
import { checkPassphrase } from '../store/index.ts';
import type { Signer } from './context.ts';
import { countedCheck } from './guessing.ts';
import type { Identity } from './identity.ts';
import { endSession } from './session-life.ts';
import type { LiveSession } from './sessions.ts';
import { createSigner } from './signatures.ts';

/** What a person enters to sign, and the right that it gives. */

/**
 * Checks what a person entered to sign. The first signature of a session takes the login name too (21 CFR 11.200).
 * Throws identity.loginNameNeeded, identity.wrongPassphrase, identity.tooSoon, identity.lockedOut.
 */
export async function authoriseSigning(
  identity: Identity,
  session: LiveSession,
  signing: Signing,
): Promise<Signer> {
  if (!session.hasSigned && signing.loginName?.trim().toLowerCase() !== session.loginName) {
    throw new FairdocError(
      'invalid',
      'identity.loginNameNeeded',
      'The first signature of a session takes your own login name and your passphrase.',
      'Enter both and sign again.',
    );
  }
  await checkOwnPassphrase(identity, session, signing.passphrase);
  const { store } = identity.custody.demand();
  const { userId, fullName, id } = session;
  return createSigner(store, { userId, fullName, sessionId: id }, identity.clock, () => {
    session.hasSigned = true;
  });
}

/** The passphrase of whoever is signed in. Guessing it here counts as at sign-in, and a lock-out ends the session. */
export async function checkOwnPassphrase(
  identity: Identity,
  session: LiveSession,
  passphrase: string,
): Promise<void> {
  const { folder, device } = identity.custody.options;
  const subject = { userId: session.userId };
  try {
    await countedCheck(identity, subject, async () => {
      const right = await checkPassphrase(folder, { userId: session.userId, passphrase }, { device });
      return right ? { right } : { wrong: wrongPassphrase() };
    });
    session.lastActivity = identity.clock.now();
  } catch (thrown) {
    if (identity.custody.attempts.isLockedOut(session.userId))
      await endSession(identity, session, 'lockedOut');
    throw thrown;
  }
}

function wrongPassphrase(): FairdocError {
  return new FairdocError(
    'invalid',
    'identity.wrongPassphrase',
    'This is not your passphrase.',
    'Check it and try again.',
  );
}
