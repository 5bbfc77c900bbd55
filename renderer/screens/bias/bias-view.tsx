import { ActionIcon, Button, Group, SegmentedControl, Select, Text, Title, Tooltip } from '@mantine/core';
import {
  IconChartDots,
  IconDownload,
  IconFileSearch,
  IconInfoCircle,
  IconPhoto,
  IconTable,
} from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ECharts } from 'echarts/core';
import { useCallback, useRef } from 'react';
import type { FairnessOverview, Metric } from '../../../core/contract/index.ts';
import { useActions } from '../../app/actions.ts';
import { formatCount, formatDay } from '../../app/format.ts';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { saveFile } from '../../components/save-file.ts';
import { AttributePanel } from './attribute-panel.tsx';
import classes from './bias.module.css';
import { composePicture } from './export-picture.ts';
import { axisEnd, headlineOf, leadingFirst, overviewCsv, PRIMARY, sentenceOf } from './overview-view.ts';
import { PERIOD_LABELS, PERIODS, type Period } from './period.ts';

export function BiasView({
  overview,
  period,
  onPeriod,
}: {
  overview: FairnessOverview;
  period: Period;
  onPeriod: (period: Period) => void;
}) {
  const { metric = PRIMARY, table = false } = useSearch({ from: '/bias' });
  const navigate = useNavigate();
  const charts = useRef(new Map<string, ECharts>());
  const keepChart = useCallback((attribute: string, chart: ECharts | null) => {
    if (chart === null) charts.current.delete(attribute);
    else charts.current.set(attribute, chart);
  }, []);
  const show = (next: { metric?: Metric; table?: boolean }) =>
    void navigate({ to: '/bias', search: searchOf({ metric, table, ...next }), replace: true });
  const shown = overview.metrics.find((candidate) => candidate.metric === metric);
  const headline = headlineOf(overview);
  const about = aboutOf(overview);
  const end = axisEnd(overview, metric);

  const saveCsv = () =>
    saveFile('bias-overview.csv', new Blob([overviewCsv(overview)], { type: 'text/csv' }));
  const savePicture = async () => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const parts = overview.attributes.flatMap((attribute) => {
      const canvas = charts.current.get(attribute.attribute)?.getDom().querySelector('canvas');
      return canvas ? [{ title: attribute.label, sentence: sentenceOf(attribute, metric), canvas }] : [];
    });
    const picture = await composePicture(shown?.question ?? metric, about, parts, {
      text: colour('--mantine-color-text'),
      quiet: colour('--mantine-color-dimmed'),
      ground: colour('--surface'),
    });
    saveFile(`bias-${metric}.png`, picture);
  };
  useActions([
    ...overview.metrics.map(({ metric: id, label }, index) => ({
      id: `bias.${id}`,
      label: `Show ${label.toLowerCase()}`,
      group: 'Bias',
      keys: String(index + 1),
      run: () => show({ metric: id }),
    })),
    {
      id: 'bias.table',
      label: table ? 'Show the charts' : 'Show the tables',
      group: 'Bias',
      keys: 't',
      icon: IconTable,
      run: () => show({ table: !table }),
    },
    {
      id: 'bias.file',
      label: 'Audit a file of decisions',
      group: 'Bias',
      keys: 'f',
      icon: IconFileSearch,
      run: () => void navigate({ to: '/bias/file' }),
    },
    {
      id: 'bias.csv',
      label: 'Save all figures as CSV',
      group: 'Bias',
      keys: 's',
      icon: IconDownload,
      run: saveCsv,
    },
    {
      id: 'bias.picture',
      label: 'Save the charts as a picture',
      group: 'Bias',
      keys: 'p',
      icon: IconPhoto,
      disabled: table,
      run: () => void savePicture(),
    },
  ]);

  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <div className={classes.lead}>
          <Title order={1} className={classes.headline}>
            {headline.attribute === null ? null : (
              <span className={classes.attribute}>{headline.attribute}. </span>
            )}
            {headline.text}
          </Title>
          <Text c="dimmed" className="numbers">
            {about}
          </Text>
        </div>
        <Group gap="sm" wrap="nowrap">
          <Select
            aria-label="Period"
            w={150}
            allowDeselect={false}
            value={period}
            data={PERIODS.map((value) => ({ value, label: PERIOD_LABELS[value] }))}
            onChange={(value) => onPeriod(PERIODS.find((known) => known === value) ?? 'all')}
          />
          <KeyTooltip label="Audit a file of decisions" keys="f">
            <Button
              component={Link}
              to="/bias/file"
              variant="default"
              leftSection={<IconFileSearch size={17} stroke={1.7} />}
            >
              Audit a file
            </Button>
          </KeyTooltip>
          <KeyTooltip label={table ? 'Show the charts' : 'Show the tables'} keys="t">
            <Button
              variant="default"
              leftSection={
                table ? <IconChartDots size={17} stroke={1.7} /> : <IconTable size={17} stroke={1.7} />
              }
              onClick={() => show({ table: !table })}
            >
              {table ? 'Charts' : 'Tables'}
            </Button>
          </KeyTooltip>
          <KeyTooltip label="Save all figures as CSV" keys="s">
            <ActionIcon size={36} variant="default" aria-label="Save all figures as CSV" onClick={saveCsv}>
              <IconDownload size={18} stroke={1.6} />
            </ActionIcon>
          </KeyTooltip>
          <KeyTooltip label="Save the charts as a picture" keys="p">
            <ActionIcon
              size={36}
              variant="default"
              aria-label="Save the charts as a picture"
              disabled={table}
              onClick={() => void savePicture()}
            >
              <IconPhoto size={18} stroke={1.6} />
            </ActionIcon>
          </KeyTooltip>
        </Group>
      </header>
      <div className={classes.metrics}>
        <SegmentedControl
          aria-label="What is measured"
          value={metric}
          onChange={(value) =>
            show({ metric: overview.metrics.find((known) => known.metric === value)?.metric ?? PRIMARY })
          }
          data={overview.metrics.map(({ metric: value, label }) => ({ value, label }))}
        />
      </div>
      <div className={classes.question}>
        <Text fw={600}>{shown?.question}</Text>
        <Tooltip label={shown?.definition} multiline maw={420}>
          <Text c="dimmed" fz="sm" className={classes.definition} tabIndex={0}>
            <IconInfoCircle size={15} stroke={1.7} aria-hidden /> How this is counted
            <span className="only-heard">: {shown?.definition}</span>
          </Text>
        </Tooltip>
      </div>
      <div className={classes.panels}>
        {leadingFirst(overview).map((attribute) => (
          <AttributePanel
            key={attribute.attribute}
            attribute={attribute}
            metric={metric}
            end={end}
            asTable={table}
            onChart={keepChart}
          />
        ))}
      </div>
      <Text c="dimmed" fz="sm" className={classes.foot}>
        Dots are rates, bars 95% Wilson intervals, the dashed line is the rate of everybody. A diamond marks
        the group that a finding names; findings are corrected for the number of groups compared. Fewer than
        30 decisions or 10 events are insufficient data and are never read as “no difference”.
      </Text>
    </div>
  );
}

function searchOf({ metric, table }: { metric: Metric; table: boolean }) {
  return { ...(metric === PRIMARY ? {} : { metric }), ...(table ? { table } : {}) };
}

function aboutOf({ decisions, from, to }: FairnessOverview): string {
  const count = `${formatCount(decisions)} signed decisions`;
  return from === null || to === null ? count : `${count}, ${formatDay(from)} to ${formatDay(to)}`;
}
