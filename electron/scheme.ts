import { type Protocol, protocol } from 'electron';
import { securityHeaders } from '../hosts/headers.ts';
import { respondWithPage } from '../hosts/page.ts';
import { APP_SCHEME, isAppUrl } from './origin.ts';

/** Declares `app:` before Electron is ready. No service workers, no CORS exceptions, no bypass of the policy. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

const refuse = (status: number): Response => new Response(null, { status, headers: securityHeaders() });

/** Serves the built page in `folder` under `app://fairdoc/`, and nothing at all under `file:`. */
export function serveApp(target: Protocol, folder: string): void {
  target.handle(APP_SCHEME, async (request) => {
    if (!isAppUrl(request.url)) return refuse(403);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const { status, headers, body } = await respondWithPage(folder, new URL(request.url).pathname);
    return new Response(request.method === 'HEAD' ? null : body, { status, headers });
  });
  target.handle('file', () => refuse(403));
}
