import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';

/**
 * Slows guessing down and ends it. The counts stand in `attempts.json` beside the database, because while the
 * store is locked there is nowhere else to keep them; they hold ids, counts and times, nothing that names a person.
 * Whoever can delete that file can also copy the keyring and guess elsewhere: against that the passphrase's
 * length and Argon2id stand, not this file.
 */

/** Checked and wrong, in a row, after which a login is locked out. */
export const MAX_FAILURES = 10;
/** Tries in a row, counting those refused unchecked because they came too soon. */
export const MAX_TRIES = 30;
const FREE_FAILURES = 2;
const LONGEST_WAIT_SECONDS = 300;

/**
 * Whose secret is tried: a person's (by user id, which outlives a change of passphrase), the recovery key, or that of
 * a login name nobody has. Only a person can be locked out; the other two are slowed down and counted.
 */
export type AttemptSubject = { readonly userId: string } | 'recovery' | 'unknown';

const countsSchema = z.object({
  failures: z.number().int().min(0),
  refused: z.number().int().min(0),
  lastAt: z.number(),
  lockedOut: z.boolean(),
});

const unloggedSchema = z.object({
  id: z.string(),
  subject: z.string(),
  failures: z.number().int(),
  refused: z.number().int(),
  firstAt: z.number(),
  lastAt: z.number(),
  lockedOut: z.boolean(),
});

const fileSchema = z.object({
  version: z.literal(1),
  counts: z.record(z.string(), countsSchema),
  /** What the audit log has not been told yet. */
  unlogged: z.array(unloggedSchema),
});

/** Failed tries on one secret that belong into the audit log. */
export type UnloggedAttempts = z.infer<typeof unloggedSchema>;
type AttemptFile = z.infer<typeof fileSchema>;

/** Seconds that must pass after this many failures in a row before the next try is checked. */
export function waitAfter(failures: number): number {
  return failures <= FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES), LONGEST_WAIT_SECONDS);
}

export interface AttemptGate {
  /**
   * Called before a passphrase is checked. Counts the try as failed at once, so that ending the process during the
   * check gains nothing. Throws `identity.tooSoon` or `identity.lockedOut` (kind `limited`) without a check.
   */
  begin(subject: AttemptSubject): void;
  /** The passphrase was wrong. True when the login is locked out from now on. */
  fail(subject: AttemptSubject): boolean;
  /** The passphrase was right: forgets the row of failures. */
  succeed(subject: AttemptSubject): void;
  /** The try could not be judged (the store is damaged, say): takes it back. */
  withdraw(subject: AttemptSubject): void;
  /** Wrong tries in a row up to now. */
  failures(subject: AttemptSubject): number;
  isLockedOut(userId: string): boolean;
  /** Lifts a lock-out. */
  clear(userId: string): void;
  unlogged(): readonly UnloggedAttempts[];
  /** The audit log has these now. */
  markLogged(ids: readonly string[]): void;
}

const NOTHING = { failures: 0, refused: 0, lastAt: 0, lockedOut: false } as const;

function nameOf(subject: AttemptSubject): string {
  return typeof subject === 'string' ? subject : subject.userId;
}

function readAttempts(file: string): AttemptFile {
  const empty: AttemptFile = { version: 1, counts: {}, unlogged: [] };
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Missing, or damaged: a fresh count. Refusing sign-in here would let a stray byte shut everybody out.
    return empty;
  }
}

function writeAttempts(file: string, attempts: AttemptFile): void {
  const draft = `${file}.tmp`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, JSON.stringify(attempts));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

/** The counts of one workspace folder. The folder must exist. */
export function openAttempts(directory: string, clock: Clock): AttemptGate {
  const file = path.join(directory, 'attempts.json');
  let attempts = readAttempts(file);
  const save = () => writeAttempts(file, attempts);

  /** Adds to the entry that waits for the audit log, or starts one. */
  const note = (subject: string, change: { failures?: number; refused?: number; lockedOut?: boolean }) => {
    const now = clock.now();
    let entry = attempts.unlogged.find((item) => item.subject === subject);
    if (!entry) {
      entry = {
        id: newId(clock),
        subject,
        failures: 0,
        refused: 0,
        firstAt: now,
        lastAt: now,
        lockedOut: false,
      };
      attempts.unlogged.push(entry);
    }
    entry.failures += change.failures ?? 0;
    entry.refused += change.refused ?? 0;
    entry.lockedOut ||= change.lockedOut ?? false;
    entry.lastAt = now;
  };

  const lockOutIfDue = (subject: AttemptSubject, counts: z.infer<typeof countsSchema>) => {
    if (typeof subject === 'string' || counts.lockedOut) return;
    if (counts.failures < MAX_FAILURES && counts.failures + counts.refused < MAX_TRIES) return;
    counts.lockedOut = true;
    note(subject.userId, { lockedOut: true });
  };

  return {
    begin(subject) {
      const name = nameOf(subject);
      const counts = { ...NOTHING, ...attempts.counts[name] };
      attempts.counts[name] = counts;
      lockOutIfDue(subject, counts);
      const now = clock.now();
      // A wall clock that was set back must not lengthen the wait.
      const waited = now - Math.min(counts.lastAt, now);
      const wait = waitAfter(counts.failures) * 1_000 - waited;
      if (counts.lockedOut || wait > 0) {
        counts.refused += 1;
        note(name, { refused: 1 });
        lockOutIfDue(subject, counts);
        save();
        throw counts.lockedOut ? lockedOutError() : tooSoonError(Math.ceil(wait / 1_000));
      }
      counts.failures += 1;
      counts.lastAt = now;
      note(name, { failures: 1 });
      save();
    },
    fail(subject) {
      const counts = attempts.counts[nameOf(subject)];
      if (!counts) return false;
      lockOutIfDue(subject, counts);
      save();
      return counts.lockedOut;
    },
    succeed(subject) {
      takeBack(subject);
      delete attempts.counts[nameOf(subject)];
      save();
    },
    withdraw(subject) {
      takeBack(subject);
      save();
    },
    failures: (subject) => attempts.counts[nameOf(subject)]?.failures ?? 0,
    isLockedOut: (userId) => attempts.counts[userId]?.lockedOut === true,
    clear(userId) {
      delete attempts.counts[userId];
      save();
    },
    unlogged: () => attempts.unlogged,
    markLogged(ids) {
      attempts = { ...attempts, unlogged: attempts.unlogged.filter((item) => !ids.includes(item.id)) };
      save();
    },
  };

  /** Undoes what `begin` counted for a try that was no failure. */
  function takeBack(subject: AttemptSubject): void {
    const name = nameOf(subject);
    const counts = attempts.counts[name];
    if (counts) counts.failures = Math.max(0, counts.failures - 1);
    const entry = attempts.unlogged.find((item) => item.subject === name);
    if (!entry) return;
    entry.failures -= 1;
    if (entry.failures <= 0 && entry.refused === 0) {
      attempts.unlogged = attempts.unlogged.filter((item) => item !== entry);
    }
  }
}

function tooSoonError(seconds: number): FairdocError {
  return new FairdocError(
    'limited',
    'identity.tooSoon',
    `Too many wrong tries. The next one is possible in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    'Wait, then enter the passphrase again.',
    { details: { waitSeconds: seconds } },
  );
}

function lockedOutError(): FairdocError {
  return new FairdocError(
    'limited',
    'identity.lockedOut',
    'This login is locked after too many wrong tries.',
    'Ask an administrator to reset the passphrase, or use the recovery key.',
  );
}
