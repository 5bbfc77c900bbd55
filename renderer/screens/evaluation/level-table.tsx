import { Table, Text } from '@mantine/core';
import type { EvaluationReport, Share } from '../../../core/contract/index.ts';
import { formatCount } from '../../app/format.ts';
import classes from './evaluation.module.css';
import { intervalText, levelWords, percent } from './report-words.ts';

/** Agreement, under- and over-triage for each gold level. */
export function LevelTable({ report }: { report: EvaluationReport }) {
  return (
    <Table aria-label="By gold level" className="numbers" verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Gold level</Table.Th>
          <Table.Th ta="right">n</Table.Th>
          <Table.Th ta="right">Exact</Table.Th>
          <Table.Th ta="right">Under-triage</Table.Th>
          <Table.Th ta="right">Over-triage</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {report.perLevel.map(({ gold, n, exact, under, over }, index) => (
          <Table.Tr key={gold}>
            <Table.Th scope="row" fw={500}>
              {levelWords(gold)}
            </Table.Th>
            <Table.Td ta="right">{formatCount(n)}</Table.Td>
            <Cell share={exact} />
            {/* Nothing is less urgent than the last level, and nothing more urgent than the first. */}
            {index === report.perLevel.length - 1 ? <Nothing /> : <Cell share={under} />}
            {index === 0 ? <Nothing /> : <Cell share={over} />}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Cell({ share }: { share: Share }) {
  return (
    <Table.Td ta="right">
      {share.rate === null ? (
        <Text span c="dimmed">
          no case
        </Text>
      ) : (
        <>
          {percent(share.rate)}{' '}
          <Text span c="dimmed" fz="sm" className={classes.whole ?? ''}>
            {intervalText(share)}
          </Text>
        </>
      )}
    </Table.Td>
  );
}

function Nothing() {
  return (
    <Table.Td ta="right">
      <Text span c="dimmed" aria-label="not possible">
        –
      </Text>
    </Table.Td>
  );
}
