import type { EChartsCoreOption } from 'echarts/core';
import type { EvidencePoint } from '../../../core/contract/index.ts';
import { formatDateTime } from '../../app/format.ts';
import { differenceText, eText } from './watch-words.ts';

/** Colours of the page as the chart needs them: a canvas cannot read style sheets. */
export interface PathColours {
  text: string;
  quiet: string;
  grid: string;
  accent: string;
  alarm: string;
}

const FONT = "'Inter Variable', system-ui, sans-serif";
export const PATH_HEIGHT = 400;

/**
 * The e-value over time on a logarithmic axis with its alarm line, and below it on the same time axis the difference
 * with its confidence sequence and the line of no difference.
 *
 * @param line - log10 of the e-value at which it is reported.
 */
export function pathOption(
  path: readonly EvidencePoint[],
  line: number,
  colours: PathColours,
): EChartsCoreOption {
  const highest = Math.max(line, ...path.map(({ log10E }) => log10E));
  const lowest = Math.min(0, ...path.map(({ log10E }) => log10E));
  const reach = differenceReach(path);
  const axisText = { color: colours.quiet, fontSize: 12 };
  const at = (pick: (point: EvidencePoint) => number) => path.map((point) => [point.at, pick(point)]);
  const time = (gridIndex: number, labels: boolean) => ({
    type: 'time',
    gridIndex,
    axisLabel: { ...axisText, show: labels, hideOverlap: true },
    axisLine: { lineStyle: { color: colours.grid } },
    axisTick: { show: false },
  });
  const plain = { type: 'line', showSymbol: false, animation: false };
  const band = {
    ...plain,
    clip: true,
    xAxisIndex: 1,
    yAxisIndex: 1,
    stack: 'band',
    stackStrategy: 'all',
    silent: true,
  };
  const markLine = (value: number, name: string, colour: string) => ({
    silent: true,
    symbol: 'none',
    data: [{ yAxis: value, name }],
    lineStyle: { color: colour, type: 'dashed', width: 1.5 },
    label: { formatter: name, position: 'insideStartTop', color: colour, fontSize: 12, fontFamily: FONT },
  });
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: colours.text },
    tooltip: {
      trigger: 'axis',
      formatter: (shown: unknown) => tooltipOf(path, shown),
      renderMode: 'richText',
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    grid: [
      { left: 64, right: 18, top: 30, height: 190 },
      { left: 64, right: 18, top: 262, height: 108 },
    ],
    xAxis: [time(0, false), time(1, true)],
    yAxis: [
      {
        type: 'value',
        name: 'E-value',
        nameTextStyle: { ...axisText, align: 'right' },
        min: Math.floor(lowest),
        max: Math.ceil(highest + 0.3),
        minInterval: 1,
        axisLabel: { ...axisText, formatter: (value: number) => eText(value) },
        splitLine: { lineStyle: { color: colours.grid } },
      },
      {
        type: 'value',
        gridIndex: 1,
        name: 'Difference',
        nameTextStyle: { ...axisText, align: 'right' },
        axisLabel: { ...axisText, formatter: (value: number) => `${Math.round(value * 100)}` },
        interval: reach / 2,
        min: -reach,
        max: reach,
        splitLine: { lineStyle: { color: colours.grid } },
      },
    ],
    series: [
      {
        ...plain,
        name: 'E-value',
        step: 'end',
        data: at(({ log10E }) => log10E),
        lineStyle: { color: colours.accent, width: 2 },
        itemStyle: { color: colours.accent },
        markLine: markLine(line, `Alarm line ${eText(line)}`, colours.alarm),
      },
      { ...band, name: 'Low', data: at(({ low }) => low), lineStyle: { opacity: 0 } },
      {
        ...band,
        name: 'Interval',
        data: at(({ low, high }) => high - low),
        lineStyle: { opacity: 0 },
        areaStyle: { color: colours.accent, opacity: 0.22 },
      },
      {
        ...plain,
        name: 'Difference',
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: at(({ difference }) => difference),
        lineStyle: { color: colours.accent, width: 2 },
        itemStyle: { color: colours.accent },
        markLine: markLine(0, '', colours.quiet),
      },
    ],
  };
}

/**
 * How far the axis of differences goes to either side: what the last two thirds of the path need. The first pairs have
 * intervals from end to end, beside which nothing else could be read.
 */
function differenceReach(path: readonly EvidencePoint[]): number {
  const settled = path.slice(Math.floor(path.length / 3));
  const widest = Math.max(...settled.map(({ low, high }) => Math.max(-low, high)), 0.05);
  return Math.min(1, Math.ceil(widest * 10) / 10);
}

function tooltipOf(path: readonly EvidencePoint[], shown: unknown): string {
  const [first] = Array.isArray(shown) ? shown : [];
  const point = path[(first as { dataIndex?: number } | undefined)?.dataIndex ?? -1];
  if (point === undefined) return '';
  const { pairs, at, log10E, difference, low, high } = point;
  return [
    formatDateTime(at),
    `${pairs} pairs, e-value ${eText(log10E)}`,
    differenceText({ value: difference, low, high }),
  ].join('\n');
}
