import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Core } from '../core/app/index.ts';
import { FILE_LIMIT_MIB } from '../core/contract/common.ts';
import { FairdocError } from '../core/kernel/errors.ts';
import { createEntrance, type Entrance } from './entrance.ts';
import { checkOrigin, notLetIn } from './guard.ts';
import { answer, refuseUpgrade } from './http.ts';
import { lineOf } from './line.ts';

export interface LoopbackOptions {
  readonly core: Pick<Core, 'router' | 'context'>;
  /** Folder of the built page. */
  readonly page: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
}

export interface LoopbackHost {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** The address to open, with a token in its fragment that works once. */
  launchUrl(): string;
  /** With it a second start on this machine asks for a launch address. */
  readonly controlSecret: string;
  /** Tells open pages, waits for answers under way, and lets go of the port. */
  close(): Promise<void>;
}

/** The largest message: a backup to be restored, with room for its envelope. A larger one closes with 1009. */
const MESSAGE_LIMIT = (FILE_LIMIT_MIB.backup + 1) * 1_048_576;
const HEARTBEAT_MS = 30_000;
const CLOSING_MS = 2_000;

/** Short limits for everything before the WebSocket: one client that dribbles its headers holds nothing up. */
function createHttpServer(): Server {
  const server = createServer({
    headersTimeout: 5_000,
    requestTimeout: 15_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 16_384,
  });
  server.maxConnections = 128;
  return server;
}

/** Ends a connection whose other side has gone without saying so, for instance a laptop that went to sleep. */
function keepAlive(socket: WebSocket): void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, HEARTBEAT_MS);
  timer.unref();
  socket.on('close', () => clearInterval(timer));
}

function sameSecret(given: string | undefined, secret: string): boolean {
  const a = Buffer.from(given ?? '');
  const b = Buffer.from(`Bearer ${secret}`);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The connection id under which a WebSocket may be opened, or why not. */
function connectionAllowed(
  request: IncomingMessage,
  port: number,
  entrance: Entrance,
): string | FairdocError {
  const refused = checkOrigin(request, port);
  if (refused) return refused;
  return (request.url === '/rpc' && entrance.connectionOf(request)) || notLetIn();
}

async function closeServer(server: Server, sockets: WebSocketServer): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets.clients) socket.close(1001, 'Fairdoc has been closed');
  const force = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
  }, CLOSING_MS);
  server.closeIdleConnections();
  await closed;
  clearTimeout(force);
}

/**
 * Serves the page and the contract to browsers of this machine: on 127.0.0.1 alone, to whoever was given a launch
 * address. All browser windows of one cookie share a connection id, so a reload keeps the session.
 */
export async function startLoopback(options: LoopbackOptions): Promise<LoopbackHost> {
  const server = createHttpServer();
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  const entrance = createEntrance(port);
  const controlSecret = randomBytes(32).toString('base64url');
  const launchUrl = () => `${origin}/#token=${entrance.issueToken()}`;
  const launch = (authorization: string | undefined) =>
    sameSecret(authorization, controlSecret) ? launchUrl() : undefined;

  server.on('request', (request, response) => {
    void answer(request, response, { port, entrance, page: options.page, launch });
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT,
    perMessageDeflate: false,
  });
  const rpc = new RPCHandler(options.core.router);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const connectionId = connectionAllowed(request, port, entrance);
    if (connectionId instanceof FairdocError) return refuseUpgrade(socket, connectionId);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      // `ws` itself closes with the code that fits, 1009 for a message that is too large.
      ws.on('error', () => undefined);
      keepAlive(ws);
      void rpc.upgrade(lineOf(ws), { context: options.core.context(connectionId) });
    });
  });
  return { port, origin, launchUrl, controlSecret, close: () => closeServer(server, sockets) };
}
