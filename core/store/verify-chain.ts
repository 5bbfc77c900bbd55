import { createHash, type KeyObject, verify } from 'node:crypto';
import type Database from 'better-sqlite3';
import { CHANGE_SET_COLUMNS, type ChangeSetRecord } from './change-reader.ts';
import {
  CHANGE_LINE,
  type ChangeSetHeader,
  chainStart,
  headerHash,
  LINES_AT_ONCE,
  linkOf,
  readPublicKey,
  signedBytes,
} from './seal.ts';
import { tableOfShape } from './shapes.ts';
import type { Findings, Verification, VerifySource } from './verify.ts';
import { isConfirmed } from './witness.ts';

interface Chain {
  number: number;
  link: string;
  hlc: string;
  key: KeyObject | null;
}

export type VerifiedLog = Pick<Verification, 'changeSets' | 'changes' | 'head'>;

/** Signatures that are checked on the thread pool at the same time. */
const SIGNATURES_AT_ONCE = 512;

/**
 * Recomputes every change set: its place in its device's chain, the digest of its changes, its hash and its
 * signature.
 */
export function* verifyChain(
  source: VerifySource,
  findings: Findings,
): Generator<Promise<unknown> | undefined, VerifiedLog> {
  const { db, keyring } = source;
  const { report } = findings;
  const sets = db.prepare<[number], ChangeSetRecord>(
    `SELECT ${CHANGE_SET_COLUMNS} FROM change_set WHERE seq > ? ORDER BY seq LIMIT 200`,
  );
  const chains = new Map<string, Chain>();
  const lines = createLineReader(db, findings);
  let pending: Promise<unknown>[] = [];
  let last: ChangeSetRecord | undefined;
  let changeSets = 0;
  for (;;) {
    const some = sets.all(last?.seq ?? 0);
    for (const set of some) {
      const chain = chains.get(set.device) ?? startChain(source, set, findings);
      chains.set(set.device, chain);
      checkPlace(set, chain, findings);
      const digest = yield* lines.digestOf(set);
      if (digest !== null && digest !== set.digest) {
        report({
          kind: 'digest',
          changeSet: set.seq,
          what: 'The logged values of this change set were altered.',
        });
      }
      const header = headerOf(set, keyring.workspaceId);
      if (headerHash(header) !== set.hash) {
        report({
          kind: 'hash',
          changeSet: set.seq,
          what: 'Who, when, what or why of this change set was altered.',
        });
      }
      if (chain.key !== null) pending.push(checkSignature(set, chain.key, findings));
      chain.link = linkOf(set.hash, set.signature);
      chain.number = set.number;
      chain.hlc = set.hlc;
      last = set;
      if (pending.length >= SIGNATURES_AT_ONCE) {
        yield Promise.all(pending);
        pending = [];
      }
    }
    changeSets += some.length;
    findings.advance(some.length);
    yield Promise.all(pending);
    pending = [];
    if (some.length === 0) break;
  }
  yield* lines.rest();
  checkTail(source, last, findings);
  const head = last === undefined ? null : { seq: last.seq, hash: last.hash, hlc: last.hlc };
  return { changeSets, changes: lines.count(), head };
}

function headerOf(set: ChangeSetRecord, workspace: string): ChangeSetHeader {
  const { device, number, hlc, time, actor, actorName, action, reason, changes, digest, previous } = set;
  return {
    workspace,
    device,
    number,
    hlc,
    time,
    actor,
    actorName,
    action,
    reason,
    changes,
    digest,
    previous,
  };
}

function startChain({ db, keyring }: VerifySource, set: ChangeSetRecord, { report }: Findings): Chain {
  return {
    number: 0,
    link: chainStart(keyring.workspaceId, set.device),
    hlc: '',
    key: findKey(),
  };
  function findKey(): KeyObject | null {
    const stored =
      set.device === keyring.device.deviceId
        ? keyring.device.publicKey
        : db.prepare<[string], string>('SELECT public_key FROM device WHERE id = ?').pluck().get(set.device);
    try {
      if (stored !== undefined) return readPublicKey(stored);
    } catch {
      // An unreadable key is as good as none.
    }
    report({ kind: 'signature', changeSet: set.seq, what: 'This change set comes from an unknown device.' });
    return null;
  }
}

function checkPlace(set: ChangeSetRecord, chain: Chain, { report }: Findings): void {
  if (set.number !== chain.number + 1) {
    const what = `Change set number ${set.number} follows number ${chain.number}: some were removed or added.`;
    report({ kind: 'chain', changeSet: set.seq, what });
  } else if (set.previous !== chain.link) {
    report({ kind: 'chain', changeSet: set.seq, what: 'The change set before this one was altered.' });
  }
  if (set.hlc <= chain.hlc) {
    report({
      kind: 'chain',
      changeSet: set.seq,
      what: 'The logical time of this change set runs backwards.',
    });
  }
}

function checkSignature(set: ChangeSetRecord, key: KeyObject, { report }: Findings): Promise<void> {
  return new Promise((resolve) => {
    const signature = Buffer.from(set.signature, 'base64');
    verify(null, signedBytes(set.hash), key, signature, (error, valid) => {
      if (error !== null || !valid || signature.toString('base64') !== set.signature) {
        report({
          kind: 'signature',
          changeSet: set.seq,
          what: 'The signature of this change set is not valid.',
        });
      }
      resolve();
    });
  });
}

function checkTail(
  { db, keyring, testimony }: VerifySource,
  last: ChangeSetRecord | undefined,
  { report }: Findings,
): void {
  if (isConfirmed(db, keyring.device.deviceId, testimony)) return;
  const what =
    testimony === 'unreadable'
      ? 'The witness of the newest change set was altered.'
      : 'The newest change sets were removed, or the database is an older copy.';
  report({ kind: 'tail', changeSet: last?.seq ?? null, what });
}

interface Line {
  seq: number;
  line: string;
}

/** Goes through the changes once, in step with the change sets. */
function createLineReader(db: Database.Database, { report, advance }: Findings) {
  const read = db.prepare<[number], Line>(
    `SELECT seq, coalesce(${CHANGE_LINE}, '') AS line FROM change WHERE seq > ? ORDER BY seq LIMIT ${LINES_AT_ONCE}`,
  );
  let buffer: Line[] = [];
  let at = 0;
  let lastRead = 0;
  let count = 0;

  function peek(): Line | undefined {
    if (at === buffer.length) {
      buffer = read.all(lastRead);
      at = 0;
      lastRead = buffer.at(-1)?.seq ?? lastRead;
      count += buffer.length;
      advance(buffer.length);
    }
    return buffer[at];
  }

  function reportOutside({ seq, line }: Line): void {
    const [shape = '', id = '""'] = line.split('\t', 2);
    const what = `Change ${seq} of this row belongs to no change set: it was made around the log, or inserted.`;
    report({ kind: 'outside', table: tableOfShape(shape), rowId: String(JSON.parse(id)), what });
  }

  return {
    count: () => count,
    /** The digest of a set's changes as they are now; null when it was reported that they are incomplete. */
    *digestOf(set: ChangeSetRecord): Generator<undefined, string | null> {
      const end = set.firstChange + set.changes;
      const hash = createHash('sha256');
      let found = 0;
      for (let next = peek(); next !== undefined && next.seq < end; next = peek()) {
        if (next.seq < set.firstChange) {
          reportOutside(next);
        } else {
          if (found > 0) hash.update('\n');
          hash.update(next.line);
          found += 1;
        }
        at += 1;
        if (at % LINES_AT_ONCE === 0) yield;
      }
      if (found !== set.changes) {
        const what = `This change set altered ${set.changes} rows, but the log holds ${found} of them.`;
        report({ kind: 'digest', changeSet: set.seq, what });
        return null;
      }
      return hash.digest('hex');
    },
    /** What comes after the last change set. */
    *rest(): Generator<undefined, void> {
      for (let next = peek(); next !== undefined; next = peek()) {
        reportOutside(next);
        at += 1;
        if (at % LINES_AT_ONCE === 0) yield;
      }
    },
  };
}
