import type { AuditFilter } from '../contract/index.ts';
import type { Actor } from '../identity/index.ts';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Store } from '../store/index.ts';
import { trailExport } from './schema.ts';
import { toChangeFilter } from './trail.ts';

/** What is exported is held in memory: a file of it in clear must not be left on this machine's disk. */
const LIMIT_MIB = 512;

/**
 * The trail as a file that can be read and checked without this product: JSON lines, headed by how to verify them.
 * That somebody took it is itself an entry of the trail.
 */
export async function exportTrail(
  store: Store,
  actor: Actor,
  filter: AuditFilter,
  clock: Clock,
): Promise<{ name: string; content: Blob }> {
  const pieces: string[] = [];
  let changeSets = 0;
  let size = 0;
  for await (const piece of store.exportLog(toChangeFilter(store, filter))) {
    pieces.push(piece);
    size += piece.length;
    if (size > LIMIT_MIB * 1_048_576) throw tooLarge();
    changeSets += piece.match(/^\{"type":"changeSet"/gm)?.length ?? 0;
  }
  const exportedAt = isoTime(clock);
  store.change({ actor, action: 'record.export' }, (tx) =>
    tx
      .insert(trailExport)
      .values({
        id: newId(clock),
        exportedAt,
        exportedBy: actor.userId,
        filter: JSON.stringify(filter),
        changeSets,
      })
      .run(),
  );
  const name = `fairdoc-audit-trail-${exportedAt.slice(0, 16).replace(/[:T]/g, '-')}.jsonl`;
  return { name, content: new Blob(pieces, { type: 'application/jsonl' }) };
}

function tooLarge(): FairdocError {
  return new FairdocError(
    'limited',
    'compliance.exportTooLarge',
    `This part of the audit trail is larger than ${LIMIT_MIB} MiB.`,
    'Export it in parts: choose a shorter time.',
  );
}
