import { useComputedColorScheme } from '@mantine/core';
import { LineChart } from 'echarts/charts';
import { AxisPointerComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { EvidencePoint } from '../../../core/contract/index.ts';
import { PATH_HEIGHT, type PathColours, pathOption } from './path-option.ts';
import { pathText } from './watch-words.ts';

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, AxisPointerComponent, CanvasRenderer]);

/** The path of one comparison. The same figures stand in the table and in its description. */
export function PathChart({
  label,
  path,
  line,
}: {
  label: string;
  path: readonly EvidencePoint[];
  /** log10 of the e-value at which it is reported. */
  line: number;
}) {
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
    if (chart.current === null || box.current === null) return;
    chart.current.setOption(pathOption(path, line, coloursOf(box.current)), { notMerge: true });
  }, [path, line, scheme]);

  return (
    <div
      ref={box}
      role="img"
      aria-label={pathText(label, path, line)}
      style={{ height: PATH_HEIGHT, width: '100%' }}
    />
  );
}

function coloursOf(element: HTMLElement): PathColours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: read('--mantine-color-text'),
    quiet: read('--mantine-color-dimmed'),
    grid: read('--line'),
    accent: read('--mantine-color-anchor'),
    alarm: read('--attention'),
  };
}
