import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findResources } from '../core/kernel/resources.ts';

/** The product's version, as it is shown, recorded and printed; from the package.json beside `resources/`. */
export function productVersion(): string {
  const file = path.join(path.dirname(findResources()), 'package.json');
  const description: { version?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
  return String(description.version);
}
