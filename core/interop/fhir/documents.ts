import { decodeBase64 } from '../base64.ts';
import type { DocumentDraft } from '../draft.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { concept, concepts, identifiers, many, one, text, time } from './read.ts';
import { encounterOf, type Library, people, referenceOf } from './references.ts';

/** A DocumentReference: one document for each of its contents. */
export function readDocuments(library: Library, resource: SourceNode, at: string): DocumentDraft[] {
  const shared: DocumentDraft = {
    at,
    reference: referenceOf(resource),
    identifiers: [...identifiers(resource, 'masterIdentifier'), ...identifiers(resource)],
    title: text(resource, 'description'),
    type: concept(one(resource, 'type')),
    categories: concepts(many(resource, 'category')),
    status: text(resource, 'docStatus') ?? text(resource, 'status'),
    time: time(one(resource, 'date')),
    authors: people(library, many(resource, 'author')),
    encounter: encounterOf(library, one(one(resource, 'context'), 'encounter')),
    mediaType: null,
    fileName: null,
    text: null,
    bytes: null,
    url: null,
    notes: [],
  };
  const contents = many(resource, 'content').flatMap((content) => one(content, 'attachment') ?? []);
  if (contents.length === 0) return [shared];
  return contents.map((attachment) => ({ ...shared, ...readAttachment(library, attachment) }));
}

type Content = Pick<DocumentDraft, 'mediaType' | 'fileName' | 'bytes' | 'url'>;

/** An attachment, with its bytes in place or in a Binary of the same file. */
export function readAttachment(library: Library, attachment: SourceNode): Content {
  const urlNode = one(attachment, 'url');
  const binary = urlNode?.text == null ? undefined : library.resolve(attachment, urlNode.text.trim());
  const url = take(urlNode);
  const declared = text(attachment, 'contentType');
  // A Binary that says otherwise than its attachment is reported.
  const agrees = declared === null || one(binary, 'contentType')?.text?.trim() === declared;
  const stored = agrees ? text(binary, 'contentType') : null;
  const fileName = text(attachment, 'title');
  const bytes = readBytes(one(attachment, 'data')) ?? readBytes(one(binary, 'data'));
  if (binary !== undefined) referenceOf(binary);
  return { mediaType: declared ?? stored, fileName, bytes, url };
}

function readBytes(node: SourceNode | undefined): Uint8Array | null {
  if (node === undefined || node.text === null) return null;
  const bytes = decodeBase64(node.text);
  if (bytes === null) leave(node, 'The content is not valid base64.');
  else take(node);
  return bytes;
}

/** What a DiagnosticReport presents as a document (`presentedForm`). */
export function readPresentedForms(library: Library, resource: SourceNode, at: string): DocumentDraft[] {
  return many(resource, 'presentedForm').map((attachment) => ({
    at,
    reference: null,
    identifiers: [],
    title: null,
    type: concept(one(resource, 'code')),
    categories: [],
    status: text(resource, 'status'),
    time: time(one(resource, 'issued')),
    authors: people(library, many(resource, 'performer')),
    encounter: encounterOf(library, one(resource, 'encounter')),
    text: null,
    notes: [],
    ...readAttachment(library, attachment),
  }));
}
