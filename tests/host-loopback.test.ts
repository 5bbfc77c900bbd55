import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { CoreRouter } from '../core/app/index.ts';
import { enter, startTestHost, type TestHost } from './support/loopback.ts';
import { newFolder, removeFolder } from './support/temporary.ts';

/** What an attacker's page, a curious neighbour or a broken client can send to the loopback host. */

let folder: string;
let running: TestHost;
let cookie: string;

/** A page with something beside it that must never be served. */
function layPage(root: string): string {
  const page = path.join(root, 'page');
  mkdirSync(path.join(page, 'assets'), { recursive: true });
  mkdirSync(path.join(root, 'page-secret'));
  writeFileSync(path.join(page, 'index.html'), '<!doctype html><style nonce="__CSP_NONCE__"></style>');
  writeFileSync(path.join(page, 'assets', 'index-abcd1234.js'), 'export {};');
  writeFileSync(path.join(root, 'secret.js'), 'SECRET');
  writeFileSync(path.join(root, 'page-secret', 'key.js'), 'SECRET');
  symlinkSync(path.join(root, 'secret.js'), path.join(page, 'assets', 'link.js'));
  return page;
}

beforeAll(async () => {
  folder = newFolder();
  running = await startTestHost({ page: layPage(folder) });
  cookie = await enter(running.host);
});
afterAll(async () => {
  await running.close();
  removeFolder(folder);
});

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A request as it is written, with any Host and an unnormalised path. */
function send(
  options: { method?: string; path?: string; headers?: http.OutgoingHttpHeaders },
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = running.host;
    const request = http.request({ host: '127.0.0.1', port, setHost: true, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const codeOf = (answer: Answer): unknown => JSON.parse(answer.body).error.code;

const launchToken = (): string => new URL(running.host.launchUrl()).hash.replace('#token=', '');

function exchange(
  token: string,
  headers: http.OutgoingHttpHeaders = { origin: running.host.origin },
): Promise<Answer> {
  return send({ method: 'POST', path: '/session', headers }, JSON.stringify({ token }));
}

/** Opens a WebSocket; resolves with it, or with the HTTP status of the refusal. */
function openSocket(headers: Record<string, string>, url = '/rpc'): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${running.host.port}${url}`, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.on('error', reject);
  });
}

describe('a foreign site or name', () => {
  test.each([
    ['a name that an attacker resolves to this machine', 'evil.example'],
    ['that name with the right port', 'evil.example:PORT'],
    ['another name of this machine', 'localhost:PORT'],
    ['the right address with another port', '127.0.0.1:1'],
    ['an address that only starts the same', '127.0.0.1:PORT.evil.example'],
  ])('[URS-HST-02] is refused by Host: %s', async (_case, host) => {
    const answer = await send({ headers: { host: host.replace('PORT', String(running.host.port)) } });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'loopback.foreignHost']);
  });

  test.each([
    'https://evil.example',
    'http://127.0.0.1:1',
    'http://localhost:PORT',
    'http://127.0.0.1:PORT.evil.example',
    'null',
  ])('[URS-HST-02] is refused by Origin %s, for the page, the session and the line', async (pattern) => {
    const origin = pattern.replace('PORT', String(running.host.port));
    const page = await send({ headers: { origin } });
    expect([page.status, codeOf(page)]).toEqual([403, 'loopback.foreignOrigin']);
    const session = await exchange(launchToken(), { origin });
    expect([session.status, codeOf(session)]).toEqual([403, 'loopback.foreignOrigin']);
    expect(await openSocket({ origin, cookie })).toBe(403);
  });

  test('[URS-HST-02] cannot load the page as part of its own, without an Origin, in a current browser', async () => {
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'no-cors',
      'sec-fetch-dest': 'script',
    };
    const answer = await send({ path: '/assets/index-abcd1234.js', headers });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'loopback.foreignOrigin']);
  });

  test('may lead to the page by a link', async () => {
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await send({ headers })).status).toBe(200);
  });
});

describe('who was not let in', () => {
  test('[URS-HST-02] gets no line without a cookie, with a wrong one, or with one of another port', async () => {
    const { origin, port } = running.host;
    expect(await openSocket({ origin })).toBe(401);
    expect(await openSocket({ origin, cookie: `fairdoc-${port}=${'A'.repeat(43)}` })).toBe(401);
    expect(await openSocket({ origin, cookie: cookie.replace(String(port), '1') })).toBe(401);
    expect(await openSocket({ origin, cookie }, '/other')).toBe(401);
  });

  test('[URS-HST-02] gets no line without an Origin, even with the cookie', async () => {
    expect(await openSocket({ cookie })).toBe(403);
  });

  test('[URS-HST-02] cannot enter without a token, with a made-up one, or with one that was used', async () => {
    for (const token of ['', 'x'.repeat(43), launchToken().slice(1)]) {
      const answer = await exchange(token);
      expect([answer.status, codeOf(answer)]).toEqual([401, 'loopback.tokenRefused']);
    }
    const token = launchToken();
    expect((await exchange(token)).status).toBe(200);
    expect(codeOf(await exchange(token))).toBe('loopback.tokenRefused');
  });

  test('cannot ask for another launch address without the control secret', async () => {
    for (const authorization of [undefined, 'Bearer ', `Bearer ${'x'.repeat(43)}`]) {
      const headers = authorization === undefined ? {} : { authorization };
      expect((await send({ method: 'POST', path: '/launch', headers })).status).toBe(401);
    }
    const headers = { authorization: `Bearer ${running.host.controlSecret}` };
    const answer = await send({ method: 'POST', path: '/launch', headers });
    expect(JSON.parse(answer.body).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    expect(
      (await send({ method: 'POST', path: '/launch', headers: { ...headers, host: 'evil.example' } })).status,
    ).toBe(401);
  });

  test('[URS-HST-02] is known by a cookie that scripts and other sites cannot use', async () => {
    const answer = await exchange(launchToken());
    expect(answer.headers['set-cookie']).toHaveLength(1);
    const attributes = answer.headers['set-cookie']?.[0]?.split('; ').slice(1);
    expect(attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict']);
  });

  test('a second launch address in the same browser keeps the session that is there', async () => {
    const answer = await exchange(launchToken(), { origin: running.host.origin, cookie });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([200, undefined]);
  });
});

describe('the page', () => {
  test('[URS-HST-02] never leaves its folder, however the path is written', async () => {
    const paths = [
      '/../secret.js',
      '/..%2fsecret.js',
      '/%2e%2e/secret.js',
      '/assets/..%2f..%2fsecret.js',
      '/assets/%2e%2e%2f%2e%2e%2fpage-secret/key.js',
      '/..%5csecret.js',
      '/assets/link.js',
      '/%2Fetc/passwd.txt',
      '/secret.js%00.js',
      '/%E0%A4%A.js',
      '//127.0.0.1/../secret.js',
    ];
    for (const target of paths) {
      const answer = await send({ path: target });
      expect(answer.body, target).not.toContain('SECRET');
      expect(answer.status, target).toBe(404);
    }
  });

  test('[URS-HST-02] comes with the security baseline, and with a nonce of its own each time', async () => {
    const [first, second] = await Promise.all([send({}), send({ path: '/triage' })]);
    const nonceOf = ({ headers }: Answer) =>
      /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
    expect(first.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonceOf(first)}'; img-src 'self' blob: data:; ` +
        "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
    );
    expect(first.body).toContain(`nonce="${nonceOf(first)}"`);
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    expect(first.headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const asset = await send({ path: '/assets/index-abcd1234.js' });
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const refusal = await send({ headers: { host: 'evil.example' } });
    expect(refusal.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('takes no other methods', async () => {
    const headers = { origin: running.host.origin };
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await send({ method, headers })).status, method).toBe(400);
    }
  });
});

describe('a client that takes too much', () => {
  test('[URS-HST-02] is answered 413 for a body larger than a token', async () => {
    const answer = await send(
      { method: 'POST', path: '/session', headers: { origin: running.host.origin } },
      Buffer.alloc(100_000, 'a'),
    );
    expect([answer.status, codeOf(answer)]).toEqual([413, 'loopback.tooLarge']);
  });

  test('[URS-HST-02] is cut off with 1009 when a message announces more than a backup may hold', async () => {
    const socket = await openSocket({ origin: running.host.origin, cookie });
    if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    // The header of a masked binary frame of 300 MiB; the limit stops it before a byte of it arrives.
    const header = Buffer.alloc(14);
    header.set([0x82, 0xff]);
    header.writeBigUInt64BE(300n * 1_048_576n, 2);
    Reflect.get(socket, '_socket').write(header);
    expect(await closed).toBe(1009);
  });

  test('[URS-HST-02] does not hold a connection open by never finishing its headers', async () => {
    const socket = net.connect(running.host.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: 127');
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('utf8');
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('nonsense on the line', () => {
  const nonsense = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string(),
    fc.json(),
    fc.constant('{"i":"1","p":{"u":"::"}}'),
  );

  test('[URS-HST-02] ends that line, is written to no log, and leaves the others as they are', async () => {
    const seed = 20_261_121;
    console.info(`seed ${seed}`);
    const logged = vi.spyOn(console, 'error');
    onTestFinished(() => logged.mockRestore());
    const headers = { origin: running.host.origin, cookie };
    const socket = await openSocket(headers);
    if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
    for (const sample of fc.sample(nonsense, { seed, numRuns: 60 })) {
      const line = await openSocket(headers);
      if (typeof line === 'number') throw new Error(`refused: ${line}`);
      const closed = new Promise<number>((resolve) => line.on('close', resolve));
      line.send(sample);
      expect(await closed).toBe(1007);
    }
    expect(logged).not.toHaveBeenCalled();
    const websocket = socket as unknown as globalThis.WebSocket;
    const client: RouterClient<CoreRouter> = createORPCClient(new WebSocketLink({ websocket }));
    expect(await client.workspace.state({})).toMatchObject({ state: 'absent' });
    socket.close();
  });
});

describe('closing', () => {
  test('tells open pages that the host goes away, and lets go of the port', async () => {
    const other = await startTestHost({ page: path.join(folder, 'page') });
    const own = await enter(other.host);
    const socket = new WebSocket(`ws://127.0.0.1:${other.host.port}/rpc`, {
      headers: { origin: other.host.origin, cookie: own },
    });
    await new Promise((resolve) => socket.on('open', resolve));
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await other.close();
    expect(await closed).toBe(1001);
    await expect(fetch(other.host.origin)).rejects.toThrow();
  });
});
