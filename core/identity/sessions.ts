import { FairdocError } from '../kernel/errors.ts';

/**
 * Who is signed in on which connection. Sessions live in memory only: ending the process signs everybody out. What
 * the audit trail keeps of them (start, end, how) is written by `sign-in.ts`.
 */
export interface LiveSession {
  readonly id: string;
  readonly connectionId: string;
  readonly userId: string;
  readonly loginName: string;
  readonly fullName: string;
  state: 'active' | 'locked';
  /** Milliseconds since the epoch, by the core's clock. */
  lastActivity: number;
  /** A first signature takes the login name and the passphrase, later ones the passphrase (21 CFR 11.200). */
  hasSigned: boolean;
  /** Aborts when the session locks or ends, so that everything it follows stops. */
  readonly ended: AbortController;
}

export interface Sessions {
  /** The session of a connection, also a locked one. */
  find(connectionId: string): LiveSession | undefined;
  /** The session of a connection; throws `identity.notSignedIn` or `identity.locked` unless it is active. */
  demand(connectionId: string): LiveSession;
  /** Takes the place of an earlier session of the same connection. */
  start(session: Omit<LiveSession, 'state' | 'hasSigned' | 'ended'>): LiveSession;
  lock(session: LiveSession): void;
  end(session: LiveSession): void;
  active(): LiveSession[];
  ofUser(userId: string): LiveSession[];
  /** Active sessions without a sign of life for this long. */
  idle(now: number, minutes: number): LiveSession[];
}

export function createSessions(): Sessions {
  const byConnection = new Map<string, LiveSession>();
  const all = () => [...byConnection.values()];

  const end = (session: LiveSession) => {
    if (byConnection.get(session.connectionId) === session) byConnection.delete(session.connectionId);
    session.ended.abort();
  };

  return {
    find: (connectionId) => byConnection.get(connectionId),
    demand(connectionId) {
      const session = byConnection.get(connectionId);
      if (!session) {
        throw new FairdocError(
          'unauthenticated',
          'identity.notSignedIn',
          'Nobody is signed in here.',
          'Sign in and try again.',
        );
      }
      if (session.state === 'locked') {
        throw new FairdocError(
          'unauthenticated',
          'identity.locked',
          'This session is locked.',
          'Sign in again to go on where you were.',
        );
      }
      return session;
    },
    start(fields) {
      const earlier = byConnection.get(fields.connectionId);
      if (earlier) end(earlier);
      const session: LiveSession = {
        ...fields,
        state: 'active',
        hasSigned: false,
        ended: new AbortController(),
      };
      byConnection.set(fields.connectionId, session);
      return session;
    },
    lock(session) {
      session.state = 'locked';
      session.hasSigned = false;
      session.ended.abort();
    },
    end,
    active: () => all().filter((session) => session.state === 'active'),
    ofUser: (userId) => all().filter((session) => session.userId === userId),
    idle: (now, minutes) =>
      all().filter((session) => session.state === 'active' && now - session.lastActivity >= minutes * 60_000),
  };
}
