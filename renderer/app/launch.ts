/**
 * The loopback host prints an address whose fragment holds a one-time token, `#token=…`. It is exchanged for an
 * HttpOnly cookie and removed from the address bar, so that neither history nor a copied address gives access.
 */
const TOKEN = /^#token=([A-Za-z0-9_-]{16,200})$/;

export function launchTokenOf(hash: string): string | null {
  return TOKEN.exec(hash)?.[1] ?? null;
}

/** Exchanges the token of the address for the cookie, once. Without a token the browser may hold the cookie already. */
export async function exchangeLaunchToken(): Promise<void> {
  const token = launchTokenOf(window.location.hash);
  if (token === null) return;
  window.history.replaceState(null, '', '/#/');
  // A refused token needs no handling here: an earlier cookie may still be good, and the socket will tell.
  await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

/** Whether the host answers at all. If so and yet it does not take up the line, it does not know this browser. */
export async function isHostThere(): Promise<boolean> {
  return fetch('/icon.svg', { cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}
