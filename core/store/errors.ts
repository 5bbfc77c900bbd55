import { FairdocError } from '../kernel/errors.ts';
import { errorCode } from './files.ts';

/** The store's errors, each in one place, so that a state is named in the same words wherever it is met. */

export const wrongPassphrase = () =>
  new FairdocError(
    'unauthenticated',
    'store.wrongPassphrase',
    'The login name and the passphrase do not match.',
    'Check both and try again. If the passphrase is forgotten, use the recovery key.',
  );

export const wrongRecoveryKey = () =>
  new FairdocError(
    'unauthenticated',
    'store.wrongRecoveryKey',
    'This is not the recovery key of this workspace.',
    'Check that it is the newest recovery key and that it was typed completely.',
  );

export const mistypedRecoveryKey = (group: number | null) =>
  new FairdocError(
    'invalid',
    'store.mistypedRecoveryKey',
    group === null
      ? 'The recovery key is not complete.'
      : `The recovery key has a typing error in group ${group}.`,
    'Compare it with the printed recovery key, group by group.',
    group === null ? {} : { details: { group } },
  );

export const deviceChanged = (cause?: unknown) =>
  new FairdocError(
    'unavailable',
    'store.deviceChanged',
    'This workspace is bound to another device or another account of this computer, which did not release its part of the key.',
    'Sign in on the original device, or use the recovery key to bind the workspace to this one.',
    cause === undefined ? {} : { cause },
  );

export const keyringDamaged = (previousUsable: boolean, cause?: unknown) =>
  new FairdocError(
    'damaged',
    'store.keyringDamaged',
    'The file with the keys of this workspace cannot be read or was altered. The records themselves are untouched and stay encrypted.',
    previousUsable
      ? 'Put back the previous key file, which is intact, or restore the key file from a backup. Do not delete anything.'
      : 'Restore the key file from a backup. Do not delete anything.',
    { details: { previousUsable }, ...(cause === undefined ? {} : { cause }) },
  );

export const keyringMissing = () =>
  new FairdocError(
    'damaged',
    'store.keyringMissing',
    'The records of a workspace are here, but the file with its keys is missing.',
    'Put the key file back, or restore the workspace from a backup. Do not delete anything.',
  );

export const databaseMissing = () =>
  new FairdocError(
    'damaged',
    'store.databaseMissing',
    'The keys of a workspace are here, but its records are missing.',
    'Put the database file back, or restore the workspace from a backup. Do not delete anything.',
  );

export const databaseForeign = () =>
  new FairdocError(
    'damaged',
    'store.foreign',
    'The database in this folder does not belong to this workspace.',
    'Put back the database that belongs here, or restore the workspace from a backup. Nothing was changed.',
  );

export const databaseDamaged = (what: string, cause?: unknown) =>
  new FairdocError(
    'damaged',
    'store.damaged',
    `The database of this workspace is damaged: ${what}.`,
    'Restore the latest backup into a new folder and keep this folder for analysis. Nothing was deleted.',
    cause === undefined ? {} : { cause },
  );

export const databaseFuture = () =>
  new FairdocError(
    'unavailable',
    'store.future',
    'This workspace was written by a newer version of Fairdoc.',
    'Install that version or a later one. Nothing was changed.',
  );

export const workspaceAbsent = () =>
  new FairdocError(
    'notFound',
    'store.absent',
    'There is no workspace in this folder.',
    'Create a workspace, restore a backup, or choose another folder.',
  );

export const workspaceExists = () =>
  new FairdocError(
    'conflict',
    'store.exists',
    'There is already a workspace in this folder.',
    'Open it, or choose an empty folder.',
  );

export const workspaceBusy = () =>
  new FairdocError(
    'conflict',
    'store.busy',
    'Another running Fairdoc has this workspace open.',
    'Close the other one, then try again.',
  );

export const storeClosed = () =>
  new FairdocError(
    'unavailable',
    'store.closed',
    'The workspace is closed.',
    'Open the workspace and try again.',
  );

export const cancelled = () =>
  new FairdocError(
    'unavailable',
    'store.cancelled',
    'The work was cancelled.',
    'Start it again when needed.',
  );

export const diskFull = (cause?: unknown) =>
  new FairdocError(
    'unavailable',
    'store.diskFull',
    'This could not be saved: the disk is full or refuses to be written. Nothing was saved by this step.',
    'Free some space or connect the disk again, then repeat the step.',
    cause === undefined ? {} : { cause },
  );

/** A mistake of our own code in using the store. */
export const misuse = (what: string) =>
  new FairdocError(
    'internal',
    'store.misuse',
    `The record keeping was used wrongly: ${what}. Nothing was saved by this step.`,
    'Quote this code and the time to your administrator.',
  );

const FULL = new Set(['ENOSPC', 'EFBIG', 'EDQUOT', 'EROFS']);

/** Errors of SQLite and of the file system as ours; everything else as it is. */
export function translateError(thrown: unknown): unknown {
  if (thrown instanceof FairdocError) return thrown;
  const code = errorCode(thrown);
  if (code === undefined) return thrown;
  if (FULL.has(code) || code === 'SQLITE_FULL' || code === 'SQLITE_READONLY') return diskFull(thrown);
  if (/^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMSIZE|SHMOPEN|SHMMAP)$/.test(code))
    return diskFull(thrown);
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code))
    return databaseDamaged('a part of it cannot be read', thrown);
  if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED') return workspaceBusy();
  return constraintError(code, thrown) ?? thrown;
}

function constraintError(code: string, cause: unknown): FairdocError | undefined {
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return new FairdocError(
      'conflict',
      'store.duplicate',
      'This record exists already.',
      'Open the existing record instead of adding it again.',
      { cause },
    );
  }
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new FairdocError(
      'conflict',
      'store.reference',
      'This record refers to one that does not exist, or is still referred to by another.',
      'Check the related records and try again.',
      { cause },
    );
  }
  if (code === 'SQLITE_CONSTRAINT_TRIGGER') {
    return new FairdocError(
      'denied',
      'store.protected',
      'The log and the identity of a record cannot be altered.',
      'Record a new change instead.',
      { cause },
    );
  }
  if (code.startsWith('SQLITE_CONSTRAINT')) {
    return new FairdocError(
      'invalid',
      'store.constraint',
      'The record does not meet the rules of its kind.',
      'Check the values and try again.',
      { cause },
    );
  }
  return undefined;
}
