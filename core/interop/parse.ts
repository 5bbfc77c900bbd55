import { asFairdocError } from '../kernel/errors.ts';
import type { FileFormat, ParsedFile } from './draft.ts';
import { malformed, notClinical, tooLarge } from './failure.ts';
import { readFhir } from './fhir/file.ts';
import { readFhirJson } from './fhir/json.ts';
import { readFhirXml } from './fhir/xml.ts';
import { readHl7 } from './hl7/file.ts';
import { LIMITS } from './limits.ts';
import { decode, markedEncoding, sniff } from './text.ts';

export interface ClinicalFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a FHIR R4 file (JSON or XML) or HL7 v2 messages into drafts. What kind it is, is decided by its content.
 * Never throws for what is in the file: a file that cannot be read has `error`, and everything that is not in
 * the drafts is in `leftOut`.
 */
export function parseClinicalFile(file: ClinicalFile): ParsedFile {
  const format = sniff(file.bytes);
  try {
    if (file.bytes.byteLength > LIMITS.fileBytes) throw tooLarge('more than 64 MiB');
    return { format, ...readAs(format, file.bytes), error: null };
  } catch (thrown) {
    const { code, message, next } = asFairdocError(thrown);
    // JSON and XML that is not FHIR, and binary files, have no format that we know.
    const known: FileFormat = code === 'interop.notClinical' ? 'unknown' : format;
    return { format: known, records: [], leftOut: [], error: { code, message, next } };
  }
}

function readAs(format: FileFormat, bytes: Uint8Array): Pick<ParsedFile, 'records' | 'leftOut'> {
  switch (format) {
    case 'hl7v2':
      return readHl7(bytes);
    case 'fhir-json':
      return readFhir(readFhirJson(unicode(bytes, 'json')));
    case 'fhir-xml':
      return readFhir(readFhirXml(xmlText(bytes)));
    case 'unknown':
      throw notClinical(
        bytes.byteLength === 0
          ? 'The file is empty.'
          : 'The file is neither FHIR (JSON or XML) nor an HL7 v2 message.',
      );
  }
}

/** FHIR is always Unicode, UTF-8 unless a byte order mark says UTF-16. */
function unicode(bytes: Uint8Array, format: 'json' | 'xml'): string {
  const text = decode(bytes, markedEncoding(bytes) ?? 'utf-8');
  if (text === null) throw malformed(format, 'it is not Unicode text (UTF-8)');
  return text;
}

const XML_ENCODING = /^\s*<\?xml[^>]{0,100}\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;
const SINGLE_BYTE = new Set(['iso-8859-1', 'latin1', 'windows-1252', 'iso-8859-15']);

/** XML may state another encoding; of those, the Western European ones are read. */
function xmlText(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  const stated = XML_ENCODING.exec(head)?.[1]?.toLowerCase();
  if (markedEncoding(bytes) === null && stated !== undefined && SINGLE_BYTE.has(stated)) {
    return decode(bytes, stated) ?? unicode(bytes, 'xml');
  }
  return unicode(bytes, 'xml');
}
