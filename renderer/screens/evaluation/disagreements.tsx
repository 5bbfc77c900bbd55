import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { EvaluationReport } from '../../../core/contract/index.ts';
import { formatCount, plural } from '../../app/format.ts';
import { Panel } from '../../components/panel.tsx';
import { useListKeys } from '../../components/use-list-keys.ts';
import classes from './evaluation.module.css';
import { type DisagreementFilter, filtered, levelWords } from './report-words.ts';

/** Drawn at once; more on demand, so that a list of thousands stays quick. */
const PAGE = 100;

/** Where triage and the gold level differ, missed urgency first. Opening one shows the case beside the report. */
export function Disagreements({
  report,
  open,
  onOpen,
}: {
  report: EvaluationReport;
  open: string | null;
  onOpen: (caseId: string) => void;
}) {
  const [filter, setFilter] = useState<DisagreementFilter>('all');
  const [drawn, setDrawn] = useState(PAGE);
  const list = useRef<HTMLOListElement>(null);
  useListKeys({ id: 'disagreements', group: 'Evaluation', container: list });
  const { disagreements, under, over } = report;
  const shown = filtered(disagreements, filter);
  return (
    <Panel
      title={`Disagreements (${formatCount(disagreements.length)})`}
      padded={false}
      actions={
        <SegmentedControl
          aria-label="Which disagreements"
          value={filter}
          onChange={(value) => setFilter(value === 'under' || value === 'over' ? value : 'all')}
          data={[
            { value: 'all', label: 'All' },
            { value: 'under', label: `Under ${formatCount(under.n)}` },
            { value: 'over', label: `Over ${formatCount(over.n)}` },
          ]}
        />
      }
    >
      {shown.length === 0 ? (
        <Text c="dimmed" className={classes.nothing}>
          None: every case was given its gold level.
        </Text>
      ) : (
        <ol className={classes.disagreements} ref={list}>
          {shown.slice(0, drawn).map(({ id, gold, given, direction, reasons }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may hold one id twice
            <li key={`${id} ${index}`}>
              <button
                type="button"
                data-list-row
                className={classes.disagreement}
                aria-pressed={id === open}
                onClick={() => onOpen(id)}
              >
                <span className={classes.direction} data-direction={direction}>
                  {direction === 'under' ? <IconArrowDown size={15} /> : <IconArrowUp size={15} />}
                  {direction === 'under' ? 'Under' : 'Over'}
                </span>
                <span className={classes.caseId}>{id}</span>
                <span>
                  {levelWords(gold)} <span className={classes.quiet}>given</span> {levelWords(given)}
                </span>
                <span className={classes.because}>{reasons[0]?.text ?? 'No rule spoke for it.'}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      {shown.length > drawn ? (
        <Button variant="subtle" m="xs" onClick={() => setDrawn((count) => count + PAGE)}>
          Show {plural(Math.min(PAGE, shown.length - drawn), 'more', 'more')}
        </Button>
      ) : null}
    </Panel>
  );
}
