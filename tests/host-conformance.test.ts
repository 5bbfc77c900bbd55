import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { CoreRouter } from '../core/app/index.ts';
import { errorDataSchema, verificationSchema } from '../core/contract/index.ts';
import { portServer } from '../electron/serve-port.ts';
import { enter, startTestHost, type TestHost } from './support/loopback.ts';

/**
 * The same calls of the contract over every transport that a host uses: in-process as the command line does, over a
 * MessagePort as the desktop does, over a WebSocket as the browser does. What differs is only how a client is made.
 */

type Client = RouterClient<CoreRouter>;
interface Connected {
  readonly client: Client;
  close(): void;
}

const PERSON = { loginName: 'ada', fullName: 'Ada Łukasiewicz 🩺', passphrase: 'correct horse battery' };

const TRANSPORTS: Readonly<Record<string, (running: TestHost) => Promise<Connected>>> = {
  async 'in-process'({ core }) {
    return {
      client: createRouterClient(core.router, { context: core.context('in-process') }),
      close: () => undefined,
    };
  },
  async MessagePort({ core }) {
    const { port1, port2 } = new MessageChannel();
    portServer(core)(port1, 'message-port');
    const client: Client = createORPCClient(new MessagePortLink({ port: port2 }));
    port2.start();
    return { client, close: () => port2.close() };
  },
  async WebSocket({ host }) {
    const headers = { origin: host.origin, cookie: await enter(host) };
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers });
    socket.binaryType = 'arraybuffer';
    await new Promise((resolve) => socket.once('open', resolve));
    // The type of Node's `ws` and that of the browser differ in name only where the link uses it.
    const websocket = socket as unknown as globalThis.WebSocket;
    const client: Client = createORPCClient(new WebSocketLink({ websocket }));
    return { client, close: () => socket.close() };
  },
};

/** What a call was refused with, as far as it must be the same everywhere. */
async function refusalOf(call: Promise<unknown>) {
  const thrown = await call.then(
    () => new Error('the call was not refused'),
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof ORPCError)) throw thrown;
  const { kind, code, next, details } = errorDataSchema.parse(thrown.data);
  return { wire: thrown.code, message: thrown.message, kind, code, next, details };
}

describe.each(Object.keys(TRANSPORTS))('over %s', (name) => {
  let running: TestHost;
  let line: Connected;
  let other: Connected;

  beforeAll(async () => {
    running = await startTestHost();
    line = await (TRANSPORTS[name] ?? fail)(running);
    other = await (TRANSPORTS['in-process'] ?? fail)({
      ...running,
      core: { ...running.core, context: () => running.core.context('another-connection') },
    });
  });
  afterAll(async () => {
    line.close();
    await running.close();
  });

  test('[URS-HST-04] a workspace is created, and the caller is signed in on this connection alone', async () => {
    expect(await line.client.workspace.state({})).toMatchObject({
      state: 'absent',
      name: null,
      loginNames: [],
    });
    const { recoveryKey } = await line.client.workspace.create({
      name: 'Côte d’Azur – A&E',
      administrator: PERSON,
    });
    expect(recoveryKey.length).toBeGreaterThan(20);
    expect(await line.client.workspace.state({})).toMatchObject({ state: 'open', name: 'Côte d’Azur – A&E' });
    expect(await line.client.session.me({})).toMatchObject({ loginName: 'ada', fullName: PERSON.fullName });
    expect(await other.client.session.me({})).toBeNull();
  });

  test('[URS-HST-04] a refusal says the same: its kind, code, words and what to do next', async () => {
    const wrong = { loginName: 'ada', passphrase: 'not the passphrase' };
    expect(await refusalOf(line.client.session.signIn(wrong))).toMatchObject({
      wire: 'FAIRDOC',
      kind: expect.stringMatching(/denied|unauthenticated|invalid/),
      code: expect.stringMatching(/^\w+(\.\w+)+$/),
      next: expect.stringMatching(/\.$/),
    });
  });

  test('[URS-HST-04] input that does not fit is refused with the names of its fields', async () => {
    const administrator = { ...PERSON, loginName: 'Not A Login Name', passphrase: 'short' };
    const refusal = await refusalOf(line.client.workspace.create({ name: '', administrator }));
    expect(refusal).toMatchObject({ wire: 'FAIRDOC', kind: 'invalid' });
    expect(refusal.details.fields).toEqual(['name', 'administrator.loginName', 'administrator.passphrase']);
  });

  test('[URS-HST-04] a call that needs a sign-in is refused without one', async () => {
    const before = await line.client.session.me({});
    if (before === null) await line.client.session.signIn(PERSON);
    await line.client.session.signOut({});
    expect(await refusalOf(line.client.people.list({}))).toMatchObject({ kind: 'unauthenticated' });
    expect(await line.client.session.signIn(PERSON)).toMatchObject({ loginName: 'ada', state: 'active' });
    expect(await line.client.people.list({})).toHaveLength(1);
  });

  test('[URS-HST-04] many calls at once are each answered with their own answer', async () => {
    const calls = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0
        ? line.client.session.me({}).then((me) => me?.loginName)
        : line.client.workspace.state({}).then((state) => state.state),
    );
    expect(await Promise.all(calls)).toEqual(calls.map((_, index) => (index % 2 === 0 ? 'ada' : 'open')));
  });

  test('[URS-HST-04] a document goes in and comes back byte for byte', async () => {
    const bytes = new TextEncoder().encode(
      'Referral: 54-year-old, chest pain since 06:00 – “tight”.\n'.repeat(5_000),
    );
    const { patientId } = await line.client.clinic.takeIn({
      patient: { details: { sex: 'female', family: 'Brontë' } },
      narrative: 'Chest pain since this morning',
      vitals: { heartRate: 96 },
      attachments: [new File([bytes], 'Überweisung.txt', { type: 'text/plain' })],
    });
    const { attachments, patient } = await line.client.clinic.patient({ patientId });
    expect(patient.family).toBe('Brontë');
    expect(attachments).toMatchObject([{ name: 'Überweisung.txt', size: bytes.byteLength }]);
    const { content } = await line.client.clinic.attachment({ attachmentId: attachments[0]?.id ?? '' });
    expect(Buffer.from(await content.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('[URS-HST-04] a job is followed step by step to its result', async () => {
    const { jobId } = await line.client.record.verify({});
    const states: string[] = [];
    for await (const job of await line.client.ops.watchJob({ jobId })) {
      states.push(job.state);
      if (job.state === 'done') expect(verificationSchema.parse(job.result)).toMatchObject({ intact: true });
    }
    expect(states.at(-1)).toBe('done');
  });

  test('[URS-HST-04] a change that another connection makes arrives on the live stream, which then can be left', async () => {
    await other.client.session.signIn(PERSON);
    const live = await line.client.ops.live({});
    const next = live.next();
    const changes = { idleMinutes: 17 };
    await other.client.ops.updateSettings({ changes, reason: 'A longer walk to the bedside' });
    expect((await next).value).toMatchObject({ topics: expect.arrayContaining(['settings']) });
    await live.return?.(undefined);
    expect(await line.client.ops.settings({})).toMatchObject(changes);
  });
});

describe('one core over all of them', () => {
  test('[URS-HST-04] refuses the same calls in the same words', async () => {
    const running = await startTestHost();
    const refused = await Promise.all(
      Object.values(TRANSPORTS).map(async (connect) => {
        const { client, close } = await connect(running);
        const refusals = [
          await refusalOf(
            client.session.signIn({ loginName: 'nobody', passphrase: 'nothing that is right' }),
          ),
          await refusalOf(client.triage.queue({})),
          await refusalOf(client.clinic.patient({ patientId: 'not an id' })),
          await refusalOf(client.triage.preview({ id: '' })),
          await refusalOf(client.workspace.recover({ recoveryKey: 'x', loginName: 'a', passphrase: '' })),
        ];
        close();
        return refusals;
      }),
    );
    await running.close();
    const [inProcess, ...others] = refused;
    for (const refusals of others) expect(refusals).toEqual(inProcess);
  });
});

function fail(): never {
  throw new Error('no such transport');
}
