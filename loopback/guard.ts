import type { IncomingMessage } from 'node:http';
import { FairdocError } from '../core/kernel/errors.ts';

/**
 * Refuses whatever does not come from the page that this host served. A name that an attacker's DNS points at
 * 127.0.0.1 shows in `Host`; another site's script shows in `Origin` and in `Sec-Fetch-Site`.
 */
export function checkOrigin(request: IncomingMessage, port: number): FairdocError | undefined {
  const { host, origin } = request.headers;
  if (host !== `127.0.0.1:${port}`) return refusal('loopback.foreignHost', 'The request names another host.');
  const mustCarryOrigin = request.method !== 'GET' || request.headers.upgrade !== undefined;
  if ((mustCarryOrigin || origin !== undefined) && origin !== `http://127.0.0.1:${port}`) {
    return refusal('loopback.foreignOrigin', 'The request comes from another site.');
  }
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  // A link may lead here; the page it opens is public, cannot be framed and knows no secret.
  const opensThePage =
    request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document';
  return opensThePage && !mustCarryOrigin
    ? undefined
    : refusal('loopback.foreignOrigin', 'The request comes from another site.');
}

function refusal(code: string, message: string): FairdocError {
  return new FairdocError(
    'denied',
    code,
    message,
    'Open Fairdoc with the address that it printed when it started.',
  );
}

export function notLetIn(): FairdocError {
  return new FairdocError(
    'unauthenticated',
    'loopback.noSession',
    'This browser has not been let in, or Fairdoc was started again since.',
    'Start Fairdoc again to get a new address.',
  );
}

export function tokenRefused(): FairdocError {
  return new FairdocError(
    'unauthenticated',
    'loopback.tokenRefused',
    'This address has been used already, or it is too old.',
    'Start Fairdoc again to get a new address.',
  );
}

/** The HTTP status under which an error of this host is sent. */
export function statusOf(error: FairdocError): number {
  if (error.code === 'loopback.tooLarge') return 413;
  if (error.kind === 'unauthenticated') return 401;
  if (error.kind === 'denied') return 403;
  if (error.kind === 'notFound') return 404;
  return error.kind === 'invalid' ? 400 : 500;
}
