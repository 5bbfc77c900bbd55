import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ManualClock, manualClock } from '../kernel/clock.ts';
import { isFairdocError } from '../kernel/errors.ts';
import {
  type AttemptGate,
  type AttemptSubject,
  MAX_FAILURES,
  MAX_TRIES,
  openAttempts,
  waitAfter,
} from './attempts.ts';

const SEED = 20_261_121;
const person = { userId: '01a1fbbf-853a-716a-9ed6-3188696f7c49' };
let folder: string;
let clock: ManualClock;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fairdoc-attempts-'));
  clock = manualClock();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** `checked` when the gate let the try through, else the code of its refusal. The try is a wrong one. */
function tryWrong(gate: AttemptGate, subject: AttemptSubject = person): string {
  try {
    gate.begin(subject);
  } catch (thrown) {
    if (isFairdocError(thrown)) return thrown.code;
    throw thrown;
  }
  gate.fail(subject);
  return 'checked';
}

test('the wait grows from the third wrong try and never exceeds five minutes', () => {
  expect([0, 1, 2, 3, 4, 5, 9, 10, 40].map(waitAfter)).toEqual([0, 0, 0, 2, 4, 8, 128, 256, 300]);
});

test('with all the patience in the world, ten wrong tries lock the login', () => {
  const gate = openAttempts(folder, clock);
  const outcomes = Array.from({ length: 12 }, () => {
    clock.advance(86_400_000);
    return tryWrong(gate);
  });
  expect(outcomes).toEqual([
    ...Array(MAX_FAILURES).fill('checked'),
    'identity.lockedOut',
    'identity.lockedOut',
  ]);
  expect(gate.isLockedOut(person.userId)).toBe(true);
});

test('a lock-out survives a restart and is lifted only by being cleared', () => {
  const before = openAttempts(folder, clock);
  for (let n = 0; n < MAX_TRIES + 1; n += 1) tryWrong(before);
  const after = openAttempts(folder, clock);
  clock.advance(365 * 86_400_000);
  expect(tryWrong(after)).toBe('identity.lockedOut');
  after.clear(person.userId);
  expect(tryWrong(after)).toBe('checked');
});

test('ending the program during the check does not give a free try', () => {
  for (let n = 0; n < MAX_FAILURES; n += 1) {
    clock.advance(600_000);
    openAttempts(folder, clock).begin(person);
  }
  expect(tryWrong(openAttempts(folder, clock))).toBe('identity.lockedOut');
});

test('the recovery key and unknown names are slowed down, never locked', () => {
  const gate = openAttempts(folder, clock);
  for (const subject of ['recovery', 'unknown'] as const) {
    for (let n = 0; n < 200; n += 1) tryWrong(gate, subject);
    clock.advance(301_000);
    expect(tryWrong(gate, subject)).toBe('checked');
  }
});

test('setting the wall clock back does not lengthen a wait', () => {
  const gate = openAttempts(folder, clock);
  for (let n = 0; n < 3; n += 1) tryWrong(gate);
  clock.advance(-365 * 86_400_000);
  expect(tryWrong(gate)).toBe('identity.tooSoon');
  clock.advance(3_000);
  expect(tryWrong(gate)).toBe('identity.tooSoon');
});

test('the file holds ids, counts and times only', () => {
  const gate = openAttempts(folder, clock);
  tryWrong(gate);
  tryWrong(gate, 'unknown');
  const text = readFileSync(path.join(folder, 'attempts.json'), 'utf8');
  expect(text.replaceAll(/"[a-zA-Z]+":|[0-9a-f]{8}-[0-9a-f-]{27}|[\d{}[\]",:]|unknown|true|false/g, '')).toBe(
    '',
  );
});

test('whatever the order of tries, no more than ten in a row are ever checked, and every wrong one is kept for the log', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant('wrong'), fc.constant('restart'), fc.integer({ min: 0, max: 700 })), {
        maxLength: 120,
      }),
      (steps) => {
        rmSync(path.join(folder, 'attempts.json'), { force: true });
        let gate = openAttempts(folder, clock);
        let checked = 0;
        let refused = 0;
        for (const step of steps) {
          if (step === 'restart') gate = openAttempts(folder, clock);
          else if (typeof step === 'number') clock.advance(step * 1_000);
          else if (tryWrong(gate) === 'checked') checked += 1;
          else refused += 1;
        }
        expect(checked).toBeLessThanOrEqual(MAX_FAILURES);
        const kept = gate.unlogged();
        expect(kept.reduce((sum, entry) => sum + entry.failures, 0)).toBe(checked);
        expect(kept.reduce((sum, entry) => sum + entry.refused, 0)).toBe(refused);
      },
    ),
    { seed: SEED, numRuns: 40 },
  );
});
