import { Table } from '@mantine/core';
import type { ModelCard, ReliabilityBin, Subgroup } from '../../../core/contract/index.ts';
import { gapText, measuredText, observedText, percent } from './model-words.ts';
import classes from './models.module.css';

function Figures({
  heads,
  rows,
  caption,
}: {
  heads: string[];
  rows: (string | number)[][];
  caption?: string;
}) {
  return (
    <div className={classes.tables}>
      <Table className="numbers" aria-label={caption}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row[0]}>
              {row.map((cell, column) => (
                <Table.Td key={heads[column]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** The figures behind the reliability diagram. */
export function ReliabilityTable({ bins, caption }: { bins: readonly ReliabilityBin[]; caption: string }) {
  return (
    <Figures
      caption={caption}
      heads={['Predicted between', 'Mean prediction', 'What happened (95% interval)']}
      rows={bins.map((bin) => [
        `${percent(bin.from, 0)}–${percent(bin.to, 0)}`,
        bin.predicted === null ? '' : percent(bin.predicted),
        observedText(bin),
      ])}
    />
  );
}

export function PerformanceTable({ metrics }: { metrics: ModelCard['metrics'] }) {
  const row = (label: string, of: ModelCard['metrics']['newWording']) => [
    label,
    of.n.toLocaleString('en-GB'),
    of.events.toLocaleString('en-GB'),
    measuredText(of.auroc),
    `${of.brier.toFixed(3)} (${of.brierOfPrevalence.toFixed(3)})`,
    of.ece.toFixed(3),
  ];
  return (
    <Figures
      caption="Performance on invented patients"
      heads={[
        'Invented patients',
        'n',
        'Events',
        'AUROC (95% interval)',
        'Brier (of prevalence)',
        'Calibration error',
      ]}
      rows={[row('told in new words', metrics.newWording), row('told in known words', metrics.knownWording)]}
    />
  );
}

export function SubgroupTable({ groups }: { groups: readonly Subgroup[] }) {
  return (
    <Figures
      caption="Performance by group"
      heads={['Group', 'n', 'Events', 'AUROC (95% interval)', 'Gap']}
      rows={groups.map((group) => [
        `${group.attribute}: ${group.value}`,
        group.n.toLocaleString('en-GB'),
        group.events.toLocaleString('en-GB'),
        measuredText(group.auroc),
        gapText(group),
      ])}
    />
  );
}
