import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { type Clock, isoTime } from '../kernel/clock.ts';
import type { ChangeFilter, ChangeReader, ChangeSetRecord } from './change-reader.ts';
import { CHANGE_LINE, type DeviceSigner, LINES_AT_ONCE } from './seal.ts';

/**
 * The log as JSON lines, readable and checkable without this product, for archives and inspectors. One object a
 * line: `manifest`, `shape` and `device` lines, then each `changeSet` followed by its `change` lines, then `end`.
 */
export interface ExportSource {
  readonly db: Database.Database;
  readonly reader: ChangeReader;
  readonly workspaceId: string;
  readonly name: string;
  readonly signer: DeviceSigner;
  readonly clock: Clock;
}

const HOW_TO_VERIFY = [
  'Every line of this file is one JSON object. All digests are SHA-256, in lower-case hexadecimal digits, over UTF-8.',
  'Change: "line" is shape, row id as JSON, operation, old values and new values, joined by tabs. Old and new values are JSON arrays without the id of the row, in the order of the columns that the line of type "shape" with that key gives. The fields "values" repeat them for reading.',
  'Shape: the part of "key" after the @ is the first 16 digits of the digest of the JSON array of the table and its columns.',
  'Change set, digest: "header.digest" is the digest of the "line" fields of its changes in their order, joined by line feeds; of the empty text when there are none.',
  'Change set, hash: "hash" is the digest of "header" as canonical JSON (RFC 8785: keys sorted, no white space).',
  'Change set, signature: "signature" is the Ed25519 signature (base64) of the device over the text "fairdoc/change-set/1/" followed by the hash. The public key (SPKI, base64) is in the line of type "device".',
  'Chain: "header.previous" is the digest of the hash and the signature of the change set before on the same device, joined by a line feed; "header.number" counts from 1. The first names the digest of "fairdoc/chain/", the workspace id, "/" and the device id. An export with a filter leaves out change sets, so that only neighbours can be checked in this way.',
  'End: "sha256" is the digest of everything before the last line, including its line feed; "signature" is the Ed25519 signature of the exporting device over "fairdoc/export/1/" followed by it.',
];

/**
 * @param filter as for reading the log; everything unless told. Oldest first.
 * @yields text of whole lines, each ending in a line feed.
 */
export async function* exportLog(
  source: ExportSource,
  filter: ChangeFilter = {},
): AsyncGenerator<string, void> {
  const hash = createHash('sha256');
  let lines = 0;
  const give = (objects: readonly object[]): string => {
    const text = objects.map((object) => `${JSON.stringify(object)}\n`).join('');
    hash.update(text);
    lines += objects.length;
    return text;
  };
  yield give([manifestOf(source, filter), ...shapesAndDevices(source.db)]);
  for (const set of changeSets(source.reader, filter)) {
    yield give([setLine(source, set)]);
    for (let offset = 0; offset < set.changes; offset += LINES_AT_ONCE) {
      yield give(changeLines(source, set, offset));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const sha256 = hash.digest('hex');
  const signature = source.signer.sign(Buffer.from(`fairdoc/export/1/${sha256}`));
  yield `${JSON.stringify({ type: 'end', lines, sha256, device: source.signer.deviceId, signature })}\n`;
}

function manifestOf({ workspaceId, name, clock }: ExportSource, filter: ChangeFilter) {
  return {
    type: 'manifest',
    format: 'fairdoc-log',
    version: 1,
    workspaceId,
    name,
    exportedAt: isoTime(clock),
    filter,
    howToVerify: HOW_TO_VERIFY,
  };
}

function shapesAndDevices(db: Database.Database): object[] {
  const shapes = db
    .prepare<[], { key: string; table: string; columns: string }>(
      'SELECT key, table_name AS "table", columns FROM change_shape ORDER BY key',
    )
    .all();
  const devices = db
    .prepare<[], { id: string; publicKey: string }>(
      'SELECT id, public_key AS publicKey FROM device ORDER BY id',
    )
    .all();
  return [
    ...shapes.map(({ key, table, columns }) => ({ type: 'shape', key, table, columns: JSON.parse(columns) })),
    ...devices.map((device) => ({ type: 'device', ...device })),
  ];
}

/** Oldest first, in pages. */
function* changeSets(reader: ChangeReader, filter: ChangeFilter): Generator<ChangeSetRecord, void> {
  const { limit, ...rest } = filter;
  let left = limit ?? Number.POSITIVE_INFINITY;
  for (let afterSeq = filter.afterSeq ?? 0; left > 0; ) {
    const page = reader.list({ ...rest, afterSeq, limit: Math.min(left, 500), oldestFirst: true });
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    left -= page.length;
    afterSeq = last.seq;
  }
}

function setLine({ workspaceId: workspace }: ExportSource, set: ChangeSetRecord) {
  const { device, number, hlc, time, actor, actorName, action, reason, changes, digest, previous } = set;
  const header = {
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
  return { type: 'changeSet', seq: set.seq, header, hash: set.hash, signature: set.signature };
}

function changeLines({ db, reader }: ExportSource, set: ChangeSetRecord, offset: number): object[] {
  const first = set.firstChange + offset;
  const count = Math.min(LINES_AT_ONCE, set.changes - offset);
  const lines = db
    .prepare<[number, number], string>(
      `SELECT ${CHANGE_LINE} FROM change WHERE seq >= ? ORDER BY seq LIMIT ?`,
    )
    .pluck()
    .all(first, count);
  return reader.rows(set.seq, { offset, limit: count }).map((row, index) => ({
    type: 'change',
    changeSet: set.seq,
    table: row.table,
    rowId: row.rowId,
    op: row.op,
    values: row.values,
    line: lines[index],
  }));
}
