import type { Store } from '../../core/store/index.ts';
import { type Suite, timedAsync } from '../figure.ts';
import { INSERT, inScratch, META, measurementRow, scratchStore } from '../support/scratch.ts';

/** Rows a change set, as in an intake: 100,000 changes are some 8,300 signatures. */
const ROWS_PER_CHANGE = 12;
const CHANGES = 100_000;

function fill(store: Store, from: number, until: number): void {
  const insert = store.prepare<(string | number)[]>(INSERT);
  for (let row = from; row < until; row += ROWS_PER_CHANGE) {
    store.change(META, () => {
      for (let index = row; index < Math.min(until, row + ROWS_PER_CHANGE); index += 1)
        insert.run(...measurementRow(index));
    });
  }
}

async function verifySeconds(store: Store): Promise<number> {
  let intact = false;
  const elapsed = await timedAsync(async () => {
    intact = (await store.verify()).breaks.length === 0;
  });
  if (!intact) throw new Error('a workspace that nobody touched does not verify');
  return elapsed / 1_000;
}

export const verify: Suite = {
  id: 'verify',
  title: 'Verifying the log and every row against it',
  run: (say) =>
    inScratch(async (folder) => {
      const store = await scratchStore(folder);
      say('writing 100,000 changes');
      fill(store, 0, CHANGES);
      const once = await verifySeconds(store);
      say('writing 900,000 more');
      fill(store, CHANGES, 10 * CHANGES);
      const tenfold = await verifySeconds(store);
      store.close();
      return [
        {
          id: 'verify.seconds',
          title: '100,000 changes',
          value: once,
          unit: 's',
          goal: { kind: 'atMost', value: 10 },
        },
        {
          id: 'verify.growth',
          title: 'cost per change at ten times the changes, against once',
          value: tenfold / (10 * once),
          unit: '×',
          goal: { kind: 'atMost', value: 1.5 },
        },
      ];
    }),
};
