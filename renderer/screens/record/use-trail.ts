import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AuditEntry } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { filterOf } from './trail-filter.ts';
import type { TrailSearch } from './trail-search.ts';

const PAGE = 100;

export interface Trail {
  entries: AuditEntry[];
  pending: boolean;
  error: unknown;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  refresh: () => void;
}

/** The entries of the audit trail that pass the filter, newest first, read page by page. */
export function useTrail(search: TrailSearch): Trail {
  const filter = filterOf(search);
  const query = useInfiniteQuery(
    api.record.trail.infiniteOptions({
      input: (cursor: string | null) => ({ limit: PAGE, filter, ...(cursor === null ? {} : { cursor }) }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
      // Entries are never changed: what was read stays true while another filter is tried.
      staleTime: 15_000,
    }),
  );
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.entries) ?? [], [query.data]);
  return {
    entries,
    pending: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    refresh: () => void query.refetch(),
  };
}
