import { desc } from 'drizzle-orm';
import { z } from 'zod';
import { type VerificationView, verificationSchema } from '../contract/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { type JobDefinition, raiseNotifications } from '../ops/index.ts';
import type { Store, Verification } from '../store/index.ts';
import { verification } from './schema.ts';

/** Verifying the record is a job; what it found is kept, and whoever reads the trail is told of a break. */

export function verifyJob(clock: Clock): JobDefinition<Record<string, never>> {
  return {
    kind: 'verify',
    title: 'Verification of the record',
    parseInput: (stored) => z.object({}).parse(stored),
    access: 'audit.read',
    onInterruption: 'restart',
    async run({ store, actor, signal, report }) {
      const found = await store.verify({
        signal,
        onProgress: (done, total) => report('Recomputing the log and comparing every row', done, total),
      });
      const view = toView(found);
      const { breaks, ...figures } = view;
      store.change({ actor, action: 'record.verify' }, (tx) =>
        tx
          .insert(verification)
          .values({ id: newId(clock), ...figures, breaks: JSON.stringify(breaks), verifiedBy: actor.userId })
          .run(),
      );
      if (!view.intact) tellOfBreaks(store, clock, view);
      return view;
    },
  };
}

function toView({
  intact,
  changeSets,
  changes,
  rows,
  seconds,
  verifiedAt,
  breaks,
}: Verification): VerificationView {
  return {
    intact,
    changeSets,
    changes,
    rows,
    seconds,
    verifiedAt,
    breaks: breaks.map(({ kind, changeSet, table, rowId, what }) => ({
      kind,
      changeSet,
      recordType: table,
      recordId: rowId,
      what,
    })),
  };
}

function tellOfBreaks(store: Store, clock: Clock, { breaks }: VerificationView): void {
  raiseNotifications(store, clock, [
    {
      kind: 'verification',
      severity: 'urgent',
      title: 'The record does not verify',
      text: `${breaks.length} ${breaks.length === 1 ? 'place was' : 'places were'} altered outside Fairdoc. Keep this folder as it is and compare with the latest backup.`,
      link: { screen: 'record', id: null },
      to: { permission: 'audit.read' },
    },
  ]);
}

/** The newest verification, or null when there was none. */
export function lastVerification(store: Store): VerificationView | null {
  const row = store.read((db) =>
    db
      .select()
      .from(verification)
      .orderBy(desc(verification.verifiedAt), desc(verification.id))
      .limit(1)
      .get(),
  );
  return row ? verificationSchema.parse({ ...row, breaks: JSON.parse(row.breaks) }) : null;
}
