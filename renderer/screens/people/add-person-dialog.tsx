import { Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { fullNameSchema, loginNameSchema, type Role } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { loginNameProblem, suggestLoginName } from '../../components/login-name.ts';
import { NewPassphrase, passphraseProblem } from '../../components/new-passphrase.tsx';
import { RolePicker } from './role-picker.tsx';

/** Adds a person with a first passphrase, which they change after signing in. */
export function AddPersonDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add a person" size="xl" closeOnClickOutside={false}>
      <AddPersonForm onClose={onClose} />
    </Modal>
  );
}

function AddPersonForm({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const [fullName, setFullName] = useState('');
  const [loginName, setLoginName] = useState<string | null>(null);
  const [roles, setRoles] = useState<Role[]>([]);
  const [passphrase, setPassphrase] = useState({ first: '', second: '' });
  const shownLoginName = loginName ?? suggestLoginName(fullName);
  const add = useMutation(
    api.people.add.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.people.key() });
        onClose();
      },
    }),
  );
  const ready =
    fullNameSchema.safeParse(fullName).success &&
    loginNameSchema.safeParse(shownLoginName).success &&
    roles.length > 0 &&
    passphraseProblem(passphrase) === null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || add.isPending) return;
    add.mutate({
      fullName: fullName.trim(),
      loginName: shownLoginName.trim(),
      roles,
      passphrase: passphrase.first,
    });
  };

  return (
    <form onSubmit={submit}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        <Stack gap="md">
          <TextInput
            label="Full name"
            description="As it stands on signatures."
            value={fullName}
            onChange={(event) => setFullName(event.currentTarget.value)}
            maxLength={120}
            autoComplete="off"
            data-autofocus
          />
          <TextInput
            label="Login name"
            description="Cannot be changed, and is never given to anybody else."
            value={shownLoginName}
            onChange={(event) => setLoginName(event.currentTarget.value)}
            error={loginNameProblem(loginName ?? '')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <NewPassphrase value={passphrase} onChange={setPassphrase} label="First passphrase" />
          <Text fz="sm" c="dimmed">
            Tell it to the person, who changes it after the first sign-in.
          </Text>
        </Stack>
        <RolePicker value={roles} onChange={setRoles} />
      </SimpleGrid>
      <Stack gap="md" mt="md">
        <InlineProblem error={add.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} disabled={add.isPending}>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready} loading={add.isPending}>
            Add the person
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
