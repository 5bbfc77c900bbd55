import { describe, expect, it } from 'vitest';
import { filterOf, isFiltered } from './trail-filter.ts';
import { trailSearchSchema } from './trail-search.ts';

describe('filters of the audit trail', () => {
  it('include both days completely, in the zone of this machine', () => {
    const { from, to } = filterOf({ from: '2026-03-14', to: '2026-03-14' });
    expect(new Date(from ?? '').getTime()).toBe(new Date(2026, 2, 14, 0, 0, 0, 0).getTime());
    expect(new Date(to ?? '').getTime()).toBe(new Date(2026, 2, 14, 23, 59, 59, 999).getTime());
  });

  it('leave out what is not set', () => {
    expect(filterOf({ actor: 'u1', action: undefined })).toEqual({ actor: 'u1' });
    expect(isFiltered({ actor: undefined })).toBe(false);
    expect(isFiltered({ to: '2026-03-14' })).toBe(true);
  });

  it('drop what a hand-typed address gets wrong instead of failing', () => {
    expect(
      filterOf(trailSearchSchema.parse({ from: 'yesterday', actor: 7, action: 'triage.decide' })),
    ).toEqual({
      action: 'triage.decide',
    });
  });
});
