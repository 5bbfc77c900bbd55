import { createRouterClient } from '@orpc/server';
import { createCore } from '../core/app/index.ts';
import { asFairdocError, FairdocError } from '../core/kernel/errors.ts';
import { createLog } from '../core/kernel/log.ts';
import { parseWorkerOption } from '../hosts/parse-worker.ts';
import { productVersion } from '../hosts/version.ts';
import { type DeviceAnswer, type FromCore, type ToCore, toCoreSchema } from './core-messages.ts';
import type { DeviceKey } from './device-key.ts';
import { portServer } from './serve-port.ts';

/** Entry of the core's own process beside the window. Main starts it, and the page talks to it over ports. */

const main = process.parentPort;
const send = (message: FromCore) => main.postMessage(message);

/** The key store of the device lies with main: asks it there. */
function remoteDevice(): DeviceKey & { answer(message: DeviceAnswer): void } {
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>();
  let lastId = 0;
  let rotated = false;
  const ask = (act: 'seal' | 'unseal', bytes: Uint8Array) => {
    lastId += 1;
    const pending = Promise.withResolvers<Uint8Array>();
    waiting.set(lastId, pending);
    send({ type: 'device', id: lastId, act, bytes });
    return pending.promise;
  };
  return {
    seal: (secret) => ask('seal', secret),
    unseal: (sealed) => ask('unseal', sealed),
    wantsSealingAnew: () => rotated,
    answer({ id, bytes, error, wantsSealingAnew }) {
      rotated = wantsSealingAnew;
      const pending = waiting.get(id);
      waiting.delete(id);
      if (bytes) pending?.resolve(bytes);
      else pending?.reject(refusal(error));
    },
  };
}

/** What can pass is said as it is; anything else means that this is not the device which sealed. */
function refusal(error: DeviceAnswer['error']): Error {
  if (error === null) return new Error('the key store cannot open what was sealed');
  return new FairdocError('unavailable', error.code, error.message, error.next);
}

const device = remoteDevice();
let serving: Promise<{ serve: ReturnType<typeof portServer>; close(): Promise<void> }> | undefined;

/** Whether the workspace is bound to a device already: then it opens with the device's help or not at all. */
async function isBound(workspaceDir: string): Promise<boolean> {
  const core = createCore({ workspaceDir, tickMs: 0 });
  try {
    const client = createRouterClient(core.router, { context: core.context('core-process') });
    return (await client.workspace.state({})).deviceBound;
  } finally {
    await core.close();
  }
}

async function start({ workspaceDir, bindNew }: ToCore & { type: 'start' }) {
  const core = createCore({
    workspaceDir,
    log: createLog('warn'),
    version: productVersion(),
    device: bindNew || (await isBound(workspaceDir)) ? device : undefined,
    ...parseWorkerOption(),
  });
  return { serve: portServer(core), close: () => core.close() };
}

async function close(): Promise<void> {
  const running = await serving?.catch(() => undefined);
  await running?.close();
  process.exit(0);
}

main.on('message', (event) => {
  const message = toCoreSchema.parse(event.data);
  if (message.type === 'deviceAnswer') return device.answer(message);
  if (message.type === 'close') return void close();
  if (message.type === 'start') {
    serving = start(message);
    serving.catch((thrown: unknown) => {
      const { code, message: text, next } = asFairdocError(thrown);
      send({ type: 'failed', error: { code, message: text, next } });
    });
    return;
  }
  const port = event.ports[0];
  if (port) void serving?.then(({ serve }) => serve(port, message.connectionId)).catch(() => port.close());
});
