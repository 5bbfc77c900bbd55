import { describe, expect, it } from 'vitest';
import { launchTokenOf } from './launch.ts';

describe('the launch address', () => {
  it('gives its token only when the fragment is exactly one', () => {
    const token = 'x4Rk_9-'.repeat(6);
    expect(launchTokenOf(`#token=${token}`)).toBe(token);
    expect(launchTokenOf(`#/triage?token=${token}`)).toBeNull();
    expect(launchTokenOf('#token=short')).toBeNull();
    expect(launchTokenOf('')).toBeNull();
  });
});
