/**
 * The nonce of this page's content security policy, which every style element made at run time carries. The build puts
 * the meta element in, the host its value; the property is read because browsers hide the attribute. The library that
 * locks scrolling behind dialogs looks for the nonce under the name below.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

declare global {
  var __webpack_nonce__: string | undefined;
}
globalThis.__webpack_nonce__ = nonce;

export function styleNonce(): string {
  return nonce;
}
