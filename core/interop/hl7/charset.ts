import type { LeftOut } from '../draft.ts';
import { decode, markedEncoding } from '../text.ts';

interface Decoded {
  readonly text: string;
  /** For the bytes in `\X…\` escapes. */
  readonly encoding: string;
  readonly doubt: LeftOut | null;
}

/** HL7 table 0211, as far as it is met in the United Kingdom and around it. */
const CHARSETS: Readonly<Record<string, string>> = {
  ASCII: 'utf-8',
  'UNICODE UTF-8': 'utf-8',
  'UTF-8': 'utf-8',
  UTF8: 'utf-8',
  UNICODE: 'utf-8',
  '8859/1': 'iso-8859-1',
  '8859/2': 'iso-8859-2',
  '8859/5': 'iso-8859-5',
  '8859/7': 'iso-8859-7',
  '8859/9': 'iso-8859-9',
  '8859/15': 'iso-8859-15',
  'WINDOWS-1252': 'windows-1252',
};

/**
 * The text of an HL7 file, in the character set that MSH-18 of its first message states, else UTF-8, else
 * Latin-1. Where the bytes do not fit what is stated, that is said, because names may be spelt wrong then.
 */
export function decodeHl7(bytes: Uint8Array): Decoded {
  const marked = markedEncoding(bytes);
  if (marked !== null) {
    const text = decode(bytes, marked);
    if (text !== null) return { text, encoding: marked, doubt: null };
  }
  const stated = statedCharset(bytes);
  const encoding = stated === null ? 'utf-8' : CHARSETS[stated.toUpperCase()];
  const text = encoding === undefined ? null : decode(bytes, encoding);
  if (text !== null && encoding !== undefined) return { text, encoding, doubt: null };
  const unicode = decode(bytes, 'utf-8');
  if (unicode !== null) {
    const reason = 'The stated character set is not known; the text was read as UTF-8.';
    return { text: unicode, encoding: 'utf-8', doubt: { at: 'MSH-18', reason } };
  }
  const reason =
    'The text does not fit its character set; it was read as Latin-1. Check accented letters in names.';
  return {
    text: decode(bytes, 'windows-1252') ?? '',
    encoding: 'windows-1252',
    doubt: { at: 'MSH-18', reason },
  };
}

/** The first repetition of MSH-18 of the first message. */
function statedCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8192));
  const start = head.search(/MSH[^A-Za-z0-9\s]/);
  if (start === -1) return null;
  const line = head.slice(start).split(/[\r\n]/, 1)[0] ?? '';
  const field = line.split(line.charAt(3))[17] ?? '';
  const first = (field.split(line.charAt(5))[0] ?? '').trim();
  return first === '' ? null : first;
}
