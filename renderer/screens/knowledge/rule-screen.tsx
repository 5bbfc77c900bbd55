import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams } from '@tanstack/react-router';
import { api } from '../../app/client.ts';
import { problemOf } from '../../app/problem.ts';
import { ACUITY_LABELS } from '../../components/acuity-badge.tsx';
import { ConceptLinks, Entry, Part, Reading } from './entry-parts.tsx';
import classes from './knowledge.module.css';
import { LevelMark } from './level-mark.tsx';

/** One rule, as a reason of an assessment names it. A presentation's default level opens the presentation. */
export function RuleScreen() {
  const { id } = useParams({ from: '/knowledge/rules/$id' });
  const opened = useQuery({
    ...api.knowledge.rule.queryOptions({ input: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [owner, part] = id.split('.');
  if (opened.isError && problemOf(opened.error).code === 'knowledge.notFound' && owner !== undefined) {
    if (part === 'default')
      return <Navigate to="/knowledge/presentations/$id" params={{ id: owner }} replace />;
    // What reasoning adds is named after the condition.
    if (owner === 'consider' && part !== undefined) {
      return <Navigate to="/knowledge/conditions/$id" params={{ id: part }} replace />;
    }
  }
  if (opened.data === undefined) return <Reading query={opened} />;
  const { text, acuity, source, when, concepts, group, presentation } = opened.data;
  return (
    <Entry
      kind={presentation === null ? 'Rule for every complaint' : 'Rule of a presentation'}
      id={id}
      title={text}
      mark={<LevelMark acuity={acuity} />}
    >
      <Part title="What it does">
        <dl className={classes.facts}>
          <dt>Calls for</dt>
          <dd>
            Level {acuity}, {ACUITY_LABELS[acuity].toLowerCase()}
          </dd>
          <dt>When</dt>
          <dd>
            <code className={classes.when}>{when}</code>
          </dd>
          <dt>Source</dt>
          <dd>{source}</dd>
          <dt>Belongs to</dt>
          <dd>
            {presentation === null ? (
              group
            ) : (
              <Link
                to="/knowledge/presentations/$id"
                params={{ id: presentation }}
                search={(before) => before}
              >
                {group}
              </Link>
            )}
          </dd>
        </dl>
      </Part>
      {concepts.length === 0 ? null : (
        <Part title="Words it looks for">
          <Text c="dimmed" fz="sm">
            Each stands for every way of saying it, clinical and lay.
          </Text>
          <ConceptLinks concepts={concepts} />
        </Part>
      )}
    </Entry>
  );
}
