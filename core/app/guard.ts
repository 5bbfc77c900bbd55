import { isProcedure, os } from '@orpc/server';
import type { Access, Permission, ProcedureMeta } from '../contract/index.ts';
import {
  authoriseSigning,
  type CallContext,
  deniedCall,
  endSession,
  type HandlerContext,
  type Identity,
  type LiveSession,
  rolesOf,
} from '../identity/index.ts';
import { isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import type { Store } from '../store/index.ts';
import { endWith } from './streams.ts';
import { toWireError } from './wire-errors.ts';

/**
 * Stands before every procedure: who is calling, may they, and what leaves. A handler runs only when the access that
 * its procedure declares is met.
 */
export interface Guard {
  /** Calls that hold the store open until they are through. */
  callsInFlight(): number;
  readonly forVisitors: ReturnType<typeof createVisitorGuard>;
  readonly forPeople: ReturnType<typeof createPeopleGuard>;
}

/** Routers whose procedures may be reached without a sign-in. */
const VISITOR_ROUTERS = new Set(['workspace', 'session']);
/** One audit entry for the same refusal in this time: a screen that retries must not fill the log. */
const SAME_DENIAL_MS = 60_000;

const base = os.$context<CallContext>().$meta<ProcedureMeta>({});

interface GuardDeps {
  readonly identity: Identity;
  readonly log: Log;
  /** Told when the last call in flight is through and nobody is signed in any more. */
  readonly onQuiet: () => void;
}

export function createGuard(deps: GuardDeps): Guard {
  let inFlight = 0;
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    inFlight += 1;
    try {
      return await work();
    } finally {
      inFlight -= 1;
      if (inFlight === 0 && deps.identity.sessions.active().length === 0) deps.onQuiet();
    }
  };
  return {
    callsInFlight: () => inFlight,
    forVisitors: createVisitorGuard(deps),
    forPeople: createPeopleGuard(deps, counted),
  };
}

/** For routers that look sessions up themselves. */
function createVisitorGuard({ identity, log }: GuardDeps) {
  return base.middleware(async ({ context, next, procedure, path }) => {
    const name = path.join('.');
    try {
      const session = identity.sessions.find(context.connectionId);
      if (session) await lockWhenIdle(identity, session);
      if (accessOf(procedure) !== 'anyone') admit(identity, context, name, accessOf(procedure));
      return await next();
    } catch (thrown) {
      throw toWireError(thrown, log, name);
    }
  });
}

/** For everything behind the sign-in: supplies the handler's context. */
function createPeopleGuard({ identity, log }: GuardDeps, counted: <T>(work: () => Promise<T>) => Promise<T>) {
  return base.middleware(async ({ context, next, procedure, path }) => {
    const name = path.join('.');
    try {
      const session = identity.sessions.find(context.connectionId);
      if (session) await lockWhenIdle(identity, session);
      const admitted = admit(identity, context, name, accessOf(procedure));
      const result = await counted(async () => next({ context: admitted.context }));
      const onError = (thrown: unknown) => toWireError(thrown, log, name);
      return { ...result, output: endWith(result.output, admitted.session.ended.signal, onError) };
    } catch (thrown) {
      throw toWireError(thrown, log, name);
    }
  });
}

async function lockWhenIdle(identity: Identity, session: LiveSession): Promise<void> {
  const store = identity.custody.current()?.store;
  if (session.state !== 'active' || !store) return;
  const idle = identity.clock.now() - session.lastActivity;
  if (idle >= identity.idleMinutes(store) * 60_000) await endSession(identity, session, 'idle');
}

/** The session and context of a call that is allowed. Throws `unauthenticated` or `denied`. */
function admit(
  identity: Identity,
  call: CallContext,
  procedure: string,
  access: Access,
): { session: LiveSession; context: HandlerContext } {
  const session = identity.sessions.demand(call.connectionId);
  const { store } = identity.custody.demand();
  const roles = store.read((db) => rolesOf(db, session.userId));
  const permissions = identity.roles.permissionsOf(roles);
  if (access === 'anyone' || (access !== 'signedIn' && !permissions.has(access))) {
    noteDenial(identity, store, session, procedure, access);
    throw new FairdocError(
      'denied',
      'app.notAllowed',
      'Your role does not include this.',
      'Ask an administrator if you need it for your work.',
      { details: { needed: access } },
    );
  }
  const { id, userId, loginName, fullName } = session;
  const context: HandlerContext = {
    connectionId: call.connectionId,
    session: { id, userId, loginName, fullName, roles, permissions },
    actor: { userId, name: fullName },
    store,
    authoriseSigning: (signing) => authoriseSigning(identity, session, signing),
  };
  return { session, context };
}

const lastDenials = new WeakMap<LiveSession, Map<string, number>>();

function noteDenial(
  identity: Identity,
  store: Store,
  session: LiveSession,
  procedure: string,
  needed: Permission | 'anyone',
): void {
  const now = identity.clock.now();
  const last = lastDenials.get(session) ?? new Map<string, number>();
  lastDenials.set(session, last);
  if (now - (last.get(procedure) ?? Number.NEGATIVE_INFINITY) < SAME_DENIAL_MS) return;
  last.set(procedure, now);
  const row = {
    id: newId(identity.clock),
    userId: session.userId,
    procedure,
    needed,
    at: isoTime(identity.clock),
  };
  const actor = { userId: session.userId, name: session.fullName };
  store.change({ actor, action: 'access.denied' }, (tx) => tx.insert(deniedCall).values(row).run());
}

function accessOf(procedure: { '~orpc': { meta: ProcedureMeta } }): Access {
  const { access } = procedure['~orpc'].meta;
  if (access === undefined) throw new Error('a procedure without access was called');
  return access;
}

/**
 * Refuses to start with a procedure that does not declare who may call it, or with one behind the sign-in that
 * declares `anyone`.
 */
export function demandAccessEverywhere(router: object, path: readonly string[] = []): void {
  for (const [key, item] of Object.entries(router)) {
    const here = [...path, key];
    if (!isProcedure(item)) {
      if (typeof item === 'object' && item !== null) demandAccessEverywhere(item, here);
      continue;
    }
    const { access }: ProcedureMeta = item['~orpc'].meta;
    if (access === undefined) throw new Error(`${here.join('.')} does not declare who may call it`);
    if (access === 'anyone' && !VISITOR_ROUTERS.has(here[0] ?? '')) {
      throw new Error(`${here.join('.')} works on the record and may not be open to anyone`);
    }
  }
}
