import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import { FairdocError } from '../core/kernel/errors.ts';
import { type DeviceAnswer, fromCoreSchema, type ToCore } from './core-messages.ts';
import type { DeviceKey } from './device-key.ts';

export interface CoreBridgeOptions {
  /** The built core process. */
  readonly modulePath: string;
  readonly workspaceDir: string;
  readonly device: DeviceKey;
  /** Whether a workspace that is created now is bound to this device. */
  readonly bindNew: boolean;
  /** The core could not start: there is nothing to show but this. */
  readonly onFailure: (error: { message: string; next: string; code: string }) => void;
}

/** The core's process as main sees it: started when first needed, started anew after a crash. */
export interface CoreBridge {
  /** Gives `contents` a port to the core; calls on it never pass through main. */
  connect(contents: WebContents, connectionId: string): void;
  /** Lets the core finish and close the workspace. Resolves when its process has ended, at most after 10 s. */
  close(): Promise<void>;
}

const CLOSING_MS = 10_000;

async function answerDevice(core: UtilityProcess, device: DeviceKey, raw: unknown): Promise<void> {
  const message = fromCoreSchema.parse(raw);
  if (message.type !== 'device') return;
  const reply = (answer: Pick<DeviceAnswer, 'bytes' | 'error'>) => {
    const wantsSealingAnew = device.wantsSealingAnew();
    core.postMessage({ type: 'deviceAnswer', id: message.id, wantsSealingAnew, ...answer } satisfies ToCore);
  };
  try {
    reply({ bytes: await device[message.act](message.bytes), error: null });
  } catch (thrown) {
    reply({ bytes: null, error: thrown instanceof FairdocError ? sayable(thrown) : null });
  }
}

const sayable = ({ code, message, next }: FairdocError) => ({ code, message, next });

export function createCoreBridge(options: CoreBridgeOptions): CoreBridge {
  let core: UtilityProcess | undefined;

  function start(): UtilityProcess {
    const child = utilityProcess.fork(options.modulePath, [], {
      serviceName: 'Fairdoc core',
      stdio: 'inherit',
    });
    child.on('message', (raw: unknown) => {
      const message = fromCoreSchema.safeParse(raw);
      if (message.data?.type === 'failed') options.onFailure(message.data.error);
      else void answerDevice(child, options.device, raw);
    });
    child.once('exit', () => {
      if (core === child) core = undefined;
    });
    const { workspaceDir, bindNew } = options;
    child.postMessage({ type: 'start', workspaceDir, bindNew } satisfies ToCore);
    return child;
  }

  return {
    connect(contents, connectionId) {
      core ??= start();
      const { port1, port2 } = new MessageChannelMain();
      core.postMessage({ type: 'connect', connectionId } satisfies ToCore, [port1]);
      contents.postMessage('fairdoc:port', null, [port2]);
    },
    async close() {
      const child = core;
      if (!child) return;
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => child.kill(), CLOSING_MS);
        child.once('exit', () => {
          clearTimeout(force);
          resolve();
        });
        child.postMessage({ type: 'close' } satisfies ToCore);
      });
    },
  };
}
