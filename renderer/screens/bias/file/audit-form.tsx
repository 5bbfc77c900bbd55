import { Button, Group, MultiSelect, Select, Text, TextInput } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { type SubmitEvent, useState } from 'react';
import type { AuditColumns } from '../../../../core/contract/index.ts';
import { InlineProblem } from '../../../components/inline-problem.tsx';
import classes from '../bias.module.css';
import { guessColumns } from './audit-view.ts';
import type { AuditRequest } from './run-audit.ts';

const MOST_COLUMNS = 8;

const COMPARED_WITH = [
  { value: 'others', label: 'All others' },
  { value: 'overall', label: 'Everybody' },
  { value: 'largest', label: 'The largest group' },
];

/** Which columns are decision, outcome and groups. What the names suggest is filled in. */
export function AuditForm({
  columns,
  busy,
  error,
  onRun,
}: {
  columns: AuditColumns;
  busy: boolean;
  error: unknown;
  onRun: (request: AuditRequest) => void;
}) {
  const [guess] = useState(() => guessColumns(columns));
  const [decision, setDecision] = useState(guess.decision);
  const [outcome, setOutcome] = useState(guess.outcome);
  const [groups, setGroups] = useState<string[]>(guess.groups);
  const [reference, setReference] = useState('others');
  const [weight, setWeight] = useState<string | null>(null);
  const [positive, setPositive] = useState('');
  const [positiveOutcome, setPositiveOutcome] = useState('');
  const names = [...new Set(columns.columns.map(({ name }) => name))].filter((name) => name !== '');
  const valuesOf = (name: string | null) => {
    const column = columns.columns.find((candidate) => candidate.name === name);
    if (column === undefined) return undefined;
    const values = column.values.map((value) => (value === '' ? '(nothing)' : value)).slice(0, 5);
    return `Holds ${values.join(', ')}${column.values.length > 5 || column.more ? ' …' : ''}`;
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (decision === null || outcome === null || groups.length === 0) return;
    onRun({
      decision,
      outcome,
      groups,
      reference,
      ...(weight === null ? {} : { weight }),
      ...(positive.trim() === '' ? {} : { positive: positive.trim() }),
      ...(positiveOutcome.trim() === '' ? {} : { positiveOutcome: positiveOutcome.trim() }),
    });
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <Group grow align="start">
        <Select
          label="Decision"
          description={valuesOf(decision) ?? 'What was decided'}
          data={names}
          value={decision}
          onChange={setDecision}
          searchable
          required
        />
        <Select
          label="Outcome"
          description={valuesOf(outcome) ?? 'What turned out to be right'}
          data={names}
          value={outcome}
          onChange={setOutcome}
          searchable
          required
        />
      </Group>
      <Group grow align="start" preventGrowOverflow={false}>
        <MultiSelect
          label="Groups"
          description="Columns by which people are compared, each alone and all together"
          data={names}
          value={groups}
          onChange={setGroups}
          maxValues={MOST_COLUMNS}
          searchable
          required
        />
        <Select
          label="Compare each with"
          description="The measure of every difference"
          data={COMPARED_WITH}
          value={reference}
          allowDeselect={false}
          onChange={(value) => setReference(value ?? 'others')}
        />
      </Group>
      <Group grow align="start">
        <TextInput
          label="Positive decision"
          description="Only where it is not 1, true or yes"
          value={positive}
          onChange={(event) => setPositive(event.currentTarget.value)}
        />
        <TextInput
          label="Positive outcome"
          description="Only where it is not 1, true or yes"
          value={positiveOutcome}
          onChange={(event) => setPositiveOutcome(event.currentTarget.value)}
        />
        <Select
          label="Weight"
          description="Where rows stand for several people"
          data={names}
          value={weight}
          onChange={setWeight}
          searchable
          clearable
        />
      </Group>
      <InlineProblem error={error} />
      <Group>
        <Button type="submit" loading={busy} leftSection={<IconScale size={17} stroke={1.7} />}>
          Audit the file
        </Button>
        <Text c="dimmed" fz="sm">
          Only counts are taken from the file; nothing of it is kept.
        </Text>
      </Group>
    </form>
  );
}
