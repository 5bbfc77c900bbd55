import { identityMigrations } from '../identity/index.ts';
import { opsMigrations } from '../ops/index.ts';
import type { Migration } from '../store/index.ts';

/** Every domain's migrations in the order in which they are applied: a table comes after those it refers to. */
export const migrations: readonly Migration[] = inOrder([...identityMigrations, ...opsMigrations]);

/** Throws when a domain's numbers repeat or leave a gap: two branches that both added "the next one", say. */
export function inOrder(list: readonly Migration[]): readonly Migration[] {
  const last = new Map<string, number>();
  for (const { domain, version, name } of list) {
    const expected = (last.get(domain) ?? 0) + 1;
    if (version !== expected)
      throw new Error(`migration ${domain}/${version} (${name}) should be ${expected}`);
    last.set(domain, version);
  }
  return list;
}
