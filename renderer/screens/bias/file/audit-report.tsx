import { ActionIcon, Button, Group, Select, Table, Text, Title } from '@mantine/core';
import { IconChartDots, IconDownload, IconFileSearch, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { AUDIT_METRICS, type AuditMetric, type AuditReport } from '../../../../core/contract/index.ts';
import { useActions } from '../../../app/actions.ts';
import { formatCount, plural } from '../../../app/format.ts';
import { KeyTooltip } from '../../../components/key-tooltip.tsx';
import { Note } from '../../../components/note.tsx';
import { saveFile } from '../../../components/save-file.ts';
import classes from '../bias.module.css';
import { endOfAxis, percent } from '../overview-view.ts';
import { AuditPanel } from './audit-panel.tsx';
import {
  auditCsv,
  disparityText,
  failures,
  groupKey,
  groupLabel,
  headlineOf,
  METRIC_LABELS,
  METRIC_QUESTIONS,
  shownRate,
} from './audit-view.ts';

/** Findings that are listed; all are in the tables and in what is saved. */
const MOST_FINDINGS = 10;

/** The audit of a file: what was found first, then every group. */
export function AuditReportView({
  report,
  fileName,
  onAnother,
}: {
  report: AuditReport;
  fileName: string;
  onAnother: () => void;
}) {
  const found = failures(report);
  const [metric, setMetric] = useState<AuditMetric>(found[0]?.metric ?? 'selectionRate');
  const [asTable, setAsTable] = useState(false);
  const end = endOfAxis([report.overall, ...report.groups].map((counts) => shownRate(counts, metric)));
  const save = () => saveFile('bias-audit.csv', new Blob([auditCsv(report)], { type: 'text/csv' }));
  useActions([
    {
      id: 'audit.table',
      label: asTable ? 'Show the charts' : 'Show the tables',
      group: 'Bias',
      keys: 't',
      icon: IconTable,
      run: () => setAsTable(!asTable),
    },
    {
      id: 'audit.csv',
      label: 'Save all figures as CSV',
      group: 'Bias',
      keys: 's',
      icon: IconDownload,
      run: save,
    },
  ]);
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <div className={classes.lead}>
          <Title order={1} className={classes.headline}>
            {headlineOf(report)}
          </Title>
          <Text c="dimmed" className="numbers">
            {fileName}: {plural(report.rows, 'row')}, “{report.columns.decision}” against “
            {report.columns.outcome}”
            {report.columns.weight === null ? '' : `, weighted by “${report.columns.weight}”`}
          </Text>
        </div>
        <Group gap="sm" wrap="nowrap">
          <Button
            variant="default"
            leftSection={<IconFileSearch size={17} stroke={1.7} />}
            onClick={onAnother}
          >
            Another audit
          </Button>
          <KeyTooltip label={asTable ? 'Show the charts' : 'Show the tables'} keys="t">
            <Button
              variant="default"
              leftSection={
                asTable ? <IconChartDots size={17} stroke={1.7} /> : <IconTable size={17} stroke={1.7} />
              }
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? 'Charts' : 'Tables'}
            </Button>
          </KeyTooltip>
          <KeyTooltip label="Save all figures as CSV" keys="s">
            <ActionIcon size={36} variant="default" aria-label="Save all figures as CSV" onClick={save}>
              <IconDownload size={18} stroke={1.6} />
            </ActionIcon>
          </KeyTooltip>
        </Group>
      </header>
      {report.notes.length === 0 ? null : (
        <div className={classes.notes}>
          <Note title="Read the figures with this in mind">
            <ul>
              {report.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Note>
        </div>
      )}
      <Summary report={report} />
      {found.length === 0 ? null : <Findings report={report} />}
      <div className={classes.question}>
        <Select
          aria-label="Rate shown"
          w={250}
          allowDeselect={false}
          value={metric}
          data={AUDIT_METRICS.map((value) => ({ value, label: METRIC_LABELS[value] }))}
          onChange={(value) => setMetric(AUDIT_METRICS.find((known) => known === value) ?? metric)}
        />
        <Text fw={600}>{METRIC_QUESTIONS[metric]}</Text>
      </div>
      <div className={classes.panels}>
        {report.attributes.map((attribute) => (
          <AuditPanel
            key={attribute.columns.join('\n')}
            report={report}
            attribute={attribute}
            metric={metric}
            end={end}
            asTable={asTable}
          />
        ))}
      </div>
      <Text c="dimmed" fz="sm" className={classes.foot}>
        Dots are rates, bars 95% Wilson intervals, the dashed line is the rate of everybody; a diamond is a
        group beyond its threshold, after correction for all comparisons of the report. Fewer than 30 cases or
        10 events are insufficient data and are never read as “no difference”.
      </Text>
    </div>
  );
}

const figure = (value: number | null) => (value === null ? '–' : value.toFixed(3));

function Summary({ report }: { report: AuditReport }) {
  const { demographicParity: parity, equalizedOdds: odds, disparities } = report;
  const of = (verdict: string) => disparities.filter((item) => item.verdict === verdict).length;
  return (
    <Text className={`numbers ${classes.summary}`}>
      {formatCount(disparities.length)} comparisons: {of('fail')} beyond the threshold, {of('pass')} within,{' '}
      {of('insufficient')} with insufficient data. Demographic parity: difference {figure(parity.difference)},
      ratio {figure(parity.ratio)}. Equalised odds: difference {figure(odds.difference)}, ratio{' '}
      {figure(odds.ratio)}.
    </Text>
  );
}

function Findings({ report }: { report: AuditReport }) {
  const found = failures(report);
  return (
    <section className={classes.panel} aria-label="Beyond the threshold">
      <Title order={2}>Beyond the threshold</Title>
      <Table aria-label="Disparities beyond the threshold" className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Group</Table.Th>
            <Table.Th>Rate</Table.Th>
            <Table.Th ta="right">Here</Table.Th>
            <Table.Th ta="right">Reference</Table.Th>
            <Table.Th ta="right">Disparity (95% interval)</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.slice(0, MOST_FINDINGS).map((item) => (
            <Table.Tr key={`${groupKey(item.group)} ${item.metric}`}>
              <Table.Th scope="row" fw={550}>
                {groupLabel(item.group)}
              </Table.Th>
              <Table.Td>{METRIC_LABELS[item.metric]}</Table.Td>
              <Table.Td ta="right">{percent(item.rate ?? 0)}</Table.Td>
              <Table.Td ta="right">
                {percent(item.referenceRate ?? 0)} ({item.reference})
              </Table.Td>
              <Table.Td ta="right">{disparityText(item)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {found.length > MOST_FINDINGS ? (
        <Text c="dimmed" fz="sm">
          {plural(found.length - MOST_FINDINGS, 'more disparity', 'more disparities')} in the tables below.
        </Text>
      ) : null}
    </section>
  );
}
