import { FairdocError } from '../kernel/errors.ts';
import { inspectWorkspace } from '../store/index.ts';
import type { AttemptSubject } from './attempts.ts';
import type { Identity } from './identity.ts';
import { personById } from './people.ts';
import { failedSignIn } from './schema.ts';

/** Checking a secret under the rules against guessing, wherever one is asked for. */

/** Throws `identity.noWorkspace` where nothing was created yet, before anything is written there. */
export async function demandWorkspace({ custody }: Identity): Promise<void> {
  const { folder, migrations } = custody.options;
  if (custody.current()) return;
  if ((await inspectWorkspace(folder, { migrations })).state !== 'absent') return;
  throw new FairdocError(
    'notFound',
    'identity.noWorkspace',
    'There is no workspace here yet.',
    'Create one, or restore a backup.',
  );
}

/**
 * Runs a check of a secret under the rules against guessing: counted before it starts, refused when too soon.
 * @param check answers with what a right secret gives, or with the error to show for a wrong one.
 */
export async function countedCheck<T>(
  identity: Identity,
  subject: AttemptSubject,
  check: () => Promise<{ right: T } | { wrong: FairdocError }>,
): Promise<T> {
  const { attempts } = identity.custody;
  try {
    attempts.begin(subject);
  } catch (refused) {
    recordFailedTries(identity);
    throw refused;
  }
  let outcome: { right: T } | { wrong: FairdocError };
  try {
    outcome = await check();
  } catch (thrown) {
    attempts.withdraw(subject);
    throw thrown;
  }
  if ('wrong' in outcome) {
    attempts.fail(subject);
    recordFailedTries(identity);
    throw outcome.wrong;
  }
  attempts.succeed(subject);
  return outcome.right;
}

/** Takes the failed tries that attempts.json holds into the audit log, once the store is open. */
export function recordFailedTries(identity: Identity): void {
  const store = identity.custody.current()?.store;
  const { attempts } = identity.custody;
  const entries = [...attempts.unlogged()];
  if (!store || entries.length === 0) return;
  const rows = entries.map((entry): typeof failedSignIn.$inferInsert => {
    const person = store.read((db) => personById(db, entry.subject));
    return {
      id: entry.id,
      userId: person?.id ?? null,
      subject: person ? 'person' : entry.subject === 'recovery' ? 'recoveryKey' : 'unknownLogin',
      wrong: entry.failures,
      refusedTooSoon: entry.refused,
      firstAt: new Date(entry.firstAt).toISOString(),
      lastAt: new Date(entry.lastAt).toISOString(),
      lockedOut: entry.lockedOut,
    };
  });
  store.change({ actor: 'system', action: 'session.failedTries' }, (tx) => {
    // The same id twice: the process ended between this commit and the next line the last time.
    for (const row of rows) tx.insert(failedSignIn).values(row).onConflictDoNothing().run();
  });
  attempts.markLogged(entries.map((entry) => entry.id));
  for (const { userId, lockedOut } of rows) if (userId && lockedOut) identity.onLockedOut(store, userId);
}
