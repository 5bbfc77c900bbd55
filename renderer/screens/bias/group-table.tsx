import { Table, Text } from '@mantine/core';

import { formatCount } from '../../app/format.ts';
import { type GroupRow, percent, type ShownRate } from './overview-view.ts';

/** The figures behind the plot. */
export function GroupTable({
  rows,
  overall,
  label,
}: {
  rows: readonly GroupRow[];
  overall: ShownRate;
  label: string;
}) {
  return (
    <Table aria-label={`Figures by ${label.toLowerCase()}`} className="numbers">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{label}</Table.Th>
          <Table.Th ta="right">Events</Table.Th>
          <Table.Th ta="right">n</Table.Th>
          <Table.Th ta="right">Rate</Table.Th>
          <Table.Th ta="right">95% interval</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ value, label: group, rate, named }) => (
          <Row key={value} label={group} rate={rate} weight={named ? 650 : 400} />
        ))}
        <Row label="All" rate={overall} weight={550} />
      </Table.Tbody>
    </Table>
  );
}

function Row({ label, rate, weight }: { label: string; rate: ShownRate; weight: number }) {
  const { events, n, interval } = rate;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={weight}>
        {label}
      </Table.Th>
      <Table.Td ta="right">{formatCount(events)}</Table.Td>
      <Table.Td ta="right">{formatCount(n)}</Table.Td>
      {rate.rate === null || interval === null ? (
        <Table.Td colSpan={2} ta="right">
          <Text span c="dimmed" fs="italic">
            insufficient data
          </Text>
        </Table.Td>
      ) : (
        <>
          <Table.Td ta="right" fw={weight}>
            {percent(rate.rate)}
          </Table.Td>
          <Table.Td ta="right">
            {percent(interval.low)} – {percent(interval.high)}
          </Table.Td>
        </>
      )}
    </Table.Tr>
  );
}
