import { Button, Text, Title, Tooltip } from '@mantine/core';
import { IconActivity, IconChartLine, IconDownload, IconInfoCircle, IconTable } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ComparisonView, MonitoringOverview } from '../../../core/contract/index.ts';
import { useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';
import { formatCount, formatDateTime } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { saveFile } from '../../components/save-file.ts';
import { ComparisonTable } from './comparison-table.tsx';
import classes from './monitoring.module.css';
import { PathChart } from './path-chart.tsx';
import { PathTable } from './path-table.tsx';
import type { WatchSearch } from './routes.ts';
import { WatchMatrix } from './watch-matrix.tsx';
import { cellOf, headlineOf, leadingCell, pathCsv } from './watch-words.ts';

/** Is one group treated differently from the others, as far as anybody can say today? */
export function WatchScreen() {
  const overview = useQuery({
    ...api.monitoring.overview.queryOptions({ input: {} }),
    placeholderData: keepPreviousData,
  });
  if (overview.isPending) return <LoadingRows rows={14} label="Reading the evidence" />;
  if (overview.data === undefined) {
    return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />;
  }
  if (overview.data.decisions === 0) {
    return (
      <EmptyState icon={IconActivity} title="No signed decisions yet">
        From the first signed decision on, every group is compared with all others, and an alert is raised
        when a difference is beyond chance.
      </EmptyState>
    );
  }
  return <Watch overview={overview.data} />;
}

function Watch({ overview }: { overview: MonitoringOverview }) {
  const search = useSearch({ from: '/monitoring/' });
  const navigate = useNavigate();
  const show = (next: WatchSearch) =>
    void navigate({ to: '/monitoring', search: { ...search, ...next }, replace: true });
  const leading = leadingCell(overview);
  const metric = search.metric ?? leading.metric;
  const attribute = search.attribute ?? leading.attribute;
  const rows = cellOf(overview, metric, attribute);
  const shown = rows.find(({ group }) => group === search.group) ?? rows[0];
  const about = overview.metrics.find((one) => one.metric === metric);
  const by = overview.attributes.find((one) => one.attribute === attribute)?.label ?? attribute;
  const label = `${about?.label ?? metric} by ${by.toLowerCase()}`;
  return (
    <div className={classes.screen}>
      <header>
        <Title order={1} className={classes.headline}>
          {headlineOf(overview)}
        </Title>
        <Text c="dimmed" className="numbers">
          {aboutOf(overview)}
        </Text>
      </header>
      <WatchMatrix
        overview={overview}
        shown={{ metric, attribute }}
        onShow={(nextMetric, nextAttribute) =>
          show({ metric: nextMetric, attribute: nextAttribute, group: undefined })
        }
      />
      <Panel title={label} padded={false}>
        <div className={classes.question}>
          <Text>{about?.question}</Text>
          <Tooltip label={`${about?.definition ?? ''} Source: ${about?.source ?? ''}`} multiline maw={460}>
            <Text c="dimmed" fz="sm" className={classes.definition} tabIndex={0}>
              <IconInfoCircle size={15} stroke={1.7} aria-hidden /> How this is counted
              <span className="only-heard">: {about?.definition}</span>
            </Text>
          </Tooltip>
        </div>
        <ComparisonTable
          label={label}
          rows={rows}
          shown={shown?.group}
          onShow={(group) => show({ metric, attribute, group })}
        />
      </Panel>
      {shown === undefined ? null : (
        <Evidence
          comparison={shown}
          label={label}
          asTable={search.table ?? false}
          onTable={(table) => show({ table: table || undefined })}
        />
      )}
      <Text c="dimmed" fz="sm" className={classes.foot}>
        {overview.method} Pairs are alike in what the rules propose and in age. Fewer than{' '}
        {overview.least.pairs} pairs, {overview.least.groupN} patients of the group or {overview.least.events}{' '}
        events are not enough yet, which is never “no difference”. The interval holds at every moment together
        and is more cautious than the e-value: it can still include no difference when an alert is raised.
        Sources: {overview.sources.join('; ')}.
      </Text>
    </div>
  );
}

/** The path of one group: how the evidence grew, and how large the difference is. */
function Evidence({
  comparison,
  label,
  asTable,
  onTable,
}: {
  comparison: ComparisonView;
  label: string;
  asTable: boolean;
  onTable: (table: boolean) => void;
}) {
  const path = useQuery({
    ...api.monitoring.path.queryOptions({ input: { comparison: comparison.id } }),
    placeholderData: keepPreviousData,
  });
  const save = () =>
    saveFile(
      `evidence-${comparison.id.replaceAll('/', '-')}.csv`,
      new Blob([pathCsv(path.data ?? [])], { type: 'text/csv' }),
    );
  useActions([
    {
      id: 'monitoring.table',
      label: asTable ? 'Show the chart' : 'Show the table',
      group: 'Monitoring',
      keys: 't',
      icon: IconTable,
      run: () => onTable(!asTable),
    },
    {
      id: 'monitoring.csv',
      label: 'Save the evidence as CSV',
      group: 'Monitoring',
      keys: 's',
      icon: IconDownload,
      run: save,
    },
  ]);
  return (
    <Panel
      title={`${comparison.label} against everybody else`}
      actions={
        <div className={classes.buttons}>
          <KeyTooltip label={asTable ? 'Show the chart' : 'Show the table'} keys="t">
            <Button
              variant="default"
              leftSection={
                asTable ? <IconChartLine size={17} stroke={1.7} /> : <IconTable size={17} stroke={1.7} />
              }
              onClick={() => onTable(!asTable)}
            >
              {asTable ? 'Chart' : 'Table'}
            </Button>
          </KeyTooltip>
          <KeyTooltip label="Save the evidence as CSV" keys="s">
            <Button variant="default" leftSection={<IconDownload size={17} stroke={1.7} />} onClick={save}>
              Save
            </Button>
          </KeyTooltip>
        </div>
      }
    >
      {path.isPending ? <LoadingRows rows={8} label="Reading the evidence" /> : null}
      {path.isError ? <ErrorState error={path.error} onRetry={() => void path.refetch()} /> : null}
      {path.data === undefined ? null : path.data.length === 0 ? (
        <Text c="dimmed">No pair has been completed yet.</Text>
      ) : asTable ? (
        <PathTable label={`${comparison.label}, ${label}`} path={path.data} />
      ) : (
        <PathChart label={`${comparison.label}, ${label}`} path={path.data} line={comparison.log10Line} />
      )}
    </Panel>
  );
}

function aboutOf({ decisions, outcomes, outcomesAwaited, asOf, alpha }: MonitoringOverview): string {
  const upTo = asOf === null ? '' : `, up to ${formatDateTime(asOf)}`;
  return (
    `${formatCount(decisions)} first decisions and ${formatCount(outcomes)} outcomes taken in${upTo}; ` +
    `${formatCount(outcomesAwaited)} outcomes awaited. While there is no bias, the chance of any alert is at most ${alpha * 100}%.`
  );
}
