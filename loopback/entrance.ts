import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may come in: the holder of a one-time launch token, and from then on of the cookie it was exchanged for.
 * Only digests are kept, so neither can be read out of a memory dump or a log.
 */
export interface Entrance {
  /** A token for one entry within `launchMinutes`. */
  issueToken(): string;
  /** The cookie value of a new browser session, or undefined when the token is unknown, used or too old. */
  exchange(token: string): string | undefined;
  /** The connection id of the session whose cookie this request carries. */
  connectionOf(request: IncomingMessage): string | undefined;
  readonly cookieName: string;
}

const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
const newSecret = (): string => randomBytes(32).toString('base64url');

function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/**
 * @param port part of the cookie's name: cookies ignore ports, and two Fairdocs on one machine must not overwrite
 *   each other's
 */
export function createEntrance(port: number, launchMinutes = 10, now: () => number = Date.now): Entrance {
  const tokens = new Map<string, number>();
  const sessions = new Map<string, string>();
  const cookieName = `fairdoc-${port}`;

  return {
    cookieName,
    issueToken() {
      const token = newSecret();
      for (const [key, expires] of tokens) if (expires < now()) tokens.delete(key);
      tokens.set(digest(token), now() + launchMinutes * 60_000);
      return token;
    },
    exchange(token) {
      const key = digest(token);
      const expires = tokens.get(key);
      tokens.delete(key);
      if (expires === undefined || expires < now()) return undefined;
      const cookie = newSecret();
      sessions.set(digest(cookie), `loopback-${randomBytes(12).toString('hex')}`);
      return cookie;
    },
    connectionOf(request) {
      const cookie = cookieOf(request, cookieName);
      return cookie === undefined ? undefined : sessions.get(digest(cookie));
    },
  };
}
