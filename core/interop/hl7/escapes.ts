/** The marks that one message separates its parts with, as its MSH-1 and MSH-2 state them. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escaping: string;
  readonly subcomponent: string;
}

/**
 * Decodes the escape sequences of HL7 v2, chapter 2.7. Highlighting (`\H\`, `\N\`) is dropped, formatting
 * commands (`\.br\`, `\.sp\`, …) become line breaks; sequences that are not known stay as they are.
 */
export function unescapeText(text: string, delimiters: Delimiters, encoding: string): string {
  const mark = delimiters.escaping;
  if (!text.includes(mark)) return text;
  let result = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf(mark, at);
    const close = open === -1 ? -1 : text.indexOf(mark, open + 1);
    if (close === -1) return result + text.slice(at);
    const decoded = decodeSequence(text.slice(open + 1, close), delimiters, encoding);
    // Not a sequence: this mark stands for itself, and the next one may open a real sequence.
    result += text.slice(at, open) + (decoded ?? mark);
    at = decoded === null ? open + 1 : close + 1;
  }
}

function decodeSequence(body: string, delimiters: Delimiters, encoding: string): string | null {
  switch (body) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escaping;
    case 'P':
      return '#'; // truncation, since version 2.7
    case 'H':
    case 'N':
      return '';
  }
  if (/^X([0-9A-Fa-f]{2})+$/.test(body)) {
    return new TextDecoder(encoding).decode(Buffer.from(body.slice(1), 'hex'));
  }
  return /^\.(br|sp|ce|fi|nf|in|ti|sk)\s*[+-]?\d*$/.test(body) ? '\n' : null;
}
