import { Table } from '@mantine/core';
import type { EvidencePoint } from '../../../core/contract/index.ts';
import { formatCount, formatDateTime } from '../../app/format.ts';
import classes from './monitoring.module.css';
import { differenceText, eText } from './watch-words.ts';

/** The figures behind the chart, newest first. */
export function PathTable({ label, path }: { label: string; path: readonly EvidencePoint[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={classes.pathTable} aria-label={`Figures for ${label}`} tabIndex={0}>
      <Table aria-label={`Evidence for ${label}`} className="numbers" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>At</Table.Th>
            <Table.Th ta="right">Pairs</Table.Th>
            <Table.Th ta="right">E-value</Table.Th>
            <Table.Th ta="right">Difference from the others</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {path.toReversed().map(({ pairs, at, log10E, difference, low, high }) => (
            <Table.Tr key={pairs}>
              <Table.Td>{formatDateTime(at)}</Table.Td>
              <Table.Td ta="right">{formatCount(pairs)}</Table.Td>
              <Table.Td ta="right">{eText(log10E)}</Table.Td>
              <Table.Td ta="right">{differenceText({ value: difference, low, high })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
