import { existsSync, mkdirSync } from 'node:fs';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import {
  type DataKey,
  type DeviceBinding,
  type KdfStrength,
  type Migration,
  openStore,
  type Store,
} from '../store/index.ts';
import { type AttemptGate, openAttempts } from './attempts.ts';
import { provideSigningKey } from './signatures.ts';

/**
 * Holds the workspace while somebody is signed in: the open store and the data key. Opens with the first sign-in,
 * closes and wipes the key when nobody is left and nothing runs.
 */
export interface OpenWorkspace {
  readonly store: Store;
  readonly dataKey: DataKey;
}

export interface CustodyOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly migrations: readonly Migration[];
  readonly device: DeviceBinding | undefined;
  /** Lower strength for tests; the floor of the store still holds. */
  readonly kdf: KdfStrength | undefined;
  /** Called with every store before anything else uses it, and before it closes. */
  readonly onOpened: (store: Store) => void | Promise<void>;
  readonly onClosing: (store: Store) => void | Promise<void>;
}

export interface Custody {
  readonly options: CustodyOptions;
  readonly attempts: AttemptGate;
  current(): OpenWorkspace | undefined;
  /** Throws `identity.workspaceLocked` when the store is closed. */
  demand(): OpenWorkspace;
  /** Opens the store with this key, or takes over a store that was just created. Ownership of the key passes. */
  open(dataKey: DataKey, created?: Store): Promise<OpenWorkspace>;
  close(): Promise<void>;
  /** Runs one step at a time: sign-in, closing, creation and restoring must not interleave. */
  serially<T>(work: () => Promise<T>): Promise<T>;
}

export function createCustody(options: CustodyOptions): Custody {
  let open: OpenWorkspace | undefined;
  let gate: AttemptGate | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  return {
    options,
    get attempts() {
      if (!gate) {
        if (!existsSync(options.folder)) mkdirSync(options.folder, { recursive: true, mode: 0o700 });
        gate = openAttempts(options.folder, options.clock);
      }
      return gate;
    },
    current: () => open,
    demand() {
      if (open) return open;
      throw new FairdocError(
        'unauthenticated',
        'identity.workspaceLocked',
        'The workspace is locked.',
        'Sign in to open it.',
      );
    },
    async open(dataKey, created) {
      if (open) {
        dataKey.destroy();
        return open;
      }
      const { folder, clock, log, migrations } = options;
      let store: Store;
      try {
        store = created ?? (await openStore(folder, dataKey, { clock, log, migrations }));
      } catch (thrown) {
        dataKey.destroy();
        throw thrown;
      }
      const opened = { store, dataKey };
      provideSigningKey(store, dataKey.derive('signature'));
      try {
        await options.onOpened(store);
      } catch (thrown) {
        await store.close();
        dataKey.destroy();
        throw thrown;
      }
      open = opened;
      log.info({ at: isoTime(clock) }, 'workspace opened');
      return opened;
    },
    async close() {
      if (!open) return;
      const { store, dataKey } = open;
      open = undefined;
      try {
        await options.onClosing(store);
      } finally {
        await store.close();
        dataKey.destroy();
        options.log.info({ at: isoTime(options.clock) }, 'workspace closed');
      }
    },
    serially(work) {
      const result = queue.then(work, work);
      queue = result.catch(() => undefined);
      return result;
    },
  };
}
