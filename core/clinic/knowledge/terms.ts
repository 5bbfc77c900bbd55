import { load } from 'js-yaml';
import { z } from 'zod';
import type { Lexicon } from '../../text/index.ts';

/** The words of each concept as people read them. The compiled lexicon keeps only what recognition needs. */

const fileSchema = z.object({ concepts: z.record(z.string(), z.object({ terms: z.string() })) });

/** Terms by concept id, from the texts that the lexicon was built from. */
export function termsOf(lexicon: Lexicon): ReadonlyMap<string, readonly string[]> {
  const terms = new Map<string, readonly string[]>();
  for (const source of lexicon.sources) {
    const file = fileSchema.safeParse(load(source));
    if (!file.success) continue;
    for (const [id, concept] of Object.entries(file.data.concepts)) terms.set(id, readable(concept.terms));
  }
  return terms;
}

/**
 * Terms as a person reads them: `(bad|severe) cough` as `bad / severe cough`, `[productive] cough` as `(productive)
 * cough`, macros by their name. Repeated ones once.
 */
function readable(terms: string): string[] {
  const plain = terms.split(';').map((term) =>
    term
      .trim()
      .replaceAll(/\$([a-z][a-z0-9-]*)/g, (_, name: string) => name.replaceAll('-', ' '))
      .replaceAll(/\[([^\]]*)\]/g, '‹$1›')
      .replaceAll(/\(([^)]*)\)/g, '$1')
      .replaceAll('‹', '(')
      .replaceAll('›', ')')
      .replaceAll('|', ' / ')
      .replaceAll(/\^|_/g, (sign) => (sign === '_' ? ' ' : ''))
      .replaceAll('...', '…')
      .replaceAll('~', '…')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
  return [...new Set(plain)].filter((term) => term !== '');
}
