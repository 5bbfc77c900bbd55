import type { FileFormat } from './draft.ts';

/** What a file is by its first characters; its name is not asked. */
export function sniff(bytes: Uint8Array): FileFormat {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 512)).replaceAll('\0', '');
  const plain = start.replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '').replace(/^\s+/, '');
  if (plain.startsWith('<')) return 'fhir-xml';
  if (plain.startsWith('{') || plain.startsWith('[')) return 'fhir-json';
  // Something may stand before the first message; it is reported by its line.
  return /^(MSH|FHS|BHS)[^A-Za-z0-9\s]/m.test(plain.replaceAll('\r', '\n')) ? 'hl7v2' : 'unknown';
}

/** The encoding that a byte order mark states. */
export function markedEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** The text, without its byte order mark, or null when the bytes are not text in that encoding. */
export function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
