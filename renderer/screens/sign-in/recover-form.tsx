import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/client.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { LoginNameField } from '../../components/login-name-field.tsx';
import { NewPassphrase, passphraseProblem } from '../../components/new-passphrase.tsx';

/** Gives an existing person a new passphrase with the workspace's recovery key. The use is entered in the record. */
export function RecoverForm({ loginNames, onClose }: { loginNames: readonly string[]; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [recoveryKey, setRecoveryKey] = useState('');
  const [loginName, setLoginName] = useState(loginNames.length === 1 ? (loginNames[0] ?? '') : '');
  const [passphrase, setPassphrase] = useState({ first: '', second: '' });
  const recover = useMutation(
    api.workspace.recover.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.workspace.state.key() });
        notifications.show({
          title: 'Access recovered',
          message: 'Sign in with the new passphrase. The use of the recovery key stands in the audit trail.',
        });
        onClose();
      },
    }),
  );
  const ready =
    recoveryKey.trim() !== '' && loginName.trim() !== '' && passphraseProblem(passphrase) === null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || recover.isPending) return;
    recover.mutate({
      recoveryKey: recoveryKey.trim(),
      loginName: loginName.trim(),
      passphrase: passphrase.first,
    });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <div>
          <Title order={1}>Use the recovery key</Title>
          <Text c="dimmed">
            It was shown when the workspace was created and is kept by whoever runs this machine. It sets a
            new passphrase for one person.
          </Text>
        </div>
        <Textarea
          label="Recovery key"
          value={recoveryKey}
          onChange={(event) => setRecoveryKey(event.currentTarget.value)}
          autosize
          minRows={2}
          autoFocus
          spellCheck={false}
          autoComplete="off"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <LoginNameField
          loginNames={loginNames}
          value={loginName}
          onChange={(event) => setLoginName(event.currentTarget.value)}
        />
        <NewPassphrase value={passphrase} onChange={setPassphrase} label="New passphrase" />
        <InlineProblem error={recover.error} />
        <Group justify="space-between">
          <Button variant="default" onClick={onClose}>
            Back to sign-in
          </Button>
          <Button type="submit" disabled={!ready} loading={recover.isPending}>
            Set the new passphrase
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
