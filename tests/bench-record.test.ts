import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

/**
 * Speed is not asserted on a shared machine; it is measured by `npm run bench -- --keep`, and these tests read that
 * record. They fail when a figure is missing from it or misses its goal.
 */
const record = z
  .object({
    commit: z.string().min(7),
    figures: z.array(
      z.object({
        id: z.string(),
        value: z.number(),
        goal: z.object({ kind: z.enum(['atLeast', 'atMost']), value: z.number() }).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../bench/results/latest.json', import.meta.url), 'utf8')));

function figure(id: string) {
  const found = record.figures.find((one) => one.id === id);
  if (!found) throw new Error(`the benchmark record has no figure ${id}`);
  return found.value;
}

describe('the recorded benchmark', () => {
  test('[URS-PRF-02] audited, encrypted writes are at least half as fast as plain SQLite', () => {
    expect(figure('writes.ratio')).toBeGreaterThanOrEqual(0.5);
  });

  test('[URS-TRI-08] a triage answer takes at most 5 ms at the 95th percentile', () => {
    expect(figure('triage.p95')).toBeLessThanOrEqual(5);
  });

  test('[URS-STO-04] 100,000 changes verify in at most 10 s', () => {
    expect(figure('verify.seconds')).toBeLessThanOrEqual(10);
  });

  test.each(['verify.growth', 'triage.growth', 'triage.load', 'open.total', 'memory.core'])(
    '%s meets its goal',
    (id) => {
      const found = record.figures.find((one) => one.id === id);
      expect(found?.goal?.kind).toBe('atMost');
      expect(found?.value).toBeLessThanOrEqual(found?.goal?.value ?? 0);
    },
  );
});
