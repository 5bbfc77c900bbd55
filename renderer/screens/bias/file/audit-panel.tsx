import { Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { AuditAttribute, AuditMetric, AuditReport } from '../../../../core/contract/index.ts';
import { formatCount, plural } from '../../../app/format.ts';
import classes from '../bias.module.css';
import { DotPlot } from '../dot-plot.tsx';
import { percent } from '../overview-view.ts';
import { AuditTable } from './audit-table.tsx';
import { furthestFirst, groupsOf, plotRows, shownRate } from './audit-view.ts';

/** Beyond this many groups the plot shows those furthest from everybody; the table has all. */
const MOST_GROUPS = 20;

const ignoreChart = () => undefined;

/** Decisions of a file by one attribute, or by several together. */
export function AuditPanel({
  report,
  attribute,
  metric,
  end,
  asTable,
}: {
  report: AuditReport;
  attribute: AuditAttribute;
  metric: AuditMetric;
  end: number;
  asTable: boolean;
}) {
  const label = attribute.columns.join(' and ');
  const overall = useMemo(() => shownRate(report.overall, metric), [report, metric]);
  const all = useMemo(() => plotRows(report, attribute, metric), [report, attribute, metric]);
  const rows = useMemo(
    () => (all.length > MOST_GROUPS ? furthestFirst(all, overall).slice(0, MOST_GROUPS) : all),
    [all, overall],
  );
  return (
    <section className={classes.panel} aria-label={label}>
      <div className={classes.panelHead}>
        <Title order={2}>{label}</Title>
        <Text c="dimmed" fz="sm" className="numbers">
          {overall.rate === null
            ? 'No overall rate: insufficient data'
            : `Overall ${percent(overall.rate)}, n = ${formatCount(overall.n)}`}
        </Text>
      </div>
      {asTable ? (
        <AuditTable report={report} groups={groupsOf(report, attribute)} metric={metric} label={label} />
      ) : (
        <DotPlot rows={rows} overall={overall} end={end} onChart={ignoreChart} />
      )}
      {!asTable && all.length > rows.length ? (
        <Text c="dimmed" fz="sm">
          The {MOST_GROUPS} groups furthest from everybody; {plural(all.length - rows.length, 'more group')}{' '}
          in the table.
        </Text>
      ) : null}
    </section>
  );
}
