import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBroadcast } from './broadcast.ts';
import { canonicalJson, digestOf, type Json } from './canonical.ts';
import { isoTime, manualClock } from './clock.ts';
import { asFairdocError, FairdocError } from './errors.ts';
import { newId } from './ids.ts';

describe('ids', () => {
  test('are UUIDs of version 7 that carry the time and grow strictly, also when the clock steps back', () => {
    const clock = manualClock('2026-03-14T09:00:00Z');
    const first = newId(clock);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16)).toBeGreaterThanOrEqual(clock.now());
    const ids = Array.from({ length: 10_000 }, (_, i) => {
      if (i === 5_000) clock.advance(-3_600_000);
      return newId(clock);
    });
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('canonical JSON', () => {
  // RFC 8785, section 3.2.2 and 3.2.3: numbers in shortest form, keys in order of UTF-16 code units.
  test('follows RFC 8785', () => {
    const value: Json = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
    );
    expect(
      canonicalJson({
        '\u20ac': 1,
        '\r': 2,
        '1': 3,
        '\ud83d\ude00': 4,
        '\u0080': 5,
        '\u00f6': 6,
        '\ufb33': 7,
      }),
    ).toBe('{"\\r":2,"1":3,"\u0080":5,"\u00f6":6,"\u20ac":1,"\ud83d\ude00":4,"\ufb33":7}');
  });

  test('equal values have equal digests whatever the order of their keys, and round-trip', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (object) => {
        const value = object as Json;
        const turned = Object.fromEntries(Object.entries(object).reverse()) as Json;
        expect(digestOf(turned)).toBe(digestOf(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 20_260_314 },
    );
  });

  test('refuses what JSON cannot hold', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow(TypeError);
  });
});

describe('broadcast', () => {
  test('every reader gets every message from its subscription on, and ends when it is closed', async () => {
    const broadcast = createBroadcast<number>();
    broadcast.publish(0);
    const first = broadcast.subscribe();
    broadcast.publish(1);
    const second = broadcast.subscribe();
    broadcast.publish(2);
    broadcast.close();
    expect(await Array.fromAsync(first)).toEqual([1, 2]);
    expect(await Array.fromAsync(second)).toEqual([2]);
  });

  test('a waiting reader wakes for a message and for its abort', async () => {
    const broadcast = createBroadcast<string>();
    const abort = new AbortController();
    const reader = broadcast.subscribe(abort.signal);
    const next = reader.next();
    broadcast.publish('here');
    expect(await next).toEqual({ value: 'here', done: false });
    const last = reader.next();
    abort.abort();
    expect((await last).done).toBe(true);
  });

  test('a waiting reader can be told to return', async () => {
    const reader = createBroadcast<string>().subscribe();
    const next = reader.next();
    await reader.return?.();
    expect((await next).done).toBe(true);
  });

  test('a reader that falls behind loses the oldest messages, never the newest', async () => {
    const broadcast = createBroadcast<number>(3);
    const reader = broadcast.subscribe();
    for (let i = 0; i < 10; i += 1) broadcast.publish(i);
    broadcast.close();
    expect(await Array.fromAsync(reader)).toEqual([7, 8, 9]);
  });
});

describe('errors', () => {
  test('an unexpected error becomes one that says what to do and shows nothing of its text', () => {
    const error = asFairdocError(new Error('SQLITE_CANTOPEN: /home/someone/secret.db'));
    expect(error).toMatchObject({ kind: 'internal', code: 'kernel.unexpected' });
    expect(`${error.message} ${error.next} ${JSON.stringify(error.details)}`).not.toMatch(/SQLITE|secret/);
    expect(error.cause).toBeInstanceOf(Error);
  });

  test('a FairdocError passes unchanged', () => {
    const error = new FairdocError('denied', 'test.denied', 'No.', 'Ask.');
    expect(asFairdocError(error)).toBe(error);
  });
});

test('stored times are ISO 8601 in UTC', () => {
  expect(isoTime(manualClock('2026-03-29T01:30:00+01:00'))).toBe('2026-03-29T00:30:00.000Z');
});
