import { SegmentedControl, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { KnowledgeHit, KnowledgeKind } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { plural } from '../../app/format.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import classes from './knowledge.module.css';
import { LevelMark, LevelRange } from './level-mark.tsx';
import type { KnowledgeSearch } from './routes.ts';

const KIND_WORDS: Readonly<Record<KnowledgeKind, string>> = {
  presentation: 'Presentation',
  rule: 'Rule',
  condition: 'Condition',
  concept: 'Word',
};

/** The knowledge does not change while the program runs. */
const ALWAYS = { staleTime: Number.POSITIVE_INFINITY };

/** What is listed: the hits of a search, or all presentations, conditions or cross-cutting rules. */
export function ListPane({ search }: { search: KnowledgeSearch }) {
  return search.q === undefined ? <Browse search={search} /> : <Hits query={search.q} />;
}

function Hits({ query }: { query: string }) {
  const found = useQuery({
    ...api.knowledge.search.queryOptions({ input: { query, limit: 100 } }),
    ...ALWAYS,
    placeholderData: keepPreviousData,
  });
  if (found.isPending) return <LoadingRows rows={8} label="Searching" />;
  if (found.data === undefined)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const { hits, total } = found.data;
  return (
    <>
      <Text c="dimmed" fz="sm" className={classes.count} role="status">
        {total === 0
          ? `Nothing is found for “${query}”. Try another word for it, or fewer words.`
          : `${plural(total, 'entry', 'entries')}${total > hits.length ? `, the first ${hits.length} shown` : ''}`}
      </Text>
      <ol className={classes.list}>
        {hits.map((hit) => (
          <li key={`${hit.kind} ${hit.id}`}>
            <HitLink hit={hit} />
          </li>
        ))}
      </ol>
    </>
  );
}

function HitLink({ hit: { kind, id, title, detail, acuity } }: { hit: KnowledgeHit }) {
  return (
    <Row kind={kind} id={id} mark={acuity === null ? null : <LevelMark acuity={acuity} />}>
      <span className={classes.rowTitle}>{title}</span>
      <span className={classes.rowDetail}>
        {KIND_WORDS[kind]} · {detail}
      </span>
    </Row>
  );
}

function Browse({ search: { show = 'presentations' } }: { search: KnowledgeSearch }) {
  const navigate = useNavigate();
  return (
    <>
      <div className={classes.choose}>
        <SegmentedControl
          fullWidth
          aria-label="What is listed"
          value={show}
          onChange={(value) =>
            void navigate({
              to: '.',
              search: (before) => ({
                ...before,
                show: value === 'conditions' || value === 'rules' ? value : 'presentations',
              }),
              replace: true,
            })
          }
          data={[
            { value: 'presentations', label: 'Presentations' },
            { value: 'conditions', label: 'Conditions' },
            { value: 'rules', label: 'Rules' },
          ]}
        />
      </div>
      {show === 'conditions' ? <Conditions /> : show === 'rules' ? <Rules /> : <Presentations />}
    </>
  );
}

function Presentations() {
  const all = useQuery({ ...api.knowledge.presentations.queryOptions({ input: {} }), ...ALWAYS });
  if (all.isPending) return <LoadingRows rows={12} label="Reading the presentations" />;
  if (all.data === undefined) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />;
  return (
    <ol className={classes.list}>
      {all.data.map(({ id, title, populations, applies, mostUrgent, leastUrgent }) => (
        <li key={id}>
          <Row kind="presentation" id={id} mark={<LevelRange from={mostUrgent} to={leastUrgent} />}>
            <span className={classes.rowTitle}>{title}</span>
            <span className={classes.rowDetail}>{applies ?? populations.join(', ')}</span>
          </Row>
        </li>
      ))}
    </ol>
  );
}

function Conditions() {
  const all = useQuery({ ...api.knowledge.conditions.queryOptions({ input: {} }), ...ALWAYS });
  if (all.isPending) return <LoadingRows rows={12} label="Reading the conditions" />;
  if (all.data === undefined) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />;
  if (all.data.length === 0) {
    return (
      <Text c="dimmed" className={classes.count}>
        This knowledge base holds no conditions.
      </Text>
    );
  }
  return (
    <ol className={classes.list}>
      {all.data.map(({ id, title, acuity, mustNotMiss }) => (
        <li key={id}>
          <Row kind="condition" id={id} mark={<LevelMark acuity={acuity} />}>
            <span className={classes.rowTitle}>{title}</span>
            <span className={classes.rowDetail}>
              {mustNotMiss ? 'Must not be missed' : 'Common or self-limiting'}
            </span>
          </Row>
        </li>
      ))}
    </ol>
  );
}

function Rules() {
  const all = useQuery({ ...api.knowledge.rules.queryOptions({ input: {} }), ...ALWAYS });
  if (all.isPending) return <LoadingRows rows={12} label="Reading the rules" />;
  if (all.data === undefined) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />;
  return (
    <ol className={classes.list}>
      {all.data.map(({ id, text, acuity, group }) => (
        <li key={id}>
          <Row kind="rule" id={id} mark={<LevelMark acuity={acuity} />}>
            <span className={classes.rowTitle}>{text}</span>
            <span className={classes.rowDetail}>{group}</span>
          </Row>
        </li>
      ))}
    </ol>
  );
}

const ADDRESS = {
  presentation: '/knowledge/presentations/$id',
  rule: '/knowledge/rules/$id',
  condition: '/knowledge/conditions/$id',
  concept: '/knowledge/concepts/$id',
} as const satisfies Record<KnowledgeKind, string>;

/** A row of the list that opens its entry and keeps what is listed. */
function Row({
  kind,
  id,
  mark,
  children,
}: {
  kind: KnowledgeKind;
  id: string;
  mark: ReactNode;
  children: ReactNode;
}) {
  return (
    <Link
      to={ADDRESS[kind]}
      params={{ id }}
      search={(before: KnowledgeSearch) => before}
      className={classes.row}
      activeOptions={{ includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      data-list-row
    >
      <span className={classes.rowWords}>{children}</span>
      {mark}
    </Link>
  );
}
