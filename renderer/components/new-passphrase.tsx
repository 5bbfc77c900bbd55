import { PasswordInput, Stack, Text } from '@mantine/core';
import { passphraseSchema } from '../../core/contract/index.ts';
import { plural } from '../app/format.ts';

export interface TypedTwice {
  first: string;
  second: string;
}

const MINIMUM = passphraseSchema.minLength ?? 12;

/** What keeps this passphrase from being used, in words; null when nothing does. */
export function passphraseProblem({ first, second }: TypedTwice): 'short' | 'different' | null {
  if (!passphraseSchema.safeParse(first).success) return 'short';
  return first === second ? null : 'different';
}

/** A new passphrase, typed twice. Length is what counts; nothing else is asked for. */
export function NewPassphrase({
  value,
  onChange,
  label = 'Passphrase',
}: {
  value: TypedTwice;
  onChange: (value: TypedTwice) => void;
  label?: string;
}) {
  const missing = Math.max(0, MINIMUM - value.first.length);
  const differs =
    value.second !== '' && !value.first.startsWith(value.second) && value.first !== value.second;
  const toggle = { 'aria-label': 'Show or hide what is typed', tabIndex: 0 };
  return (
    <Stack gap="sm">
      <PasswordInput
        label={label}
        description="At least 12 characters. Four unrelated words are easy to remember and hard to guess."
        value={value.first}
        onChange={(event) => onChange({ ...value, first: event.currentTarget.value })}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
      />
      <PasswordInput
        label={`${label} again`}
        value={value.second}
        onChange={(event) => onChange({ ...value, second: event.currentTarget.value })}
        error={differs ? 'The two are not the same.' : undefined}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
      />
      <Text fz="sm" c="dimmed" role="status" mih="1.5em">
        {value.first !== '' && missing > 0 ? `${plural(missing, 'more character')} needed.` : ''}
        {missing === 0 && value.second === value.first ? 'Long enough, and both are the same.' : ''}
      </Text>
    </Stack>
  );
}
