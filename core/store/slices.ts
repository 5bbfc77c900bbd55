import { setImmediate as nextTurn } from 'node:timers/promises';
import { cancelled } from './errors.ts';

/** Long work gives way after this many milliseconds, so that nothing a person does waits for it noticeably. */
const SLICE_MS = 20;

/**
 * Runs long work in slices. `work` yields after every small step (a few milliseconds at most); what it yields as
 * a promise is awaited.
 * @throws store.cancelled when `signal` aborts.
 */
export async function inSlices(
  work: Iterable<Promise<unknown> | undefined>,
  signal?: AbortSignal | undefined,
): Promise<void> {
  if (signal?.aborted) throw cancelled();
  let start = performance.now();
  for (const step of work) {
    if (step !== undefined) await step;
    if (performance.now() - start < SLICE_MS) continue;
    await nextTurn();
    if (signal?.aborted) throw cancelled();
    start = performance.now();
  }
}
