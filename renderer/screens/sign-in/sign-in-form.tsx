import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '../../app/client.ts';
import { changePreferences } from '../../app/preferences.ts';
import { problemOf } from '../../app/problem.ts';
import { forgetReadings } from '../../app/queries.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { LoginNameField } from '../../components/login-name-field.tsx';
import { useCountdown } from '../../components/use-countdown.ts';

/**
 * Login name and passphrase. A wrong passphrase keeps the login name, empties the passphrase and, after a few, shows
 * how long to wait until the next try is checked.
 */
export function SignInForm({
  loginNames,
  initialLoginName,
  initialPassphrase = '',
  submitLabel,
}: {
  loginNames: readonly string[];
  initialLoginName: string;
  /** Known beforehand in a demonstration only. */
  initialPassphrase?: string;
  submitLabel: string;
}) {
  const queryClient = useQueryClient();
  const [loginName, setLoginName] = useState(initialLoginName);
  const [passphrase, setPassphrase] = useState(initialPassphrase);
  const passphraseField = useRef<HTMLInputElement>(null);
  const wait = useCountdown();

  const signIn = useMutation(
    api.session.signIn.mutationOptions({
      onSuccess: async (me) => {
        changePreferences({ lastLoginName: me.loginName });
        const before = queryClient.getQueryData(api.session.me.queryKey({ input: {} }));
        if (before?.userId !== me.userId) forgetReadings(queryClient);
        await queryClient.invalidateQueries({ queryKey: api.workspace.state.key() });
        // An answer still on its way says that nobody is signed in; it must not come after this one.
        await queryClient.cancelQueries({ queryKey: api.session.me.key() });
        queryClient.setQueryData(api.session.me.queryKey({ input: {} }), me);
      },
      onError: (error) => {
        const seconds = problemOf(error).details.waitSeconds;
        if (typeof seconds === 'number') wait.start(seconds);
        setPassphrase('');
        passphraseField.current?.focus();
      },
    }),
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (loginName.trim() === '' || passphrase === '' || wait.seconds > 0 || signIn.isPending) return;
    signIn.mutate({ loginName: loginName.trim(), passphrase });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <LoginNameField
          loginNames={loginNames}
          value={loginName}
          onChange={(event) => setLoginName(event.currentTarget.value)}
          size="md"
          autoFocus={initialLoginName === ''}
        />
        <PasswordInput
          ref={passphraseField}
          label="Passphrase"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="current-password"
          size="md"
          autoFocus={initialLoginName !== ''}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the passphrase', tabIndex: 0 }}
        />
        <InlineProblem error={signIn.error} />
        <Button type="submit" size="md" loading={signIn.isPending} disabled={wait.seconds > 0}>
          {wait.seconds > 0 ? `Next try in ${wait.seconds} s` : submitLabel}
        </Button>
        <Text role="status" className="only-heard">
          {wait.seconds === 0 && wait.started ? 'You can try again now.' : ''}
        </Text>
      </Stack>
    </form>
  );
}
