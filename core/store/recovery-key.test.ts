import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newRecoveryKey, normaliseRecoveryKey } from './recovery-key.ts';

describe('recovery key', () => {
  test('is seven groups of five characters without those that are easily misread, and never the same', () => {
    const keys = Array.from({ length: 200 }, newRecoveryKey);
    for (const key of keys) expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(new Set(keys).size).toBe(200);
  });

  test('is accepted in small letters, with other separators, and with O, I and L for 0 and 1', () => {
    for (let round = 0; round < 50; round += 1) {
      const key = newRecoveryKey();
      const typed = key.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect(normaliseRecoveryKey(`  ${typed} `)).toBe(key);
    }
  });

  test('a typing error is named by its group, nearly always before any key is tried', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    let noticed = 0;
    const rounds = 500;
    fc.assert(
      fc.property(fc.nat({ max: 6 }), fc.nat({ max: 4 }), fc.nat({ max: 30 }), (group, place, shift) => {
        const key = newRecoveryKey();
        const at = group * 6 + place;
        const wrong = alphabet[(alphabet.indexOf(key[at] ?? '') + 1 + shift) % 32] ?? '';
        try {
          normaliseRecoveryKey(key.slice(0, at) + wrong + key.slice(at + 1));
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'store.mistypedRecoveryKey', details: { group: group + 1 } });
          noticed += 1;
        }
      }),
      { numRuns: rounds, seed: 20_260_314 },
    );
    // One check character of five bits lets one error in 32 pass to the slot, which then refuses it.
    expect(noticed / rounds).toBeGreaterThan(0.9);
  });

  test('missing and surplus characters are noticed', () => {
    const groups = newRecoveryKey().split('-');
    expect(() => normaliseRecoveryKey(groups.slice(1).join('-'))).toThrow();
    expect(() => normaliseRecoveryKey('')).toThrow('not complete');
    expect(() => normaliseRecoveryKey(`${groups.join('-')}X`)).toThrow('not complete');
  });
});
