import { EXECUTABLE_EXTENSIONS, splitName } from './names.ts';
import { activeContent, encrypted, executable } from './refusals.ts';
import { zipContent, zipEntries } from './zip.ts';

const SMALL = 1_048_576;

/**
 * Looks through an Office or OpenDocument file for what makes it more than a document: macros, programs, embedded
 * objects, templates that are fetched from elsewhere, passwords, and sizes that only an attack would declare.
 */
export function inspectOffice(bytes: Buffer): void {
  for (const entry of zipEntries(bytes)) {
    if (entry.encrypted) throw encrypted();
    const name = entry.name.toLowerCase();
    if (/(^|\/)(vbaproject\.bin|vbadata\.xml|basic\/|scripts\/)/.test(name)) throw activeContent('macros');
    if (/activex|\/embeddings\/.*\.bin$/.test(name)) throw activeContent('embedded objects');
    const { extension } = splitName(name);
    if (extension !== 'bin' && EXECUTABLE_EXTENSIONS.has(extension)) throw executable();
    if (name.endsWith('.rels')) refuseRemoteParts(zipContent(bytes, entry, SMALL).toString('utf8'));
    if (name === 'meta-inf/manifest.xml')
      refuseEncryptedParts(zipContent(bytes, entry, SMALL).toString('utf8'));
  }
}

/** Links that a reader follows by a click are fine; parts that a program fetches by itself are not. */
function refuseRemoteParts(relations: string): void {
  for (const [relation] of relations.matchAll(/<Relationship\b[^>]*>/gi)) {
    if (!/TargetMode\s*=\s*["']External["']/i.test(relation)) continue;
    if (!/relationships\/hyperlink["']/i.test(relation))
      throw activeContent('parts that are fetched from elsewhere');
  }
}

function refuseEncryptedParts(manifest: string): void {
  if (/encryption-data/i.test(manifest)) throw encrypted();
}
