import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PairedDifference } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatCount, plural } from '../../app/format.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import classes from './evaluation.module.css';
import { changeText, levelWords, percent, pText, verdictOf } from './report-words.ts';

/** This run beside an earlier one, case by case. */
export function ComparisonPanel({ first, second }: { first: string; second: string }) {
  const comparison = useQuery(api.evaluation.compare.queryOptions({ input: { first, second } }));
  if (comparison.isPending) return <LoadingRows rows={4} label="Comparing" />;
  if (comparison.data === undefined) {
    return <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} />;
  }
  const { data } = comparison;
  const { mcnemar, changed } = data;
  return (
    <Panel title="Compared with the earlier run">
      <Text fw={600}>{verdictOf(data)}</Text>
      <Text c="dimmed" fz="sm" className={classes.versions}>
        Earlier: {data.first}. Now: {data.second}.
      </Text>
      <Table aria-label="Earlier and now" className="numbers" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Measure</Table.Th>
            <Table.Th ta="right">Earlier</Table.Th>
            <Table.Th ta="right">Now</Table.Th>
            <Table.Th ta="right">Change (95% interval)</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Difference label="Exact agreement" of={data.exact} />
          <Difference label="Under-triage" of={data.under} />
          <Difference label="Over-triage" of={data.over} />
        </Table.Tbody>
      </Table>
      <Text fz="sm" c="dimmed" mt="sm">
        McNemar’s test: right only before in {formatCount(mcnemar.firstOnly)}, only now in{' '}
        {plural(mcnemar.secondOnly, 'case')}; {pText(mcnemar.p)} (
        {mcnemar.method === 'exact'
          ? 'exact'
          : `χ² = ${mcnemar.statistic?.toFixed(2) ?? ''} with continuity correction`}
        ), mid-p {mcnemar.midP.toFixed(4)}. Intervals after Newcombe for paired shares.
      </Text>
      {changed.length === 0 ? null : (
        <details className={classes.changed}>
          <summary>{plural(changed.length, 'case')} answered differently</summary>
          <ul>
            {changed.slice(0, 200).map(({ id, gold, first: before, second: now }) => (
              <li key={id}>
                <code>{id}</code>: {levelWords(before)} → {levelWords(now)} (gold {levelWords(gold)})
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

function Difference({ label, of }: { label: string; of: PairedDifference }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {label}
      </Table.Th>
      <Table.Td ta="right">{of.first.rate === null ? '–' : percent(of.first.rate)}</Table.Td>
      <Table.Td ta="right">{of.second.rate === null ? '–' : percent(of.second.rate)}</Table.Td>
      <Table.Td ta="right">{changeText(of)}</Table.Td>
    </Table.Tr>
  );
}
