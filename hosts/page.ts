import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { NONCE_PLACEHOLDER, newNonce, securityHeaders } from './headers.ts';

/** One file of the built page, ready to be sent. */
export interface PageResponse {
  readonly status: 200 | 404;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Build outputs carry a digest in their name, so they never change under it. */
const HASHED_NAME = /-[\w-]{8,}\.\w+$/;

/**
 * The real path of `urlPath` below `folder`, or undefined when it leads outside, does not exist or is not a plain
 * file. Compares real paths by their relation, not by a prefix: `/page-secret` is not inside `/page`, and a link
 * that points outside is followed first.
 */
export async function containedFile(folder: string, urlPath: string): Promise<string | undefined> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, decoded));
    const relation = path.relative(root, file);
    if (relation === '' || relation.startsWith('..') || path.isAbsolute(relation)) return undefined;
    return (await stat(file)).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

function notFound(): PageResponse {
  const headers = {
    ...securityHeaders(),
    'content-type': MEDIA_TYPES['.txt'] ?? '',
    'cache-control': 'no-store',
  };
  return { status: 404, headers, body: new TextEncoder().encode('Not found\n') };
}

async function indexPage(folder: string): Promise<PageResponse> {
  const nonce = newNonce();
  const html = await readFile(path.join(folder, 'index.html'), 'utf8');
  return {
    status: 200,
    headers: {
      ...securityHeaders(nonce),
      'content-type': MEDIA_TYPES['.html'] ?? '',
      'cache-control': 'no-store',
    },
    body: new TextEncoder().encode(html.replaceAll(NONCE_PLACEHOLDER, nonce)),
  };
}

/**
 * Answers a GET for `urlPath` (the path of the URL, still percent-encoded) from the built page in `folder`. A path
 * without a file extension is a screen of the application: it gets `index.html` with a nonce of its own. Never
 * throws for what a caller may ask; throws when the page itself is missing.
 */
export async function respondWithPage(folder: string, urlPath: string): Promise<PageResponse> {
  const isScreen = path.posix.extname(urlPath) === '' || urlPath === '/index.html';
  if (isScreen) return urlPath.includes('..') || urlPath.includes('%') ? notFound() : indexPage(folder);
  const file = await containedFile(folder, urlPath);
  const mediaType = file && MEDIA_TYPES[path.extname(file)];
  if (!file || !mediaType) return notFound();
  const cacheControl = HASHED_NAME.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache';
  return {
    status: 200,
    headers: { ...securityHeaders(), 'content-type': mediaType, 'cache-control': cacheControl },
    body: new Uint8Array(await readFile(file)),
  };
}
