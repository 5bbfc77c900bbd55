import { eq } from 'drizzle-orm';
import { isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { openKeyring, resetWithRecoveryKey, rotateRecoveryKey, type Store, unlock } from '../store/index.ts';
import type { Actor } from './context.ts';
import { countedCheck, demandWorkspace } from './guessing.ts';
import { type Identity, slotOptions } from './identity.ts';
import { notePassphrase } from './people.ts';
import { recoveryKeyConfirmation } from './schema.ts';
import { closeIfUnused } from './session-life.ts';
import type { LiveSession } from './sessions.ts';
import { checkOwnPassphrase } from './signing.ts';

/** The recovery key: that it was kept, and what it is for. */

async function recoverySlotId(identity: Identity): Promise<string | undefined> {
  const keyring = await openKeyring(identity.custody.options.folder);
  return keyring.slots.find((slot) => slot.kind === 'recovery')?.slotId;
}

export async function isRecoveryKeyConfirmed(identity: Identity, store: Store): Promise<boolean> {
  const slotId = (await recoverySlotId(identity)) ?? '';
  const row = store.read((db) =>
    db.select().from(recoveryKeyConfirmation).where(eq(recoveryKeyConfirmation.slotId, slotId)).get(),
  );
  return row !== undefined;
}

/** Writes down that the recovery key was typed back correctly. Throws store.wrongRecoveryKey and the like. */
export async function confirmRecoveryKey(
  identity: Identity,
  session: LiveSession,
  recoveryKey: string,
): Promise<void> {
  const { custody, clock } = identity;
  const slotId = await countedCheck(identity, 'recovery', async () => {
    const key = await unlock(custody.options.folder, { recoveryKey });
    if (key.state !== 'ready') {
      if (key.state === 'wrongPassphrase') return { wrong: key.error };
      throw key.error;
    }
    key.dataKey.destroy();
    return { right: (await recoverySlotId(identity)) ?? '' };
  });
  const { store } = custody.demand();
  const actor = { userId: session.userId, name: session.fullName };
  store.change({ actor, action: 'workspace.confirmRecoveryKey' }, (tx) =>
    tx
      .insert(recoveryKeyConfirmation)
      .values({
        id: newId(clock),
        slotId,
        confirmedBy: session.userId,
        confirmedAt: isoTime(clock),
      })
      .onConflictDoNothing()
      .run(),
  );
}

/**
 * Makes a new recovery key, which the person has to confirm like the first one; the key before stops working.
 * Throws identity.wrongPassphrase, identity.tooSoon.
 */
export async function issueRecoveryKey(
  identity: Identity,
  session: LiveSession,
  actor: Actor,
  { passphrase, reason }: { passphrase: string; reason: string },
): Promise<{ recoveryKey: string }> {
  await checkOwnPassphrase(identity, session, passphrase);
  const { custody } = identity;
  return custody.serially(async () => {
    const { store, dataKey } = custody.demand();
    const recoveryKey = await rotateRecoveryKey(custody.options.folder, dataKey, slotOptions(identity));
    // The keyring is a file of its own: the entry itself is what the log holds of it.
    store.change({ actor, action: 'workspace.issueRecoveryKey', reason }, () => undefined);
    return { recoveryKey };
  });
}

/**
 * Sets a passphrase by the recovery key, for when nobody who manages people can sign in. Lifts the lock-out.
 * Throws store.wrongRecoveryKey, store.mistypedRecoveryKey, store.unknownUser, identity.tooSoon.
 */
export async function recoverAccess(
  identity: Identity,
  recovery: { recoveryKey: string; loginName: string; passphrase: string },
): Promise<void> {
  const { custody } = identity;
  await custody.serially(async () => {
    await demandWorkspace(identity);
    const { dataKey, userId } = await countedCheck(identity, 'recovery', async () => {
      try {
        return { right: await resetWithRecoveryKey(custody.options.folder, recovery, slotOptions(identity)) };
      } catch (thrown) {
        if (thrown instanceof FairdocError && thrown.code === 'store.wrongRecoveryKey')
          return { wrong: thrown };
        throw thrown;
      }
    });
    custody.attempts.clear(userId);
    const { store } = await custody.open(dataKey);
    store.change({ actor: 'system', action: 'workspace.recover' }, (tx) => {
      notePassphrase(tx, identity.clock, userId, null);
    });
  });
  await closeIfUnused(identity);
}
