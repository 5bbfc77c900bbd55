import { Table, UnstyledButton } from '@mantine/core';
import type { ComparisonView } from '../../../core/contract/index.ts';
import { formatCount } from '../../app/format.ts';
import classes from './monitoring.module.css';
import { differenceText, eText, rateText } from './watch-words.ts';

const STATE_WORDS: Record<ComparisonView['state'], string> = {
  alert: 'Alert',
  quiet: 'No alert so far',
  notEnough: 'Not enough yet',
};

/** The groups of one attribute in one metric, each against everybody else. */
export function ComparisonTable({
  label,
  rows,
  shown,
  onShow,
}: {
  label: string;
  rows: readonly ComparisonView[];
  shown: string | undefined;
  onShow: (group: string) => void;
}) {
  return (
    <div className={classes.groups}>
      <Table aria-label={label} className="numbers" verticalSpacing={3} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Group</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th ta="right">In the group</Table.Th>
            <Table.Th ta="right">Others</Table.Th>
            <Table.Th ta="right">Pairs</Table.Th>
            <Table.Th ta="right">E-value (alarm line)</Table.Th>
            <Table.Th ta="right">Difference in pairs</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.group} data-shown={row.group === shown} className={classes.group}>
              <Table.Th scope="row">
                <UnstyledButton
                  className={classes.groupName}
                  aria-pressed={row.group === shown}
                  onClick={() => onShow(row.group)}
                >
                  {row.label}
                </UnstyledButton>
              </Table.Th>
              <Table.Td data-state={row.state} className={classes.state}>
                {STATE_WORDS[row.state]}
              </Table.Td>
              <Table.Td ta="right">{rateText(row.inGroup)}</Table.Td>
              <Table.Td ta="right">{rateText(row.inRest)}</Table.Td>
              <Table.Td ta="right">{formatCount(row.pairs)}</Table.Td>
              <Table.Td ta="right">
                {eText(row.log10E)} ({eText(row.log10Line)})
              </Table.Td>
              <Table.Td ta="right">{differenceText(row.difference)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
