import { implement } from '@orpc/server';
import { peopleContract, sessionContract } from '../contract/index.ts';
import {
  addPerson,
  changeOwnPassphrase,
  peopleList,
  resetPassphrase,
  setActive,
  setRoles,
} from './administration.ts';
import type { CallContext, HandlerContext } from './context.ts';
import type { Identity } from './identity.ts';
import { issueRecoveryKey } from './recovery.ts';
import { closeIfUnused, endSession } from './session-life.ts';
import { describeSession, signIn } from './sign-in.ts';

/** `session.*`: reached without a sign-in too, so handlers look the session up by the connection. */
export function implementSession(identity: Identity) {
  const os = implement(sessionContract).$context<CallContext>();
  const { sessions, clock } = identity;
  return os.router({
    me: os.me.handler(({ context }) => {
      const session = sessions.find(context.connectionId);
      return session ? describeSession(identity, session) : null;
    }),
    signIn: os.signIn.handler(({ context, input }) => signIn(identity, context.connectionId, input)),
    lock: os.lock.handler(async ({ context }) => {
      const session = sessions.find(context.connectionId);
      if (session?.state === 'active') await endSession(identity, session, 'locked');
      return {};
    }),
    signOut: os.signOut.handler(async ({ context }) => {
      const session = sessions.find(context.connectionId);
      if (session) await endSession(identity, session, 'signedOut');
      else await closeIfUnused(identity);
      return {};
    }),
    touch: os.touch.handler(({ context }) => {
      sessions.demand(context.connectionId).lastActivity = clock.now();
      return {};
    }),
    changePassphrase: os.changePassphrase.handler(async ({ context, input }) => {
      await changeOwnPassphrase(identity, sessions.demand(context.connectionId), input);
      return {};
    }),
  });
}

/** `people.*` */
export function implementPeople(identity: Identity) {
  const os = implement(peopleContract).$context<HandlerContext>();
  return os.router({
    list: os.list.handler(() => peopleList(identity)),
    roles: os.roles.handler(() => [...identity.roles.definitions]),
    add: os.add.handler(({ context, input }) => addPerson(identity, context.actor, input)),
    setRoles: os.setRoles.handler(({ context, input }) => setRoles(identity, context.actor, input)),
    setActive: os.setActive.handler(({ context, input }) => setActive(identity, context.actor, input)),
    resetPassphrase: os.resetPassphrase.handler(({ context, input }) =>
      resetPassphrase(identity, context.actor, input),
    ),
    issueRecoveryKey: os.issueRecoveryKey.handler(({ context, input }) =>
      issueRecoveryKey(identity, identity.sessions.demand(context.connectionId), context.actor, input),
    ),
  });
}
