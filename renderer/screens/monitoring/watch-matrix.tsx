import { Table, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconHourglassEmpty, IconPointFilled } from '@tabler/icons-react';
import type {
  Attribute,
  ComparisonView,
  MonitoringOverview,
  WatchedMetric,
} from '../../../core/contract/index.ts';
import classes from './monitoring.module.css';
import { cellOf, summaryOf } from './watch-words.ts';

const SIGNS: Record<ComparisonView['state'], typeof IconPointFilled> = {
  alert: IconAlertTriangle,
  quiet: IconPointFilled,
  notEnough: IconHourglassEmpty,
};

/** Everything that is watched at a glance: metrics by attributes. A cell opens its groups. */
export function WatchMatrix({
  overview,
  shown,
  onShow,
}: {
  overview: MonitoringOverview;
  shown: { metric: WatchedMetric; attribute: Attribute };
  onShow: (metric: WatchedMetric, attribute: Attribute) => void;
}) {
  return (
    <div className={classes.matrixBox}>
      <Table aria-label="What is watched" className={classes.matrix} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <span className="only-heard">Metric</span>
            </Table.Th>
            {overview.attributes.map(({ attribute, label }) => (
              <Table.Th key={attribute}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {overview.metrics.map(({ metric, label }) => (
            <Table.Tr key={metric}>
              <Table.Th scope="row">{label}</Table.Th>
              {overview.attributes.map(({ attribute, label: by }) => {
                const summary = summaryOf(cellOf(overview, metric, attribute));
                const Sign = SIGNS[summary.state];
                const isShown = shown.metric === metric && shown.attribute === attribute;
                return (
                  <Table.Td key={attribute}>
                    <UnstyledButton
                      className={classes.cell}
                      data-state={summary.state}
                      aria-pressed={isShown}
                      onClick={() => onShow(metric, attribute)}
                    >
                      <span className={classes.cellWords}>
                        <span className="only-heard">
                          {label} by {by.toLowerCase()}:
                        </span>
                        <Sign size={15} stroke={1.8} aria-hidden />
                        {summary.words}
                      </span>
                      <span className={classes.cellDetail}>{summary.detail}</span>
                    </UnstyledButton>
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
