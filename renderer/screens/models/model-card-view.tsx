import { Button, Group, List, SegmentedControl, Table, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ModelAct, ModelCard, ModelView } from '../../../core/contract/index.ts';
import { useActions } from '../../app/actions.ts';
import { formatDateTime, formatPartialDate } from '../../app/format.ts';
import { useSession } from '../../app/session.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { saveFile } from '../../components/save-file.ts';
import { ModelDecisionDialogs } from './model-decision-dialogs.tsx';
import { PerformanceTable, ReliabilityTable, SubgroupTable } from './model-tables.tsx';
import {
  ACT_WORDS,
  actsFor,
  calibrationSentence,
  figuresCsv,
  percent,
  raisingSentence,
  vouchedFor,
} from './model-words.ts';
import classes from './models.module.css';
import { ReliabilityPlot } from './reliability-plot.tsx';

/** One model: whether it is in use and why, its card, its figures, and what was decided about it. */
export function ModelCardView({ model }: { model: ModelView }) {
  const [act, setAct] = useState<ModelAct | null>(null);
  const maySign = useSession().can('model.sign');
  const { card, problem } = model;
  return (
    <div className={classes.card}>
      <Panel
        title={card === null ? model.id : `${card.title} ${card.version}`}
        actions={
          maySign ? (
            <Group gap="sm">
              {actsFor(model).map((one) => (
                <Button key={one} variant="default" onClick={() => setAct(one)}>
                  {ACT_WORDS[one].label}
                </Button>
              ))}
            </Group>
          ) : undefined
        }
      >
        {problem === null ? null : <Note title={problem.message}>{problem.next}</Note>}
        {card === null ? null : <Purpose card={card} />}
        <Text fz="sm" c="dimmed" mt="sm">
          {vouchedFor(model)} · SHA-256 of card and weights <code>{model.digest.slice(0, 12)}…</code>
        </Text>
      </Panel>
      {card === null ? null : <Figures card={card} />}
      {card === null ? null : <Background card={card} />}
      <History model={model} />
      <ModelDecisionDialogs model={model} act={act} onClose={() => setAct(null)} />
    </div>
  );
}

function Purpose({ card }: { card: ModelCard }) {
  return (
    <>
      <Text fw={600}>{card.estimate}</Text>
      <Text mt={4}>{card.intendedUse}</Text>
      {card.raising === null ? null : <Text mt={4}>{raisingSentence(card.raising)}</Text>}
      <Points title="Not for" items={card.outOfScope} />
      <Points title="Warnings" items={card.warnings} />
    </>
  );
}

function Points({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <>
      <Text fw={600} mt="sm">
        {title}
      </Text>
      <List spacing={2}>
        {items.map((item) => (
          <List.Item key={item}>{item}</List.Item>
        ))}
      </List>
    </>
  );
}

function Figures({ card }: { card: ModelCard }) {
  const { metrics, title, id } = card;
  const { table = false } = useSearch({ from: '/models' });
  const navigate = useNavigate({ from: '/models' });
  const show = (asTable: boolean) =>
    void navigate({ search: (before) => ({ ...before, table: asTable || undefined }) });
  const saveCsv = () => saveFile(`model-${id}.csv`, new Blob([figuresCsv(card)], { type: 'text/csv' }));
  useActions([
    {
      id: 'models.table',
      label: table ? 'Show the diagram' : 'Show the table',
      group: 'Models',
      keys: 't',
      run: () => show(!table),
    },
    { id: 'models.csv', label: 'Save the figures as CSV', group: 'Models', keys: 's', run: saveCsv },
  ]);
  return (
    <Panel
      title="Does it come about as often as predicted?"
      actions={
        <Group gap="sm">
          <SegmentedControl
            aria-label="Show as"
            value={table ? 'table' : 'diagram'}
            onChange={(value) => show(value === 'table')}
            data={[
              { value: 'diagram', label: 'Diagram' },
              { value: 'table', label: 'Table' },
            ]}
          />
          <Button variant="default" onClick={saveCsv}>
            Save as CSV
          </Button>
        </Group>
      }
    >
      <Text>{calibrationSentence(metrics.newWording)}</Text>
      {id === 'acuity' ? <Text c="dimmed">Shown for level 1 or 2.</Text> : null}
      {table ? (
        <ReliabilityTable bins={metrics.reliability} caption={`Reliability of ${title}`} />
      ) : (
        <div className={classes.plot}>
          <ReliabilityPlot bins={metrics.reliability} />
        </div>
      )}
      <Text fw={600} mt="md">
        How well it tells patients apart
      </Text>
      <PerformanceTable metrics={metrics} />
      <Text fw={600} mt="md">
        By group
      </Text>
      <Text c="dimmed" fz="sm">
        The gap is the mean prediction minus what happened: positive means that the risk is overstated.
      </Text>
      <SubgroupTable groups={metrics.subgroups} />
    </Panel>
  );
}

function Background({ card }: { card: ModelCard }) {
  const { data, trust } = card;
  const facts: readonly (readonly [string, string])[] = [
    ['Data', data.description],
    [
      'For training',
      `${data.encounters.training.toLocaleString('en-GB')} invented encounters, seed ${data.seed}`,
    ],
    ['How often it occurs', `in ${percent(data.prevalence)} of them`],
    ['Inputs', trust.inputs],
    ['Method', trust.method],
    ['Calibration', trust.calibration],
    ['Reproducibility', trust.reproducibility],
    ['Oversight', trust.oversight],
    ['Bias', card.bias],
    ['Maintenance', card.maintenance],
    ['For', card.users.join('; ')],
    ['Developer', `${card.developer}, released ${formatPartialDate(card.released)}`],
    ['Licence', card.licence],
    ['Weights', `${card.weights.file}, ${card.weights.bytes.toLocaleString('en-GB')} bytes`],
  ];
  return (
    <Panel title="What it rests on">
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Points title="Limitations" items={card.limitations} />
    </Panel>
  );
}

function History({ model: { history } }: { model: ModelView }) {
  return (
    <Panel title="Decisions in this workspace" padded={history.length === 0}>
      {history.length === 0 ? (
        <Text c="dimmed">Nobody here has decided anything about this model.</Text>
      ) : (
        <Table horizontalSpacing="md" className="numbers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What</Table.Th>
              <Table.Th>By</Table.Th>
              <Table.Th>When</Table.Th>
              <Table.Th>Reason</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {history.map(({ act, by, at, reason, version, current }) => (
              <Table.Tr key={at}>
                <Table.Td>
                  {ACT_WORDS[act].done}
                  {current ? '' : ` (version ${version}, other files)`}
                </Table.Td>
                <Table.Td>{by}</Table.Td>
                <Table.Td>{formatDateTime(at)}</Table.Td>
                <Table.Td>{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}
