/** The bytes of base64 text, in which white space is allowed; null when it is not base64 or holds nothing. */
export function decodeBase64(text: string): Uint8Array | null {
  const plain = text.replaceAll(/\s+/g, '');
  if (plain === '' || plain.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return null;
  return new Uint8Array(Buffer.from(plain, 'base64'));
}
