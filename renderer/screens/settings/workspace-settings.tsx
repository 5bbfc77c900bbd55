import { Button, Fieldset, Group, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Acuity, Settings, TargetScaleId } from '../../../core/contract/index.ts';
import { api, client } from '../../app/client.ts';
import { useSession } from '../../app/session.tsx';
import { ACUITY_LABELS } from '../../components/acuity-badge.tsx';
import { Panel } from '../../components/panel.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { SCALE_WORDS } from './scale-words.ts';
import classes from './settings.module.css';
import { changesBetween } from './settings-changes.ts';

const LEVELS: readonly Acuity[] = [1, 2, 3, 4, 5];

/** Settings that hold for everybody. Changing them asks for a reason, because they change how patients are seen. */
export function WorkspaceSettings({ settings }: { settings: Settings }) {
  const queryClient = useQueryClient();
  const { can } = useSession();
  const [edited, setEdited] = useState<Partial<Settings>>({});
  const [asking, setAsking] = useState(false);
  const shown: Settings = { ...settings, ...edited };
  const changes = changesBetween(settings, shown);
  const mayChange = can('settings.manage');
  const set = (change: Partial<Settings>) => setEdited((before) => ({ ...before, ...change }));

  const save = async (reason: string) => {
    const saved = await client.ops.updateSettings({ changes: changes.values, reason });
    queryClient.setQueryData(api.ops.settings.queryKey({ input: {} }), saved);
    void queryClient.invalidateQueries({ queryKey: api.workspace.state.key() });
    setEdited({});
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changes.words.length > 0 && changes.valid) setAsking(true);
  };

  return (
    <Panel title="This workspace">
      <form onSubmit={submit}>
        <Fieldset variant="unstyled" p={0} m={0} disabled={!mayChange}>
          <Stack gap="lg">
            {mayChange ? null : <Text c="dimmed">An administrator can change these.</Text>}
            <TextInput
              label="Name"
              value={shown.workspaceName}
              onChange={(event) => set({ workspaceName: event.currentTarget.value })}
              maxLength={80}
              maw={420}
            />
            <ScaleChoice value={shown.targetScale} onChange={(targetScale) => set({ targetScale })} />
            <RetriageMinutes
              value={shown.retriageMinutes}
              onChange={(retriageMinutes) => set({ retriageMinutes })}
            />
            <Minutes
              label="Tell those in charge"
              description="After a target has been missed for this long."
              value={shown.escalateAfterMinutes}
              max={240}
              onChange={(escalateAfterMinutes) => set({ escalateAfterMinutes })}
            />
            <Minutes
              label="Lock when idle"
              description="After this long without a sign of the person. Entries stay on the screen behind the lock."
              value={shown.idleMinutes}
              max={60}
              onChange={(idleMinutes) => set({ idleMinutes })}
            />
          </Stack>
        </Fieldset>
        {mayChange ? (
          <Group mt="lg" gap="sm">
            <Button type="submit" disabled={changes.words.length === 0 || !changes.valid}>
              Save the changes
            </Button>
            <Button variant="default" disabled={changes.words.length === 0} onClick={() => setEdited({})}>
              Discard
            </Button>
            <Text c="dimmed" role="status">
              {changes.words.length === 0
                ? 'Saved.'
                : changes.valid
                  ? 'Not saved yet.'
                  : 'Something is missing.'}
            </Text>
          </Group>
        ) : null}
      </form>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Change the settings"
        confirmLabel="Save the changes"
        onConfirm={save}
      >
        {changes.words.map((words) => (
          <div key={words}>{words}</div>
        ))}
      </ReasonDialog>
    </Panel>
  );
}

function ScaleChoice({
  value,
  onChange,
}: {
  value: TargetScaleId;
  onChange: (scale: TargetScaleId) => void;
}) {
  return (
    <Radio.Group
      label="Target times"
      description="How soon each level should be seen. New assessments use the scale; earlier ones keep theirs."
      value={value}
      onChange={(chosen) => {
        const scale = SCALE_WORDS.find(({ id }) => id === chosen);
        if (scale !== undefined) onChange(scale.id);
      }}
    >
      <Stack gap="xs" mt="xs">
        {SCALE_WORDS.map(({ id, label }) => (
          <Radio key={id} value={id} label={label} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function RetriageMinutes({
  value,
  onChange,
}: {
  value: Settings['retriageMinutes'];
  onChange: (minutes: Settings['retriageMinutes']) => void;
}) {
  return (
    <Fieldset
      variant="unstyled"
      p={0}
      m={0}
      legend="Look again at a waiting patient after"
      classNames={{ legend: classes.legend ?? '' }}
    >
      <div className={classes.minutes}>
        {LEVELS.map((level) => (
          <NumberInput
            key={level}
            label={`${level} ${ACUITY_LABELS[level]}`}
            value={value[level - 1] ?? ''}
            onChange={(entered) => {
              const [a, b, c, d, e] = value.map((old, at) => (at === level - 1 ? Number(entered) : old));
              onChange([a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0]);
            }}
            suffix=" min"
            min={1}
            max={1_440}
            allowDecimal={false}
          />
        ))}
      </div>
    </Fieldset>
  );
}

function Minutes({
  label,
  description,
  value,
  max,
  onChange,
}: {
  label: string;
  description: string;
  value: number;
  max: number;
  onChange: (minutes: number) => void;
}) {
  return (
    <NumberInput
      label={label}
      description={description}
      value={value}
      onChange={(entered) => onChange(Number(entered))}
      suffix=" min"
      min={1}
      max={max}
      allowDecimal={false}
      maw={420}
    />
  );
}
