import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Outlet, useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useActions } from '../../app/actions.ts';
import { Keys } from '../../components/keys.tsx';
import { useListKeys } from '../../components/use-list-keys.ts';
import classes from './knowledge.module.css';
import { ListPane } from './list-pane.tsx';

const WAIT_MS = 120;

/** Search and list on the left, the entry on the right. What is searched for stays while entries are opened. */
export function KnowledgeLayout() {
  const search = useSearch({ from: '/knowledge' });
  const navigate = useNavigate();
  const address = useRouterState({ select: ({ location }) => location.pathname });
  const [typed, setTyped] = useState(search.q ?? '');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const entry = useRef<HTMLElement>(null);

  const asked = search.q ?? '';
  // Somebody followed a link to a search: the field says what is shown.
  useEffect(() => setTyped(asked), [asked]);
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(
      () =>
        void navigate({
          to: '.',
          search: ({ q: _q, ...rest }) => (typed.trim() === '' ? rest : { ...rest, q: typed.trim() }),
          replace: true,
        }),
      WAIT_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, asked, navigate]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each entry is read from its beginning
  useEffect(() => {
    entry.current?.scrollTo({ top: 0 });
  }, [address]);

  useListKeys({ id: 'knowledge', group: 'Knowledge', container: list });
  useActions([
    {
      id: 'knowledge.search',
      label: 'Search the knowledge base',
      group: 'Knowledge',
      keys: '/',
      icon: IconSearch,
      run: () => field.current?.focus(),
    },
  ]);
  return (
    <div className={classes.layout}>
      <section className={classes.side} aria-label="Entries" ref={list}>
        <div className={classes.searchField}>
          <TextInput
            ref={field}
            type="search"
            aria-label="Search the knowledge base"
            placeholder="Symptom, rule, condition, in any words"
            leftSection={<IconSearch size={17} stroke={1.7} aria-hidden />}
            rightSection={typed === '' ? <Keys keys="/" /> : undefined}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <ListPane search={search} />
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: an entry without links must be scrolled by keys too */}
      <section className={classes.entry} ref={entry} aria-label="Entry" tabIndex={0}>
        <Outlet />
      </section>
    </div>
  );
}
