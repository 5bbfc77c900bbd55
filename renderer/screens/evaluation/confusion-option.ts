import type { EChartsCoreOption } from 'echarts/core';
import type { EvaluationReport } from '../../../core/contract/index.ts';
import { levelWords } from './report-words.ts';

/** Colours of the page as the chart needs them: a canvas cannot read style sheets. */
export interface MapColours {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly ground: string;
  readonly full: string;
}

const FONT = "'Inter Variable', system-ui, sans-serif";
const ROW = 44;
export const mapHeight = (levels: number): number => 66 + levels * ROW;

/**
 * The confusion matrix as a heat map: gold levels from top to bottom, given ones from left to right, one hue from light
 * to full by the share of the gold level, the count written in each cell, agreement framed. Light and dark alone tell
 * it apart, so that it reads with any colour vision.
 */
export function confusionOption(
  { labels, counts }: EvaluationReport['confusion'],
  colours: MapColours,
): EChartsCoreOption {
  const names = labels.map(levelWords);
  const cells = counts.flatMap((row, gold) => {
    const of = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, given) => {
      const share = of === 0 ? 0 : count / of;
      return {
        agrees: given === gold,
        value: [given, gold, share],
        label: {
          formatter: String(count),
          color: count === 0 ? colours.quiet : share > 0.5 ? colours.ground : colours.text,
        },
        itemStyle: given === gold ? { borderColor: colours.text, borderWidth: 2 } : {},
      };
    });
  });
  // What is drawn last lies on top: the frames of agreement must not be cut by their neighbours.
  const data = cells.toSorted((a, b) => Number(a.agrees) - Number(b.agrees));
  const axis = {
    type: 'category' as const,
    data: names,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colours.text, fontSize: 12.5, interval: 0 },
    nameTextStyle: { color: colours.quiet, fontSize: 12 },
  };
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: colours.text },
    grid: { left: 122, right: 12, top: 56, bottom: 8 },
    xAxis: { ...axis, position: 'top', name: 'Given', nameLocation: 'middle', nameGap: 30 },
    yAxis: { ...axis, inverse: true, axisLabel: { ...axis.axisLabel, width: 112, overflow: 'truncate' } },
    visualMap: {
      show: false,
      min: 0,
      max: 1,
      dimension: 2,
      inRange: { color: [colours.ground, colours.full] },
    },
    series: [
      {
        type: 'heatmap',
        data,
        label: { show: true, fontSize: 14, fontWeight: 550 },
        itemStyle: { borderColor: colours.line, borderWidth: 1 },
        silent: true,
      },
    ],
  };
}

/** The map in words, for whoever does not see it. */
export function confusionText({ labels, counts }: EvaluationReport['confusion']): string {
  return counts
    .map((row, gold) => {
      const parts = row.flatMap((count, given) =>
        count === 0 ? [] : [`${count} given ${levelWords(labels[given] ?? '')}`],
      );
      return `Gold ${levelWords(labels[gold] ?? '')}: ${parts.length === 0 ? 'no case' : parts.join(', ')}.`;
    })
    .join(' ');
}
