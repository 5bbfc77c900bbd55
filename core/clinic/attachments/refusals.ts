import { FairdocError } from '../../kernel/errors.ts';

/** Why a document is not accepted. Every message is about the file, never about what it says. */

const refuse = (code: string, message: string, next: string) =>
  new FairdocError('invalid', `clinic.attachment.${code}`, message, next);

export const empty = () =>
  refuse('empty', 'The file is empty.', 'Choose the file again, or scan the page again.');

export const tooLarge = (limitMiB: number) =>
  new FairdocError(
    'limited',
    'clinic.attachment.tooLarge',
    `The file is larger than ${limitMiB} MiB.`,
    'Scan at a lower resolution, or split the document into parts.',
  );

export const executable = () =>
  refuse(
    'executable',
    'The file is a program or a script, whatever its name says.',
    'Do not open it. Tell whoever sent it, and your IT department.',
  );

export const falseExtension = (extension: string, found: string) =>
  refuse(
    'falseExtension',
    `The name ends in .${extension}, but the content is ${found}.`,
    'Check that it is the right file. If it is, correct the ending of its name and attach it again.',
  );

export const unknownType = () =>
  refuse(
    'unknownType',
    'The content is of no kind that can be kept as a clinical document.',
    'Save it as PDF, as an image (PNG, JPEG, TIFF, WebP), as an Office document or as plain text.',
  );

export const archive = () =>
  refuse(
    'archive',
    'The file is an archive with other files inside, or hides one behind its own content.',
    'Unpack it and attach the documents one by one.',
  );

export const encrypted = () =>
  refuse(
    'encrypted',
    'The document is protected by a password, so it cannot be checked, and nobody could open it later.',
    'Remove the protection, or print it to a new PDF, and attach that.',
  );

export const olderFormat = () =>
  refuse(
    'olderFormat',
    'The document has the Office format of before 2007, in which macros cannot be told from text.',
    'Save it in the current format (docx, xlsx, pptx) or as PDF, and attach that.',
  );

export const activeContent = (what: string) =>
  refuse(
    'activeContent',
    `The document carries ${what}.`,
    'Print it to a new PDF, or save it without active content, and attach that.',
  );

export const tooDense = () =>
  new FairdocError(
    'limited',
    'clinic.attachment.tooDense',
    'The file would unpack to far more than it appears to be.',
    'Do not open it. Ask for the document to be exported again, as PDF.',
  );

export const tooManyPixels = () =>
  new FairdocError(
    'limited',
    'clinic.attachment.tooManyPixels',
    'The image has more pixels than any scan or photograph of use.',
    'Scan or export it again at a lower resolution.',
  );

export const damaged = (what: string) =>
  refuse('damaged', `The ${what} is cut off or damaged.`, 'Export, scan or copy it again.');
