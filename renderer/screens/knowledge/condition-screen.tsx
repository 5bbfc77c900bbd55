import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ConditionView } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { ACUITY_LABELS } from '../../components/acuity-badge.tsx';
import { Entry, Part, Reading } from './entry-parts.tsx';
import classes from './knowledge.module.css';
import { LevelMark } from './level-mark.tsx';

/** A condition: how it shows itself, who has it more often, and where it is thought of. */
export function ConditionScreen() {
  const { id } = useParams({ from: '/knowledge/conditions/$id' });
  const opened = useQuery({
    ...api.knowledge.condition.queryOptions({ input: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (opened.data === undefined) return <Reading query={opened} />;
  const view = opened.data;
  return (
    <Entry
      kind={view.mustNotMiss ? 'Condition that must not be missed' : 'Condition'}
      id={id}
      title={view.title}
      about="Shown as “consider”, never as a diagnosis."
      mark={<LevelMark acuity={view.acuity} />}
    >
      <Part title="In short">
        <dl className={classes.facts}>
          <dt>Calls for</dt>
          <dd>
            Level {view.acuity}, {ACUITY_LABELS[view.acuity].toLowerCase()}, where it is real
          </dd>
          <dt>How common</dt>
          <dd>{view.prior} in 1,000 who come with any complaint</dd>
          {view.core === null ? null : (
            <>
              <dt>Usually tells of</dt>
              <dd>
                <code className={classes.when}>{view.core}</code>
              </dd>
            </>
          )}
          {view.excludes === null ? null : (
            <>
              <dt>Impossible when</dt>
              <dd>
                <code className={classes.when}>{view.excludes}</code>
              </dd>
            </>
          )}
          <dt>Source</dt>
          <dd>{view.source}</dd>
          <dt>Typical case</dt>
          <dd>{view.example}</dd>
        </dl>
      </Part>
      <Part title="Findings that speak for it">
        <Evidence label="Findings" heading="Finding" rows={view.findings} />
      </Part>
      {view.risks.length === 0 ? null : (
        <Part title="Who has it more or less often">
          <Evidence label="Risks" heading="Where" rows={view.risks} />
        </Part>
      )}
      {view.presentations.length === 0 ? null : (
        <Part title="Thought of in">
          <ul className={classes.chips}>
            {view.presentations.map(({ id: presentation, title, as }) => (
              <li key={`${presentation} ${as}`}>
                <Link
                  to="/knowledge/presentations/$id"
                  params={{ id: presentation }}
                  search={(before) => before}
                  className={classes.chip}
                >
                  {title}
                  {as === 'mustNotMiss' ? ' (must not be missed)' : ''}
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </Entry>
  );
}

function Evidence({
  label,
  heading,
  rows,
}: {
  label: string;
  heading: string;
  rows: ConditionView['findings'];
}) {
  return (
    <Table aria-label={label} className={`${classes.evidence} numbers`} verticalSpacing={5}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{heading}</Table.Th>
          <Table.Th ta="right">Times as likely</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ text, ratio }) => (
          <Table.Tr key={text}>
            <Table.Td>
              <code className={classes.when}>{text}</code>
            </Table.Td>
            <Table.Td ta="right">
              {ratio < 1 ? (
                <Text span c="dimmed">
                  {ratio}
                </Text>
              ) : (
                ratio
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
