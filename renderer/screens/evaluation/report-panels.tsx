import { ActionIcon, Button, Group, Menu, Select, Text, Title } from '@mantine/core';
import { IconChartDots, IconDownload, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import type { EvaluationReport, EvaluationRun } from '../../../core/contract/index.ts';
import { useActions } from '../../app/actions.ts';
import { formatDateTime } from '../../app/format.ts';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { saveFile } from '../../components/save-file.ts';
import { ComparisonPanel } from './comparison-panel.tsx';
import { Confusion } from './confusion.tsx';
import { Disagreements } from './disagreements.tsx';
import classes from './evaluation.module.css';
import { LevelTable } from './level-table.tsx';
import {
  aboutOf,
  disagreementsCsv,
  figuresCsv,
  headlineOf,
  kappaText,
  runWords,
  SCALE_WORDS,
  targetTimeText,
} from './report-words.ts';
import { ShareTable } from './share-table.tsx';

interface Props {
  run: EvaluationRun;
  report: EvaluationReport;
  /** Other runs, for a comparison. */
  others: readonly EvaluationRun[];
  against: string | null;
  onAgainst: (runId: string | null) => void;
  openCase: string | null;
  onOpenCase: (caseId: string) => void;
}

/** One evaluation: the sentence, the figures, the map, the comparison, the disagreements. */
export function ReportPanels(props: Props) {
  const { run, report, others, against } = props;
  const [asTable, setAsTable] = useState(false);
  const save = useSaves(run, report);
  useActions([
    {
      id: 'evaluation.table',
      label: asTable ? 'Show the map' : 'Show the table behind the map',
      group: 'Evaluation',
      keys: 't',
      icon: IconTable,
      run: () => setAsTable((now) => !now),
    },
    {
      id: 'evaluation.save',
      label: 'Save the report as JSON',
      group: 'Evaluation',
      keys: 's',
      icon: IconDownload,
      run: save.json,
    },
  ]);
  return (
    <div className={classes.report}>
      <header className={classes.reportHead}>
        <div>
          <Title order={1} className={classes.headline}>
            {headlineOf(report)}
          </Title>
          <Text c="dimmed" className="numbers">
            {run.name}: {aboutOf(report)}. Rules {run.knowledge.version} (
            <code>{run.knowledge.digest.slice(0, 8)}</code>), {formatDateTime(run.createdAt)}, {run.createdBy}
          </Text>
        </div>
        <SaveMenu save={save} />
      </header>
      {run.source === 'workspace' ? (
        <Note kind="info" title="Signed levels are no independent yardstick">
          Whoever signed had seen the proposal. Agreement here says how often people follow it, not how often
          it is right; a file of cases judged by somebody else tells more.
        </Note>
      ) : null}
      <div className={classes.panels}>
        <Panel title="How often is triage right?">
          <ShareTable label="Headline figures" rows={headlineRows(report)} />
          <Text c="dimmed" fz="sm" mt="sm">
            Weighted κ {kappaText(report.kappa)} with quadratic, {kappaText(report.kappaLinear)} with linear
            weights (95% intervals).
            {targetTimeText(report.targetTime)}
          </Text>
        </Panel>
        <Panel
          title="Which level was given instead?"
          actions={
            <KeyTooltip label={asTable ? 'Show the map' : 'Show the table'} keys="t">
              <ActionIcon
                size={36}
                variant="default"
                aria-label={asTable ? 'Show the map' : 'Show the table'}
                onClick={() => setAsTable((now) => !now)}
              >
                {asTable ? <IconChartDots size={18} stroke={1.6} /> : <IconTable size={18} stroke={1.6} />}
              </ActionIcon>
            </KeyTooltip>
          }
        >
          <Confusion confusion={report.confusion} asTable={asTable} />
        </Panel>
      </div>
      <Panel title="By gold level">
        <LevelTable report={report} />
      </Panel>
      {others.length === 0 ? null : (
        <CompareWith others={others} against={against} onAgainst={props.onAgainst} />
      )}
      {against === null ? null : <ComparisonPanel first={against} second={run.id} />}
      <Disagreements key={run.id} report={report} open={props.openCase} onOpen={props.onOpenCase} />
      {report.failures.length === 0 ? null : <Failures report={report} />}
    </div>
  );
}

function headlineRows({ exact, under, over, missedEmergencies, scales, levels }: EvaluationReport) {
  return [
    { id: 'exact', label: `Exact, ${SCALE_WORDS[levels]}`, share: exact, strong: true },
    ...scales
      .filter((scale) => scale.levels !== levels)
      .map((scale) => ({
        id: scale.levels,
        label: `Exact, ${SCALE_WORDS[scale.levels]}`,
        share: scale.exact,
      })),
    { id: 'under', label: 'Under-triage', share: under },
    { id: 'over', label: 'Over-triage', share: over },
    { id: 'missed', label: 'Emergencies missed', share: missedEmergencies, strong: true },
  ];
}

function CompareWith({
  others,
  against,
  onAgainst,
}: {
  others: readonly EvaluationRun[];
  against: string | null;
  onAgainst: (runId: string | null) => void;
}) {
  return (
    <Select
      label="Compare with an earlier run"
      placeholder="None"
      clearable
      clearButtonProps={{ 'aria-label': 'Compare with none' }}
      maw={560}
      value={against}
      onChange={onAgainst}
      data={others.map((run) => ({
        value: run.id,
        label: `${run.name}, ${formatDateTime(run.createdAt)}: ${runWords(run)}`,
      }))}
    />
  );
}

function Failures({ report: { failures } }: { report: EvaluationReport }) {
  return (
    <Panel title={`Not judged (${failures.length})`}>
      <ul className={classes.failures}>
        {failures.slice(0, 100).map(({ id, line, message }) => (
          <li key={line}>
            <Text span c="dimmed" className="numbers">
              Line {line}
              {id === null ? '' : ` (${id})`}
            </Text>{' '}
            {message}
          </li>
        ))}
      </ul>
      {failures.length > 100 ? <Text c="dimmed">The others stand in the saved report.</Text> : null}
    </Panel>
  );
}

interface Saves {
  json(): void;
  figures(): void;
  disagreements(): void;
}

function useSaves(run: EvaluationRun, report: EvaluationReport): Saves {
  const name = (what: string, kind: string) => `${what}-${run.createdAt.slice(0, 10)}.${kind}`;
  const csv = (text: string) => new Blob([text], { type: 'text/csv' });
  return {
    json: () =>
      saveFile(
        name('evaluation', 'json'),
        new Blob([JSON.stringify({ run, report }, null, 2)], { type: 'application/json' }),
      ),
    figures: () => saveFile(name('evaluation-figures', 'csv'), csv(figuresCsv(report))),
    disagreements: () => saveFile(name('evaluation-disagreements', 'csv'), csv(disagreementsCsv(report))),
  };
}

function SaveMenu({ save }: { save: Saves }) {
  return (
    <Group>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={17} stroke={1.6} />}>
            Save
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={save.json}>The whole report (JSON)</Menu.Item>
          <Menu.Item onClick={save.figures}>Figures (CSV)</Menu.Item>
          <Menu.Item onClick={save.disagreements}>Disagreements (CSV)</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
