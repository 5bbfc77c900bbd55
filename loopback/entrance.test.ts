import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createEntrance } from './entrance.ts';

const carrying = (cookie: string) => ({ headers: { cookie } }) as unknown as IncomingMessage;

describe('a launch token', () => {
  test('lets one browser in, once', () => {
    const entrance = createEntrance(4000);
    const token = entrance.issueToken();
    const cookie = entrance.exchange(token);
    expect(entrance.connectionOf(carrying(`${entrance.cookieName}=${cookie}`))).toMatch(/^loopback-/);
    expect(entrance.exchange(token)).toBeUndefined();
  });

  test('is good for ten minutes', () => {
    let now = 0;
    const entrance = createEntrance(4000, 10, () => now);
    const [early, late] = [entrance.issueToken(), entrance.issueToken()];
    now = 10 * 60_000;
    expect(entrance.exchange(early)).toBeDefined();
    now += 1;
    expect(entrance.exchange(late)).toBeUndefined();
  });
});

describe('the cookie', () => {
  test('is found among others, and two browsers have connections of their own', () => {
    const entrance = createEntrance(4000);
    const connect = () => {
      const cookie = entrance.exchange(entrance.issueToken());
      return entrance.connectionOf(carrying(`theme=dark; ${entrance.cookieName}=${cookie}; fairdoc-1=x`));
    };
    const [first, second] = [connect(), connect()];
    expect(first).toBeDefined();
    expect(first).not.toBe(second);
  });

  test.each(['', 'fairdoc-4000', 'fairdoc-4000=', 'fairdoc-4000=guess', 'xfairdoc-4000=guess'])(
    'is not there in "%s"',
    (cookie) => {
      expect(createEntrance(4000).connectionOf(carrying(cookie))).toBeUndefined();
    },
  );
});
