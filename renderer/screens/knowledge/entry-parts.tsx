import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import classes from './knowledge.module.css';

/** An entry with its heading: what kind it is, its title, its id to quote. */
export function Entry({
  kind,
  title,
  id,
  about,
  mark,
  children,
}: {
  kind: string;
  title: string;
  id: string;
  about?: ReactNode;
  mark?: ReactNode;
  children: ReactNode;
}) {
  return (
    <article className={classes.article}>
      <header className={classes.head}>
        <div>
          <Text c="dimmed" fz="sm">
            {kind} · <code>{id}</code>
          </Text>
          <Title order={1}>{title}</Title>
          {about === undefined ? null : <Text c="dimmed">{about}</Text>}
        </div>
        {mark}
      </header>
      {children}
    </article>
  );
}

/** A part of an entry; nothing where it is empty. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <Title order={2}>{title}</Title>
      {children}
    </section>
  );
}

export function Reading({ query }: { query: { isPending: boolean; error: unknown; refetch(): unknown } }) {
  return query.isPending ? (
    <LoadingRows rows={9} label="Reading the entry" />
  ) : (
    <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  );
}

/** Links to concepts of the lexicon, as words in a line. */
export function ConceptLinks({ concepts }: { concepts: readonly { id: string; name: string }[] }) {
  if (concepts.length === 0) return null;
  return (
    <ul className={classes.chips}>
      {concepts.map(({ id, name }) => (
        <li key={id}>
          <Link
            to="/knowledge/concepts/$id"
            params={{ id }}
            search={(before) => before}
            className={classes.chip}
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Statements with their sources. */
export function Statements({ items }: { items: readonly { text: string; source: string }[] }) {
  return (
    <ul className={classes.statements}>
      {items.map(({ text, source }) => (
        <li key={text}>
          {text} <Source>{source}</Source>
        </li>
      ))}
    </ul>
  );
}

export function Source({ children }: { children: ReactNode }) {
  return (
    <Text span c="dimmed" fz="sm">
      {children}
    </Text>
  );
}
