import { Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useId } from 'react';
import type { Consciousness } from '../../../core/contract/index.ts';
import {
  type NumericVital,
  pressuresCrossed,
  type Reading,
  readVital,
  VITAL_FIELDS,
  type VitalsDraft,
} from './vital-fields.ts';
import classes from './vitals-form.module.css';
import { CONSCIOUSNESS } from './words.ts';

const CODES = ['A', 'C', 'V', 'P', 'U'] as const satisfies readonly Consciousness[];

/**
 * Vital signs as they are typed, each with its unit. Empty means "not measured" and is never filled in. Values that a
 * patient can hardly have are asked about; only what is no measurement at all cannot be saved.
 */
export function VitalsForm({
  draft,
  onChange,
  focusOn,
}: {
  draft: VitalsDraft;
  onChange: (draft: VitalsDraft) => void;
  /** The field that has the focus when the form appears. */
  focusOn?: string | undefined;
}) {
  const set = (name: NumericVital, typed: string) =>
    onChange({ ...draft, numbers: { ...draft.numbers, [name]: typed } });
  const field = (name: NumericVital) => (
    <VitalInput
      name={name}
      typed={draft.numbers[name]}
      onType={(typed) => set(name, typed)}
      autoFocus={focusOn === name}
      crossed={name === 'systolicBloodPressure' && pressuresCrossed(draft)}
    />
  );
  return (
    <div className={classes.form}>
      {field('respiratoryRate')}
      {field('oxygenSaturation')}
      <Choice
        label="Breathing"
        value={draft.supplementalOxygen === null ? '' : String(draft.supplementalOxygen)}
        data={[
          ['', '–', 'Not recorded'],
          ['false', 'Air', 'On air'],
          ['true', 'Oxygen', 'On oxygen'],
        ]}
        onChange={(value) =>
          onChange({ ...draft, supplementalOxygen: value === '' ? null : value === 'true' })
        }
      />
      <Choice
        label="Saturation scale"
        hint="2 only when a clinician has chosen it for hypercapnic respiratory failure"
        value={String(draft.oxygenScale)}
        data={[
          ['1', '1', 'Scale 1'],
          ['2', '2', 'Scale 2'],
        ]}
        onChange={(value) => onChange({ ...draft, oxygenScale: value === '2' ? 2 : 1 })}
      />
      {field('systolicBloodPressure')}
      {field('diastolicBloodPressure')}
      {field('heartRate')}
      {field('temperature')}
      <div className={classes.wide} data-vital="consciousness">
        <Choice
          label="Consciousness"
          value={draft.consciousness ?? ''}
          data={[
            ['', '–', 'Not assessed'],
            ...CODES.map((code) => [code, code, CONSCIOUSNESS[code]] as const),
          ]}
          onChange={(value) =>
            onChange({ ...draft, consciousness: CODES.find((code) => code === value) ?? null })
          }
          says={draft.consciousness === null ? 'not assessed' : CONSCIOUSNESS[draft.consciousness]}
        />
      </div>
      {field('pain')}
    </div>
  );
}

function VitalInput({
  name,
  typed,
  onType,
  autoFocus,
  crossed,
}: {
  name: NumericVital;
  typed: string;
  onType: (typed: string) => void;
  autoFocus: boolean;
  crossed: boolean;
}) {
  const { label, unit } = VITAL_FIELDS[name];
  const reading = readVital(name, typed);
  return (
    <div data-vital={name}>
      <TextInput
        label={label}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        inputMode="decimal"
        autoComplete="off"
        placeholder="not measured"
        rightSection={<span className={classes.unit}>{unit}</span>}
        rightSectionWidth={54}
        error={reading.state === 'unreadable' ? reading.hint : undefined}
        // The field appears because somebody asked to record this very value.
        autoFocus={autoFocus}
        classNames={{ input: classes.input ?? '' }}
      />
      <Hint reading={reading} crossed={crossed} onInstead={(value) => onType(String(value))} />
    </div>
  );
}

function Hint({
  reading,
  crossed,
  onInstead,
}: {
  reading: Reading;
  crossed: boolean;
  onInstead: (value: number) => void;
}) {
  const instead =
    reading.state === 'doubtful' || reading.state === 'unreadable' ? reading.instead : undefined;
  return (
    <div aria-live="polite">
      {reading.state === 'doubtful' ? (
        <Text fz="xs" className={classes.doubt}>
          {reading.hint}
        </Text>
      ) : null}
      {crossed ? (
        <Text fz="xs" className={classes.doubt}>
          Not above the diastolic pressure. Check both.
        </Text>
      ) : null}
      {instead === undefined ? null : (
        <Button size="compact-xs" variant="light" mt={4} onClick={() => onInstead(instead)}>
          Use {instead} °C
        </Button>
      )}
    </div>
  );
}

function Choice({
  label,
  hint,
  value,
  data,
  onChange,
  says,
}: {
  label: string;
  hint?: string;
  value: string;
  /** Value, what stands on the button, and what it means. */
  data: readonly (readonly [string, string, string])[];
  onChange: (value: string) => void;
  says?: string;
}) {
  const id = useId();
  return (
    <div>
      <Text fz="sm" fw={500} id={id} component="div" title={hint}>
        {label}
        {says === undefined ? null : (
          <Text span c="dimmed" fz="sm" ml={8}>
            {says}
          </Text>
        )}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={value}
        onChange={onChange}
        data={data.map(([code, short, meaning]) => ({
          value: code,
          label: (
            <span title={meaning}>
              <span aria-hidden="true">{short}</span>
              <span className="only-heard">{meaning}</span>
            </span>
          ),
        }))}
      />
      {hint === undefined ? null : <span className="only-heard">{hint}</span>}
    </div>
  );
}
