import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { PresentationView } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { plural } from '../../app/format.ts';
import { segmentsOf } from '../../components/highlight.ts';
import { Entry, Part, Reading, Source, Statements } from './entry-parts.tsx';
import classes from './knowledge.module.css';
import { LevelMark, LevelRange } from './level-mark.tsx';
import { DefaultRows, RuleRows } from './rule-rows.tsx';

const POPULATION_WORDS: Readonly<Record<PresentationView['populations'][number], string>> = {
  adult: 'adults',
  child: 'children',
  infant: 'infants',
  pregnant: 'pregnant women',
  older: 'older people',
};

/** One complaint: for whom, what brings it up, what decides its level, what to ask and to say, and its own test. */
export function PresentationScreen() {
  const { id } = useParams({ from: '/knowledge/presentations/$id' });
  const opened = useQuery({
    ...api.knowledge.presentation.queryOptions({ input: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (opened.data === undefined) return <Reading query={opened} />;
  const view = opened.data;
  const whom = view.populations.map((population) => POPULATION_WORDS[population]).join(', ');
  return (
    <Entry
      kind="Presentation"
      id={id}
      title={view.title}
      about={`For ${whom}${view.applies === null ? '' : ` (${view.applies})`}`}
      mark={<LevelRange from={view.mostUrgent} to={view.leastUrgent} />}
    >
      <Part title="Words that bring it up">
        <Triggers triggers={view.triggers} />
      </Part>
      {view.discriminators.length === 0 ? null : (
        <Part title="What makes it urgent">
          <RuleRows rules={view.discriminators} />
        </Part>
      )}
      <Part title={view.discriminators.length === 0 ? 'Level' : 'When none of these is found'}>
        <DefaultRows defaults={view.defaults} />
      </Part>
      {view.questions.length === 0 ? null : (
        <Part title="Questions to ask next">
          <ul className={classes.statements}>
            {view.questions.map(({ ask, source }) => (
              <li key={ask}>
                {ask} {source === null ? null : <Source>{source}</Source>}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {view.mustNotMiss.length === 0 ? null : (
        <Part title="Must not be missed">
          <ConditionLinks conditions={view.mustNotMiss} />
        </Part>
      )}
      {view.likely.length === 0 ? null : (
        <Part title="What it usually is">
          <ConditionLinks conditions={view.likely} />
        </Part>
      )}
      {view.selfCare.length === 0 ? null : (
        <Part title="Looking after oneself">
          <Statements items={view.selfCare} />
        </Part>
      )}
      {view.safetyNet.length === 0 ? null : (
        <Part title="When to come back or call for help">
          <Statements items={view.safetyNet} />
        </Part>
      )}
      <Part title="Its own test cases, tried now">
        <Examples examples={view.examples} />
      </Part>
      {view.explains.length === 0 ? null : (
        <Part title="Accounts for">
          <Text c="dimmed" fz="sm">
            Where both are found, these complaints do not add a level of their own.
          </Text>
          <ul className={classes.chips}>
            {view.explains.map((other) => (
              <li key={other.id}>
                <Link
                  to="/knowledge/presentations/$id"
                  params={{ id: other.id }}
                  search={(before) => before}
                  className={classes.chip}
                >
                  {other.title}
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </Entry>
  );
}

/** Words shown of each trigger before it is opened. */
const SHOWN_TERMS = 8;

function Triggers({ triggers }: { triggers: PresentationView['triggers'] }) {
  return (
    <dl className={classes.triggers}>
      {triggers.map(({ id, name, terms }) => (
        <div key={id}>
          <dt>
            <Link to="/knowledge/concepts/$id" params={{ id }} search={(before) => before}>
              {name}
            </Link>
          </dt>
          <dd>
            {terms.slice(0, SHOWN_TERMS).join('; ')}
            {terms.length > SHOWN_TERMS ? `; and ${terms.length - SHOWN_TERMS} more` : ''}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ConditionLinks({ conditions }: { conditions: PresentationView['likely'] }) {
  return (
    <ul className={classes.chips}>
      {conditions.map(({ id, title, known }) => (
        <li key={id}>
          {known ? (
            <Link
              to="/knowledge/conditions/$id"
              params={{ id }}
              search={(before) => before}
              className={classes.chip}
            >
              {title}
            </Link>
          ) : (
            <span className={classes.chip}>{title}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Examples({ examples }: { examples: PresentationView['examples'] }) {
  const wrong = examples.filter(({ agrees }) => !agrees).length;
  return (
    <>
      <Text c="dimmed" fz="sm">
        {wrong === 0
          ? `${plural(examples.length, 'case')}, all at an expected level.`
          : `${wrong} of ${plural(examples.length, 'case')} not at the expected level.`}
      </Text>
      <ol className={classes.rules}>
        {examples.map(({ narrative, about, expected, given, agrees, spans, because }) => (
          <li key={`${narrative} ${about}`}>
            <LevelMark acuity={given} />
            <div>
              <span className={classes.plainText}>
                {segmentsOf(
                  narrative,
                  spans.map(({ start, end }, index) => ({ id: String(index), start, end, kind: 'decides' })),
                ).map(({ start, text, marks }) =>
                  marks.length === 0 ? <span key={start}>{text}</span> : <mark key={start}>{text}</mark>,
                )}
                {about === '' ? '' : ` (${about})`}
              </span>
              <Source>{because ?? 'Nothing was recognised.'}</Source>
              <span className={classes.expected} data-agrees={agrees}>
                {agrees ? (
                  <IconCircleCheck size={16} aria-hidden />
                ) : (
                  <IconAlertTriangle size={16} aria-hidden />
                )}
                {agrees ? 'As expected' : 'Not as expected'}:{' '}
                {expected[0] === expected[1]
                  ? `level ${expected[0]}`
                  : `level ${expected[0]} to ${expected[1]}`}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
