import { useComputedColorScheme } from '@mantine/core';
import { CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { dotPlotOption, type PlotColours, plotHeight, plotText } from './dot-plot-option.ts';
import type { GroupRow, ShownRate } from './overview-view.ts';

use([CustomChart, GridComponent, CanvasRenderer]);

/** The dot-and-interval plot of one attribute. The same figures stand in the table and in its description. */
export function DotPlot({
  rows,
  overall,
  end,
  onChart,
}: {
  rows: readonly GroupRow[];
  overall: ShownRate;
  end: number;
  /** Hands the chart out for exporting it as a picture; null when it goes. */
  onChart: (chart: ECharts | null) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    // At least two pixels a point, so that an exported picture is sharp in print.
    const made = init(element, null, { devicePixelRatio: Math.max(2, window.devicePixelRatio) });
    chart.current = made;
    onChart(made);
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      onChart(null);
      chart.current = null;
      made.dispose();
    };
  }, [onChart]);

  // The colours are those of the scheme that is shown now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const made = chart.current;
    if (made === null || box.current === null) return;
    made.resize({ height: plotHeight(rows.length) });
    made.setOption(dotPlotOption(rows, overall, end, coloursOf(box.current)), { notMerge: true });
  }, [rows, overall, end, scheme]);

  return (
    <div
      ref={box}
      role="img"
      aria-label={plotText(rows, overall)}
      style={{ height: plotHeight(rows.length), width: '100%' }}
    />
  );
}

function coloursOf(element: HTMLElement): PlotColours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: read('--mantine-color-text'),
    quiet: read('--mantine-color-dimmed'),
    line: read('--mantine-color-dimmed'),
    grid: read('--line'),
    accent: read('--mantine-color-anchor'),
    ground: read('--surface'),
  };
}
