import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/client.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { NewPassphrase, passphraseProblem } from '../../components/new-passphrase.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';

/** A person's own passphrase, changed by themselves. */
export function PassphraseScreen() {
  const navigate = useNavigate();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState({ first: '', second: '' });
  const change = useMutation(
    api.session.changePassphrase.mutationOptions({
      onSuccess: () => {
        notifications.show({
          title: 'Passphrase changed',
          message: 'Use the new one from now on, also to sign.',
        });
        void navigate({ to: '/settings' });
      },
    }),
  );
  const ready = current !== '' && passphraseProblem(next) === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !change.isPending) change.mutate({ current, next: next.first });
  };

  return (
    <Page title="My passphrase" about="It opens the workspace and stands for your signature." width="reading">
      <Panel>
        <form onSubmit={submit}>
          <Stack gap="md" maw={460}>
            <PasswordInput
              label="Current passphrase"
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
              autoComplete="current-password"
              autoFocus
              visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the passphrase', tabIndex: 0 }}
            />
            <NewPassphrase value={next} onChange={setNext} label="New passphrase" />
            <InlineProblem error={change.error} />
            <Group gap="sm">
              <Button type="submit" disabled={!ready} loading={change.isPending}>
                Change the passphrase
              </Button>
              <Button variant="default" onClick={() => void navigate({ to: '/settings' })}>
                Cancel
              </Button>
            </Group>
          </Stack>
        </form>
      </Panel>
    </Page>
  );
}
