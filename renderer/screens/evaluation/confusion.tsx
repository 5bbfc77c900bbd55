import { Table, useComputedColorScheme } from '@mantine/core';
import { HeatmapChart } from 'echarts/charts';
import { GridComponent, VisualMapComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { EvaluationReport } from '../../../core/contract/index.ts';
import { formatCount } from '../../app/format.ts';
import { confusionOption, confusionText, mapHeight } from './confusion-option.ts';
import { levelWords } from './report-words.ts';

use([HeatmapChart, GridComponent, VisualMapComponent, CanvasRenderer]);

/** Which level was given to which gold level: as a map, or as the table behind it. */
export function Confusion({
  confusion,
  asTable,
}: {
  confusion: EvaluationReport['confusion'];
  asTable: boolean;
}) {
  return asTable ? <ConfusionTable confusion={confusion} /> : <ConfusionMap confusion={confusion} />;
}

function ConfusionMap({ confusion }: { confusion: EvaluationReport['confusion'] }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const scheme = useComputedColorScheme('light');
  const height = mapHeight(confusion.labels.length);

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
    const made = chart.current;
    if (made === null || box.current === null) return;
    const style = getComputedStyle(box.current);
    const read = (name: string) => style.getPropertyValue(name).trim();
    made.resize({ height });
    made.setOption(
      confusionOption(confusion, {
        text: read('--mantine-color-text'),
        quiet: read('--mantine-color-dimmed'),
        line: read('--line'),
        ground: read('--surface'),
        full: read('--mantine-color-anchor'),
      }),
      { notMerge: true },
    );
  }, [confusion, height, scheme]);

  return <div ref={box} role="img" aria-label={confusionText(confusion)} style={{ height, width: '100%' }} />;
}

function ConfusionTable({ confusion: { labels, counts } }: { confusion: EvaluationReport['confusion'] }) {
  return (
    <Table aria-label="Gold levels by level given" className="numbers">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Gold level</Table.Th>
          {labels.map((label) => (
            <Table.Th key={label} ta="right">
              {levelWords(label)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {counts.map((row, gold) => (
          <Table.Tr key={labels[gold]}>
            <Table.Th scope="row" fw={500}>
              {levelWords(labels[gold] ?? '')}
            </Table.Th>
            {row.map((count, given) => (
              <Table.Td key={labels[given]} ta="right" fw={given === gold ? 650 : 400}>
                {formatCount(count)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
