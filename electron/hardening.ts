import { type Session, shell, type WebContents } from 'electron';
import { APP_URL, isAllowedExternalUrl, isAppUrl } from './origin.ts';

/** The one thing that a page of ours may ask the system for: to copy text that a person chose to copy. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write';

/** Schemes that never leave the machine. Everything else a page might load is cancelled before it is resolved. */
const LOCAL_SCHEMES = new Set(['app:', 'blob:', 'data:', 'devtools:']);

/** Denies by default whatever a page may ask for, and keeps the session off the network. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    callback(permission === ALLOWED_PERMISSION && details.isMainFrame && isAppUrl(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      permission === ALLOWED_PERMISSION && isAppUrl(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  // The spelling checker would download dictionaries, and send nothing, but be asked for them by address.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !URL.canParse(url) || !LOCAL_SCHEMES.has(new URL(url).protocol) });
  });
  // Exports are made by the page itself; nothing is fetched to be saved.
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${APP_URL}`)) event.preventDefault();
  });
}

/** Keeps every web contents, whoever made it, on the application's own pages. */
export function hardenContents(contents: WebContents): void {
  const stayOnPage = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stayOnPage);
  contents.on('will-frame-navigate', stayOnPage);
  contents.on('will-redirect', stayOnPage);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedExternalUrl(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
