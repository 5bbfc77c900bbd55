import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder `resources/`, found by walking up from this file: the same in the source tree, in the build and
 * inside a packaged archive.
 */
export function findResources(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'resources');
    if (existsSync(path.join(candidate, 'README.md'))) return candidate;
    if (folder === path.dirname(folder)) throw new Error('resources/ is missing from this installation');
  }
}
