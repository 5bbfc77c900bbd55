import type { CustomSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import { axisStep, type GroupRow, percent, rateText, type ShownRate } from './overview-view.ts';

/** Colours of the page as the chart needs them: a canvas cannot read style sheets. */
export interface PlotColours {
  text: string;
  quiet: string;
  line: string;
  grid: string;
  accent: string;
  ground: string;
}

export const ROW_HEIGHT = 28;
const TOP = 8;
const BOTTOM = 26;
const LABELS = 190;
const FIGURES = 218;
const FONT = "'Inter Variable', system-ui, sans-serif";

export const plotHeight = (rows: number): number => TOP + BOTTOM + rows * ROW_HEIGHT;

/**
 * A dot with its 95% interval for each group, and the overall rate as a line through all of them. A group with too
 * little data has no dot but says so. The group that the finding names is a diamond, so that neither colour nor
 * position alone tells it.
 *
 * @param end - upper end of the axis, as a share.
 */
export function dotPlotOption(
  rows: readonly GroupRow[],
  overall: ShownRate,
  end: number,
  colours: PlotColours,
): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: colours.text },
    grid: { left: LABELS, right: FIGURES, top: TOP, bottom: BOTTOM },
    xAxis: {
      type: 'value',
      min: 0,
      max: end,
      interval: axisStep(end),
      axisLabel: {
        formatter: (share: number) => `${Math.round(share * 100)}%`,
        color: colours.quiet,
        fontSize: 12,
      },
      splitLine: { lineStyle: { color: colours.grid } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ label }) => label),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { width: LABELS - 16, overflow: 'truncate', color: colours.text, fontSize: 13 },
    },
    series: [referenceSeries(overall, rows.length, colours), dotSeries(rows, colours)],
  };
}

/** The overall rate as a dashed line from top to bottom. */
function referenceSeries(overall: ShownRate, rows: number, colours: PlotColours): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    data: overall.rate === null ? [] : [[overall.rate, 0]],
    renderItem: (_, api) => {
      const [x = 0, y = 0] = api.coord([api.value(0), 0]);
      const top = y - ROW_HEIGHT / 2;
      return {
        type: 'line',
        shape: { x1: x, x2: x, y1: top, y2: top + rows * ROW_HEIGHT },
        style: { stroke: colours.text, lineWidth: 1.2, lineDash: [4, 3] },
      };
    },
  };
}

function dotSeries(rows: readonly GroupRow[], colours: PlotColours): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    data: rows.map((_, index) => [index]),
    renderItem: (params, api) => {
      const row = rows[params.dataIndex];
      if (row === undefined) return null;
      const at = (share: number) => api.coord([share, params.dataIndex])[0] ?? 0;
      const y = api.coord([0, params.dataIndex])[1] ?? 0;
      const figures = {
        type: 'text' as const,
        style: {
          text: rateText(row.rate),
          x: api.getWidth() - FIGURES + 14,
          y,
          align: 'left' as const,
          verticalAlign: 'middle' as const,
          fill: row.rate.sufficient ? colours.text : colours.quiet,
          font: `${row.named ? '650 ' : ''}${row.rate.sufficient ? '' : 'italic '}12px ${FONT}`,
        },
      };
      const { rate, interval } = row.rate;
      if (rate === null || interval === null) return { type: 'group', children: [figures] };
      const colour = row.named ? colours.accent : colours.line;
      const bar = (x1: number, x2: number, y1: number, y2: number, lineWidth: number) => ({
        type: 'line' as const,
        shape: { x1, x2, y1, y2 },
        style: { stroke: colour, lineWidth },
      });
      const [low, high, dot] = [at(interval.low), at(interval.high), at(rate)];
      return {
        type: 'group',
        children: [
          bar(low, high, y, y, 2),
          bar(low, low, y - 4, y + 4, 1.5),
          bar(high, high, y - 4, y + 4, 1.5),
          row.named
            ? {
                type: 'polygon',
                shape: {
                  points: [
                    [dot, y - 7],
                    [dot + 7, y],
                    [dot, y + 7],
                    [dot - 7, y],
                  ],
                },
                style: { fill: colours.accent, stroke: colours.ground, lineWidth: 1 },
              }
            : {
                type: 'circle',
                shape: { cx: dot, cy: y, r: 5 },
                style: { fill: colours.line, stroke: colours.ground, lineWidth: 1 },
              },
          figures,
        ],
      };
    },
  };
}

/** What a screen reader hears instead of the picture. */
export function plotText(rows: readonly GroupRow[], overall: ShownRate): string {
  const reference = overall.rate === null ? 'no overall rate' : `overall ${percent(overall.rate)}`;
  return `${rows.map(({ label, rate }) => `${label} ${rateText(rate)}`).join('; ')}; ${reference}`;
}
