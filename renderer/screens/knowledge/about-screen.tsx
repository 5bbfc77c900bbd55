import { Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { KnowledgeOverview } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatCount, plural } from '../../app/format.ts';
import { ACUITY_LABELS } from '../../components/acuity-badge.tsx';
import { Note } from '../../components/note.tsx';
import { Part, Reading, Source } from './entry-parts.tsx';
import classes from './knowledge.module.css';

/** What the knowledge base holds, whether it hangs together, and the scales and limits that hold for everybody. */
export function AboutScreen() {
  const opened = useQuery({
    ...api.knowledge.overview.queryOptions({ input: {} }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (opened.data === undefined) return <Reading query={opened} />;
  const { counts, version, digest, complaints, targets, vitalLimits, scores } = opened.data;
  return (
    <article className={classes.article}>
      <header>
        <Title order={1}>What triage knows</Title>
        <Text c="dimmed" className="numbers">
          {plural(counts.presentations, 'presentation')} with {plural(counts.discriminators, 'discriminator')}
          , {plural(counts.rules, 'rule')} for every complaint, {plural(counts.conditions, 'condition')},{' '}
          {plural(counts.concepts, 'concept')} in {formatCount(counts.terms)} terms,{' '}
          {plural(counts.examples, 'test case')}.
        </Text>
        <Text c="dimmed" className="numbers">
          Version {version}, digest <code className={classes.digest}>{digest}</code>
        </Text>
      </header>
      <Checked complaints={complaints} />
      <Part title="Time targets">
        <Table aria-label="Minutes to be seen, by level" className="numbers" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Scale</Table.Th>
              {Object.entries(ACUITY_LABELS).map(([level, label]) => (
                <Table.Th key={level} ta="right">
                  {`${level}\u00a0${label.replaceAll('-', '\u2011')}`}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {targets.map(({ id, title, source, minutes }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row" fw={500}>
                  {title}
                  <br />
                  <Source>{source}</Source>
                </Table.Th>
                {minutes.map((value, level) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the position is the level
                  <Table.Td key={level} ta="right">
                    {value === 0 ? 'at once' : `${value} min`}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Part>
      <Part title="Danger limits of vital signs">
        <Text c="dimmed" fz="sm">
          Beyond these, or a saturation below {vitalLimits.saturationBelow}%, level 2 is to be considered.{' '}
          {vitalLimits.source}.
        </Text>
        <Table
          aria-label="Danger limits by age"
          className={`${classes.evidence} numbers`}
          verticalSpacing={6}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Age</Table.Th>
              <Table.Th ta="right">Heart rate above</Table.Th>
              <Table.Th ta="right">Respiratory rate above</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {vitalLimits.bands.map(({ label, heartRateAbove, respiratoryRateAbove }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={500}>
                  {label}
                </Table.Th>
                <Table.Td ta="right">{heartRateAbove}/min</Table.Td>
                <Table.Td ta="right">{respiratoryRateAbove}/min</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Part>
      <Part title="Clinical scores">
        <ul className={classes.statements}>
          {scores.map(({ id, title, purpose, source }) => (
            <li key={id}>
              <b>{title}</b>: {purpose} <Source>{source}</Source>
            </li>
          ))}
        </ul>
      </Part>
    </article>
  );
}

function Checked({ complaints }: { complaints: KnowledgeOverview['complaints'] }) {
  if (complaints.length === 0) {
    return (
      <Note kind="good" title="Checked: no complaint">
        Every concept a rule names is in the lexicon, every rule can fire and has a source, no id is used
        twice.
      </Note>
    );
  }
  return (
    <Note title={`Checked: ${plural(complaints.length, 'complaint')}`}>
      <details>
        <summary>What the check found</summary>
        <ul className={classes.statements}>
          {complaints.slice(0, 200).map(({ place, problem }) => (
            <li key={`${place} ${problem}`}>
              <code>{place}</code>: {problem}
            </li>
          ))}
        </ul>
      </details>
    </Note>
  );
}
