/** The page's scheme and host. `app:` is privileged in `scheme.ts`: secure, standard, with nothing else allowed. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'fairdoc';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/**
 * Whether `url` belongs to the page. Parsed, not compared by prefix: `app://fairdoc.example/` starts the same.
 * Node reports the origin of such a scheme as `null`, so scheme and host are compared.
 */
export function isAppUrl(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
}

/** Sites that a person may open in the system's browser: publishers of the sources that rules name. */
const EXTERNAL_HOSTS = new Set(['www.nice.org.uk', 'www.rcp.ac.uk', 'www.england.nhs.uk', 'digital.nhs.uk']);

/** Whether the system's browser may be asked to open `url`: `https:` to a host of the list, without credentials. */
export function isAllowedExternalUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  return (
    protocol === 'https:' && EXTERNAL_HOSTS.has(hostname) && port === '' && username === '' && password === ''
  );
}
