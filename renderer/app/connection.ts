import type { ClientLink } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { exchangeLaunchToken, isHostThere } from './launch.ts';

/**
 * The line to the core: a MessagePort handed over by the desktop shell, or a WebSocket of the loopback host.
 * A lost line is taken up again by itself; calls made meanwhile wait for it.
 */

/** `refused`: the host does not know this browser (no launch token, no cookie); only a new start helps. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

type Link = ClientLink<Record<never, never>>;

interface Line {
  link: Link;
  closed: Promise<void>;
}

declare global {
  interface Window {
    /** Present in the desktop shell only; see electron/preload.ts. The port arrives as a window message. */
    fairdoc?: { connect(): void };
  }
}

const PORT_MESSAGE = 'fairdoc:port';
const RETRY_MS = [250, 500, 1_000, 2_000, 4_000];
const OPEN_TIMEOUT_MS = 10_000;

export interface Connection {
  /** Starts connecting. Call once. */
  start(): void;
  /** The link of the open line; waits while there is none. */
  link(): Promise<Link>;
  state(): ConnectionState;
  subscribe(listener: () => void): () => void;
}

export function createConnection(): Connection {
  const listeners = new Set<() => void>();
  let state: ConnectionState = 'connecting';
  let current = Promise.withResolvers<Link>();

  const enter = (next: ConnectionState) => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };

  const run = async () => {
    for (let attempt = 0; ; attempt += 1) {
      const line = await openLine().catch(() => null);
      if (line === 'refused') return enter('refused');
      if (line !== null) {
        current.resolve(line.link);
        enter('open');
        attempt = 0;
        await line.closed;
        current = Promise.withResolvers<Link>();
        enter('lost');
      }
      await delay(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 4_000);
    }
  };

  return {
    start: () => void run(),
    link: () => current.promise,
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function openLine(): Promise<Line | 'refused' | null> {
  const shell = window.fairdoc;
  if (shell !== undefined) return openPort(shell);
  await exchangeLaunchToken();
  return (await openSocket()) ?? ((await isHostThere()) ? 'refused' : null);
}

function openPort(shell: { connect(): void }): Promise<Line> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      window.removeEventListener('message', receive);
      reject(new Error('The desktop shell handed over no port.'));
    }, OPEN_TIMEOUT_MS);
    const receive = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
      clearTimeout(timer);
      window.removeEventListener('message', receive);
      const closed = new Promise<void>((done) => port.addEventListener('close', () => done()));
      const link = new MessagePortLink({ port });
      port.start();
      resolve({ link, closed });
    };
    window.addEventListener('message', receive);
    shell.connect();
  });
}

/** Null when the host does not take up the line. */
function openSocket(): Promise<Line | null> {
  const url = new URL('/rpc', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const closed = new Promise<void>((done) => socket.addEventListener('close', () => done()));
  return new Promise((resolve) => {
    socket.addEventListener('open', () =>
      resolve({ link: new WebSocketLink({ websocket: socket }), closed }),
    );
    socket.addEventListener('error', () => resolve(null));
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
