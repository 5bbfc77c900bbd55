import { FairdocError } from '../kernel/errors.ts';

/** Failures of a whole file. They are thrown inside this folder only; `parseClinicalFile` returns them. */
export function tooLarge(what: string): FairdocError {
  return new FairdocError(
    'limited',
    'interop.tooLarge',
    `The file is larger than can be imported at once: ${what}.`,
    'Ask the sending system for smaller files, for example one per patient.',
  );
}

export function malformed(format: 'json' | 'xml' | 'hl7', what: string): FairdocError {
  const names = { json: 'JSON', xml: 'XML', hl7: 'HL7 v2' } as const;
  return new FairdocError(
    'invalid',
    `interop.malformed.${format}`,
    `The file is not well-formed ${names[format]}: ${what}.`,
    'Ask for the file to be sent again; it may have been cut off or edited.',
  );
}

export function notClinical(what: string): FairdocError {
  return new FairdocError(
    'invalid',
    'interop.notClinical',
    what,
    'Choose a FHIR R4 file (JSON or XML) or an HL7 v2 message.',
  );
}

export function unsafeXml(): FairdocError {
  return new FairdocError(
    'invalid',
    'interop.unsafeXml',
    'The file declares a document type (DOCTYPE), which FHIR does not allow and which can be used for attacks.',
    'Ask the sender for a FHIR file without a document type declaration.',
  );
}
