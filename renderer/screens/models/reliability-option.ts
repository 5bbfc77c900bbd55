import type { CustomSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReliabilityBin } from '../../../core/contract/index.ts';
import { observedText, percent } from './model-words.ts';

export interface ReliabilityColours {
  text: string;
  quiet: string;
  grid: string;
  accent: string;
}

export const RELIABILITY_HEIGHT = 320;
const FONT = "'Inter Variable', system-ui, sans-serif";

/** Bins that hold patients, as what was predicted and what happened. */
export function pointsOf(bins: readonly ReliabilityBin[]) {
  return bins.flatMap(({ predicted, observed, n }) =>
    predicted === null || observed === null ? [] : [{ predicted, observed, n }],
  );
}

/**
 * A dot with its interval for each bin, beside the line on which a perfect model would lie. The area of a dot grows
 * with the number of patients in it.
 */
export function reliabilityOption(
  bins: readonly ReliabilityBin[],
  colours: ReliabilityColours,
): EChartsCoreOption {
  const axis = (name: string) => ({
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameGap: 34,
    nameTextStyle: { color: colours.text, fontSize: 13 },
    min: 0,
    max: 1,
    interval: 0.2,
    axisLabel: { formatter: (share: number) => percent(share, 0), color: colours.quiet, fontSize: 12 },
    splitLine: { lineStyle: { color: colours.grid } },
  });
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: colours.text },
    grid: { left: 64, right: 16, top: 12, bottom: 52 },
    xAxis: axis('Predicted'),
    yAxis: { ...axis('What happened'), nameGap: 44 },
    series: [diagonal(colours), dots(bins, colours)],
  };
}

function diagonal(colours: ReliabilityColours): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    data: [[0, 0]],
    renderItem: (_, api) => {
      const [x1 = 0, y1 = 0] = api.coord([0, 0]);
      const [x2 = 0, y2 = 0] = api.coord([1, 1]);
      const style = { stroke: colours.quiet, lineWidth: 1.2, lineDash: [4, 3] };
      return { type: 'line', shape: { x1, y1, x2, y2 }, style };
    },
  };
}

function dots(bins: readonly ReliabilityBin[], colours: ReliabilityColours): CustomSeriesOption {
  const points = pointsOf(bins);
  const most = Math.max(1, ...points.map(({ n }) => n));
  return {
    type: 'custom',
    silent: true,
    data: points.map(({ predicted }, index) => [predicted, index]),
    renderItem: (params, api) => {
      const point = points[params.dataIndex];
      if (point === undefined) return null;
      const at = (share: number) => api.coord([point.predicted, share]);
      const [x = 0, y = 0] = at(point.observed.value);
      const [low, high] = [at(point.observed.low)[1] ?? 0, at(point.observed.high)[1] ?? 0];
      const line = (x1: number, x2: number, y1: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, x2, y1, y2 },
        style: { stroke: colours.accent, lineWidth: 1.6 },
      });
      return {
        type: 'group',
        children: [
          line(x, x, low, high),
          line(x - 4, x + 4, low, low),
          line(x - 4, x + 4, high, high),
          {
            type: 'circle',
            shape: { cx: x, cy: y, r: 3.5 + 5 * Math.sqrt(point.n / most) },
            style: { fill: colours.accent },
          },
        ],
      };
    },
  };
}

/** What a screen reader hears instead of the picture. */
export function reliabilityText(bins: readonly ReliabilityBin[]): string {
  return bins
    .filter(({ n }) => n > 0)
    .map((bin) => `predicted ${percent(bin.predicted ?? 0)}, happened ${observedText(bin)}`)
    .join('; ');
}
