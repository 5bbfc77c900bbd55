import { Button, Group, Select, SimpleGrid, Text, Textarea, TextInput, Title } from '@mantine/core';
import type { Ref } from 'react';
import type { Encounter } from '../../../core/contract/index.ts';
import { VitalsForm } from '../../components/clinical/vitals-form.tsx';
import { ARRIVAL } from '../../components/clinical/words.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { Keys } from '../../components/keys.tsx';
import { Panel } from '../../components/panel.tsx';
import { AnsweredList } from '../triage/answered-list.tsx';
import { withAnswer, withoutAnswer } from '../triage/asking.ts';
import { AttachmentsField } from './attachments-field.tsx';
import type { IntakeDraft, IntakeProblem } from './draft.ts';
import { HistoryField } from './history-field.tsx';
import classes from './intake.module.css';
import { PatientField } from './patient-field.tsx';

const MODES = [
  'walk-in',
  'ambulance',
  'referred',
  'transfer',
  'unknown',
] as const satisfies readonly Encounter['arrivalMode'][];

/** The form, in the order in which a patient is taken in. */
export function IntakeForm({
  ref,
  draft,
  onChange,
  problems,
  onSave,
  saving,
  error,
}: {
  ref: Ref<HTMLFormElement>;
  draft: IntakeDraft;
  onChange: (changes: Partial<IntakeDraft>) => void;
  problems: readonly IntakeProblem[];
  onSave: () => void;
  saving: boolean;
  error: unknown;
}) {
  const problemOf = (field: IntakeProblem['field']) =>
    problems.find((problem) => problem.field === field)?.text;
  return (
    <form
      ref={ref}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <header className={classes.heading}>
        <Title order={1}>New intake</Title>
        <Group gap="sm">
          <Button type="submit" loading={saving} rightSection={<Keys keys="mod+Enter" />}>
            Save and assess
          </Button>
        </Group>
      </header>
      {problems.length === 0 && !error ? null : (
        <div className={classes.problems} role="alert">
          {problems.length === 0 ? null : (
            <>
              <Text fw={600}>Not saved yet. Please see to this first:</Text>
              <ul>
                {problems.map(({ text }) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </>
          )}
          <InlineProblem error={error} />
        </div>
      )}
      <div data-field="details">
        <Panel title="Patient">
          <PatientField draft={draft} onChange={onChange} showAll={problems.length > 0} />
        </Panel>
      </div>
      <Panel title="Why they came">
        <div className={classes.fields}>
          <div data-field="narrative">
            <Textarea
              label="In their words"
              description="What happened, since when, what they fear; then what you see. Also what they deny."
              value={draft.narrative}
              onChange={(event) => onChange({ narrative: event.currentTarget.value })}
              error={draft.narrative.trim() === '' ? problemOf('narrative') : undefined}
              autosize
              minRows={6}
              maxRows={18}
              maxLength={100_000}
              withAsterisk
            />
          </div>
          <AnsweredList
            answers={draft.answers}
            onAnswer={(answer) => onChange({ answers: withAnswer(draft.answers, answer) })}
            onRemove={(answer) => onChange({ answers: withoutAnswer(draft.answers, answer) })}
          />
          <SimpleGrid cols={4} spacing="sm">
            <TextInput
              label="Bay"
              value={draft.bay}
              onChange={(event) => onChange({ bay: event.currentTarget.value })}
              maxLength={40}
              autoComplete="off"
            />
            <Select
              label="Came by"
              allowDeselect={false}
              data={MODES.map((value) => ({ value, label: ARRIVAL[value] }))}
              value={draft.arrivalMode}
              onChange={(value) =>
                onChange({ arrivalMode: MODES.find((known) => known === value) ?? 'unknown' })
              }
            />
            <div data-field="arrivedAt">
              <TextInput
                label="Arrived at"
                placeholder="now"
                value={draft.arrivedAt}
                onChange={(event) => onChange({ arrivedAt: event.currentTarget.value })}
                error={problemOf('arrivedAt')}
                autoComplete="off"
              />
            </div>
            <div data-field="pregnancyWeeks">
              <TextInput
                label="Pregnant, weeks"
                placeholder="not recorded"
                value={draft.pregnancyWeeks}
                onChange={(event) => onChange({ pregnancyWeeks: event.currentTarget.value })}
                error={problemOf('pregnancyWeeks')}
                inputMode="decimal"
                autoComplete="off"
              />
            </div>
          </SimpleGrid>
        </div>
      </Panel>
      <div data-field="vitals">
        <Panel title="Vital signs">
          <VitalsForm draft={draft.vitals} onChange={(vitals) => onChange({ vitals })} />
        </Panel>
      </div>
      <Panel title="History">
        <HistoryField items={draft.history} inHand={draft.historyInHand} onChange={onChange} />
      </Panel>
      <Panel title="Documents">
        <AttachmentsField files={draft.attachments} onChange={(attachments) => onChange({ attachments })} />
      </Panel>
    </form>
  );
}
