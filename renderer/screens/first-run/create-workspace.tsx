import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { fullNameSchema, loginNameSchema, workspaceNameSchema } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { loginNameProblem, suggestLoginName } from '../../components/login-name.ts';
import { NewPassphrase, passphraseProblem } from '../../components/new-passphrase.tsx';

/** The workspace's name and its first administrator, in one step. */
export function CreateWorkspace({
  onBack,
  onCreated,
}: {
  onBack: () => void;
  onCreated: (recoveryKey: string) => void;
}) {
  const [name, setName] = useState('');
  const [fullName, setFullName] = useState('');
  const [loginName, setLoginName] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState({ first: '', second: '' });
  const shownLoginName = loginName ?? suggestLoginName(fullName);

  const create = useMutation(
    api.workspace.create.mutationOptions({ onSuccess: ({ recoveryKey }) => onCreated(recoveryKey) }),
  );
  const ready =
    workspaceNameSchema.safeParse(name).success &&
    fullNameSchema.safeParse(fullName).success &&
    loginNameSchema.safeParse(shownLoginName).success &&
    passphraseProblem(passphrase) === null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || create.isPending) return;
    create.mutate({
      name: name.trim(),
      administrator: {
        loginName: shownLoginName.trim(),
        fullName: fullName.trim(),
        passphrase: passphrase.first,
      },
    });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <div>
          <Title order={1}>Create a workspace</Title>
          <Text c="dimmed" mt={4}>
            The administrator adds the other people. Names can be changed later; login names stay.
          </Text>
        </div>
        <TextInput
          label="Name of the workspace"
          placeholder="e.g. the department or the site"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={80}
          autoFocus
        />
        <Group grow align="flex-start">
          <TextInput
            label="Administrator's full name"
            description="As it stands on signatures."
            value={fullName}
            onChange={(event) => setFullName(event.currentTarget.value)}
            maxLength={120}
            autoComplete="name"
          />
          <TextInput
            label="Login name"
            description="Small letters, digits, dots."
            value={shownLoginName}
            onChange={(event) => setLoginName(event.currentTarget.value)}
            error={loginNameProblem(loginName ?? '')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Group>
        <NewPassphrase value={passphrase} onChange={setPassphrase} />
        <InlineProblem error={create.error} />
        <Group justify="space-between">
          <Button variant="default" onClick={onBack} disabled={create.isPending}>
            Back
          </Button>
          <Button type="submit" disabled={!ready} loading={create.isPending}>
            Create the workspace
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
