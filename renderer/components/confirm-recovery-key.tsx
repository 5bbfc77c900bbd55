import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../app/client.ts';
import { InlineProblem } from './inline-problem.tsx';

/** The recovery key typed back, checked by the core. */
export function ConfirmRecoveryKey({
  onConfirmed,
  secondary,
}: {
  onConfirmed: () => void;
  /** A second button, on the left. */
  secondary?: ReactNode;
}) {
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const confirm = useMutation(
    api.workspace.confirmRecoveryKey.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.session.me.key() });
        void queryClient.invalidateQueries({ queryKey: api.ops.tasks.key() });
        onConfirmed();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '' && !confirm.isPending) confirm.mutate({ recoveryKey: typed.trim() });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Textarea
          label="Recovery key"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={200}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <InlineProblem error={confirm.error} />
        <Group justify={secondary === undefined ? 'flex-end' : 'space-between'}>
          {secondary}
          <Button type="submit" disabled={typed.trim() === ''} loading={confirm.isPending}>
            Confirm the key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
