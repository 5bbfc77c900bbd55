import type { AuditFilter } from '../../../core/contract/index.ts';
import type { TrailSearch } from './trail-search.ts';

/** The filter of the address as the core takes it: days become moments at their edges, in this machine's zone. */
export function filterOf({ from, to, ...rest }: TrailSearch): AuditFilter {
  const filter: AuditFilter = {};
  for (const [key, value] of Object.entries(rest))
    if (value !== undefined) Object.assign(filter, { [key]: value });
  if (from !== undefined) filter.from = new Date(`${from}T00:00:00`).toISOString();
  if (to !== undefined) filter.to = new Date(`${to}T23:59:59.999`).toISOString();
  return filter;
}

export function isFiltered(search: TrailSearch): boolean {
  return Object.values(search).some((value) => value !== undefined);
}
