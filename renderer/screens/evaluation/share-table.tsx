import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Share } from '../../../core/contract/index.ts';
import { formatCount } from '../../app/format.ts';
import { IntervalGraphic } from './interval-graphic.tsx';
import { intervalText, percent } from './report-words.ts';

export interface ShareRow {
  readonly id: string;
  readonly label: ReactNode;
  readonly share: Share;
  readonly strong?: boolean;
}

/** Shares with their intervals, drawn and in figures. */
export function ShareTable({ label, rows }: { label: string; rows: readonly ShareRow[] }) {
  return (
    <Table aria-label={label} className="numbers" verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Measure</Table.Th>
          <Table.Th aria-hidden>0 to 100%</Table.Th>
          <Table.Th ta="right">Rate</Table.Th>
          <Table.Th ta="right">95% interval</Table.Th>
          <Table.Th ta="right">n</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ id, label: name, share, strong = false }) => (
          <Table.Tr key={id}>
            <Table.Th scope="row" fw={strong ? 650 : 450}>
              {name}
            </Table.Th>
            <Table.Td aria-hidden>
              <IntervalGraphic share={share} />
            </Table.Td>
            <Table.Td ta="right" fw={strong ? 650 : 450}>
              {share.rate === null ? '–' : percent(share.rate)}
            </Table.Td>
            <Table.Td ta="right">{intervalText(share)}</Table.Td>
            <Table.Td ta="right">
              {formatCount(share.n)} of {formatCount(share.of)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
