import { Table } from '@mantine/core';
import type { Observation } from '../../../core/contract/index.ts';
import { TimeText } from '../time-text.tsx';
import { Sparkline } from './sparkline.tsx';
import { measuredAt, vitalText } from './vitals-words.ts';

/** A value with its history, newest first: a line where there are numbers to draw, and the table always. */
export function VitalHistory({
  label,
  observations,
}: {
  label: string;
  observations: readonly Observation[];
}) {
  const points = observations
    .flatMap((observation) =>
      typeof observation.value === 'number'
        ? [{ at: Date.parse(measuredAt(observation)), value: observation.value }]
        : [],
    )
    .reverse();
  return (
    <>
      {points.length >= 2 ? <Sparkline points={points} label={`${label} over time`} /> : null}
      <Table aria-label={`Values of ${label}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Measured</Table.Th>
            <Table.Th>{label}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {observations.map((observation, index) => (
            <Table.Tr key={observation.id}>
              <Table.Td>
                {observation.effectiveAt === null ? 'not stated, recorded ' : null}
                <TimeText at={measuredAt(observation)} />
              </Table.Td>
              <Table.Td className="numbers" fw={index === 0 ? 650 : 400}>
                {vitalText(observation)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
