import { Button, Text, Title } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ECharts } from 'echarts/core';
import { useCallback, useMemo, useState } from 'react';
import type { Metric } from '../../../core/contract/index.ts';
import { plural } from '../../app/format.ts';
import classes from './bias.module.css';
import { DotPlot } from './dot-plot.tsx';
import { GroupTable } from './group-table.tsx';
import { type AttributeView, percent, rateOf, rowsOf, sentenceOf } from './overview-view.ts';

/** Beyond this many groups those with too little data are folded; they are counted and never dropped. */
const MOST_GROUPS = 12;

/** Decisions by one attribute: the sentence, the plot or the table. */
export function AttributePanel({
  attribute,
  metric,
  end,
  asTable,
  onChart,
}: {
  attribute: AttributeView;
  metric: Metric;
  end: number;
  asTable: boolean;
  onChart: (attribute: string, chart: ECharts | null) => void;
}) {
  const [unfolded, setUnfolded] = useState(false);
  const all = useMemo(() => rowsOf(attribute, metric), [attribute, metric]);
  const overall = useMemo(() => rateOf(attribute.overall, metric), [attribute, metric]);
  const small = all.filter(({ rate }) => !rate.sufficient);
  const foldable = all.length > MOST_GROUPS && small.length > 0 && small.length < all.length;
  const rows = useMemo(
    () => (foldable && !unfolded ? all.filter(({ rate }) => rate.sufficient) : all),
    [all, foldable, unfolded],
  );
  const takeChart = useCallback(
    (chart: ECharts | null) => onChart(attribute.attribute, chart),
    [onChart, attribute.attribute],
  );
  return (
    <section className={classes.panel} aria-label={attribute.label}>
      <div className={classes.panelHead}>
        <Title order={2}>{attribute.label}</Title>
        <Text c="dimmed" fz="sm" className="numbers">
          {overall.rate === null
            ? 'No overall rate: insufficient data'
            : `Overall ${percent(overall.rate)}, n = ${overall.n.toLocaleString('en-GB')}`}
        </Text>
      </div>
      <Text className={classes.sentence}>{sentenceOf(attribute, metric)}</Text>
      {asTable ? (
        <GroupTable rows={rows} overall={overall} label={attribute.label} />
      ) : (
        <DotPlot rows={rows} overall={overall} end={end} onChart={takeChart} />
      )}
      {foldable ? (
        <Button
          variant="subtle"
          size="compact-md"
          aria-expanded={unfolded}
          leftSection={unfolded ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          onClick={() => setUnfolded((now) => !now)}
        >
          {unfolded ? 'Fold' : 'Show'} {plural(small.length, 'group')} with insufficient data
        </Button>
      ) : null}
    </section>
  );
}
