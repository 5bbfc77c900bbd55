import { useComputedColorScheme } from '@mantine/core';
import { CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ReliabilityBin } from '../../../core/contract/index.ts';
import { RELIABILITY_HEIGHT, reliabilityOption, reliabilityText } from './reliability-option.ts';

use([CustomChart, GridComponent, CanvasRenderer]);

/** The reliability diagram of one model. The same figures stand in the table and in its description. */
export function ReliabilityPlot({ bins }: { bins: readonly ReliabilityBin[] }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const made = init(element, null, { devicePixelRatio: Math.max(2, window.devicePixelRatio) });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.current = null;
      made.dispose();
    };
  }, []);

  // The colours are those of the scheme that is shown now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const element = box.current;
    if (chart.current === null || element === null) return;
    const style = getComputedStyle(element);
    const read = (name: string) => style.getPropertyValue(name).trim();
    const colours = {
      text: read('--mantine-color-text'),
      quiet: read('--mantine-color-dimmed'),
      grid: read('--line'),
      accent: read('--mantine-color-anchor'),
    };
    chart.current.setOption(reliabilityOption(bins, colours), { notMerge: true });
  }, [bins, scheme]);

  return (
    <div
      ref={box}
      role="img"
      aria-label={reliabilityText(bins)}
      style={{ height: RELIABILITY_HEIGHT, width: '100%' }}
    />
  );
}
