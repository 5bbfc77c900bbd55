import { Table, Text } from '@mantine/core';
import type {
  AuditDisparity,
  AuditGroup,
  AuditMetric,
  AuditReport,
} from '../../../../core/contract/index.ts';
import { formatCount } from '../../../app/format.ts';
import { percent, type ShownRate } from '../overview-view.ts';
import { disparityOf, disparityText, groupKey, groupLabel, shownRate, VERDICT_WORDS } from './audit-view.ts';

/** The figures behind the plot of one attribute, with the comparison of each group and its verdict. */
export function AuditTable({
  report,
  groups,
  metric,
  label,
}: {
  report: AuditReport;
  groups: readonly AuditGroup[];
  metric: AuditMetric;
  label: string;
}) {
  return (
    <Table aria-label={`Figures by ${label}`} className="numbers">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{label}</Table.Th>
          <Table.Th ta="right">Events</Table.Th>
          <Table.Th ta="right">n</Table.Th>
          <Table.Th ta="right">Rate (95% interval)</Table.Th>
          <Table.Th ta="right">Against the reference</Table.Th>
          <Table.Th>Verdict</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {groups.map((group) => (
          <Row
            key={groupKey(group.group)}
            label={groupLabel(group.group)}
            rate={shownRate(group, metric)}
            disparity={disparityOf(report, group.group, metric)}
          />
        ))}
        <Row label="All" rate={shownRate(report.overall, metric)} disparity={undefined} />
      </Table.Tbody>
    </Table>
  );
}

function Row({
  label,
  rate: { events, n, rate, interval },
  disparity,
}: {
  label: string;
  rate: ShownRate;
  disparity: AuditDisparity | undefined;
}) {
  const failed = disparity?.verdict === 'fail';
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={failed ? 650 : 400}>
        {label}
      </Table.Th>
      <Table.Td ta="right">{formatCount(events)}</Table.Td>
      <Table.Td ta="right">{formatCount(n)}</Table.Td>
      <Table.Td ta="right">
        {rate === null || interval === null ? (
          <Text span c="dimmed" fs="italic">
            insufficient data
          </Text>
        ) : (
          `${percent(rate)} (${percent(interval.low)} – ${percent(interval.high)})`
        )}
      </Table.Td>
      <Table.Td ta="right">
        {disparity === undefined || disparity.verdict === 'insufficient' ? '–' : disparityText(disparity)}
      </Table.Td>
      <Table.Td fw={failed ? 650 : 400}>
        {disparity === undefined ? '–' : VERDICT_WORDS[disparity.verdict]}
      </Table.Td>
    </Table.Tr>
  );
}
