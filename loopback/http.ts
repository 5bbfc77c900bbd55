import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { asFairdocError, FairdocError } from '../core/kernel/errors.ts';
import { securityHeaders } from '../hosts/headers.ts';
import { respondWithPage } from '../hosts/page.ts';
import type { Entrance } from './entrance.ts';
import { checkOrigin, notLetIn, statusOf, tokenRefused } from './guard.ts';

/** What a request may send: a token, and nothing near this size. */
const BODY_LIMIT = 4_096;
const launchSchema = z.object({ token: z.string().max(200) });

export interface PageServer {
  readonly port: number;
  readonly entrance: Entrance;
  /** Folder of the built page. */
  readonly page: string;
  /** Answers whoever holds the control secret with a new launch address. */
  readonly launch: (authorization: string | undefined) => string | undefined;
}

const errorBody = ({ code, message, next }: FairdocError): string =>
  JSON.stringify({ error: { code, message, next } });

function sendJson(response: ServerResponse, status: number, body: string, headers = {}): void {
  response.writeHead(status, {
    ...securityHeaders(),
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
}

/** Refuses an upgrade before it becomes a WebSocket: the same typed error, by hand on the bare socket. */
export function refuseUpgrade(socket: Duplex, error: FairdocError): void {
  const body = errorBody(error);
  const headers = Object.entries({
    ...securityHeaders(),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  const lines = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  socket.end(`HTTP/1.1 ${statusOf(error)} Refused\r\n${lines}\r\n\r\n${body}`);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.length;
    if (size > BODY_LIMIT) {
      throw new FairdocError(
        'limited',
        'loopback.tooLarge',
        'The request is too large.',
        'Reload the page and try again.',
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseLaunch(body: string): string {
  try {
    return launchSchema.parse(JSON.parse(body)).token;
  } catch {
    throw tokenRefused();
  }
}

/**
 * Exchanges a launch token for the cookie. A browser that has a good cookie keeps it, and with it whoever is signed
 * in: a second launch address opens a second window of the same session.
 */
async function openSession(
  request: IncomingMessage,
  response: ServerResponse,
  server: PageServer,
): Promise<void> {
  const { entrance } = server;
  const cookie = entrance.exchange(parseLaunch(await readBody(request)));
  if (cookie === undefined) throw tokenRefused();
  const known = entrance.connectionOf(request) !== undefined;
  const setCookie = { 'set-cookie': `${entrance.cookieName}=${cookie}; Path=/; HttpOnly; SameSite=Strict` };
  sendJson(response, 200, '{"ok":true}', known ? {} : setCookie);
}

async function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  server: PageServer,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { status, headers, body } = await respondWithPage(server.page, pathname);
  response.writeHead(status, { ...headers, 'content-length': body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function methodNotAllowed(): FairdocError {
  return new FairdocError(
    'invalid',
    'loopback.method',
    'This address does not take such a request.',
    'Open Fairdoc with the address that it printed when it started.',
  );
}

async function route(request: IncomingMessage, response: ServerResponse, server: PageServer): Promise<void> {
  if (request.method === 'POST' && request.url === '/launch') {
    // A second start on this machine, not a page: it has no Origin and proves itself by the control secret.
    const url = server.launch(request.headers.authorization);
    if (request.headers.host !== `127.0.0.1:${server.port}` || url === undefined) throw notLetIn();
    sendJson(response, 200, JSON.stringify({ url }));
    return;
  }
  const refused = checkOrigin(request, server.port);
  if (refused) throw refused;
  if (request.method === 'POST' && request.url === '/session') return openSession(request, response, server);
  if (request.method === 'GET' || request.method === 'HEAD') return sendPage(request, response, server);
  throw methodNotAllowed();
}

/** Answers one HTTP request. Never throws; an unexpected failure becomes an error without text. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  server: PageServer,
): Promise<void> {
  try {
    await route(request, response, server);
  } catch (thrown) {
    const error = asFairdocError(thrown);
    if (response.headersSent) response.destroy();
    // The rest of an oversized or refused body is not read: the connection ends with the answer.
    else sendJson(response, statusOf(error), errorBody(error), { connection: 'close' });
  }
}
