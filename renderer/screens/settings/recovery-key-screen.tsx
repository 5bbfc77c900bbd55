import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '../../app/client.ts';
import { useSession } from '../../app/session.tsx';
import { ConfirmRecoveryKey } from '../../components/confirm-recovery-key.tsx';
import { Note } from '../../components/note.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { RecoveryKeyStep } from '../../components/recovery-key-step.tsx';

/**
 * For a recovery key that was shown but not confirmed: type it back, so that it is known to be kept. For one that was
 * lost, or that others have seen: issue a new one.
 */
export function RecoveryKeyScreen() {
  const { me, can } = useSession();
  const navigate = useNavigate();
  const [issued, setIssued] = useState<string | null>(null);
  const confirmed = () => {
    notifications.show({
      title: 'Recovery key confirmed',
      message: 'Keep it where it is, apart from this machine.',
    });
    void navigate({ to: '/inbox' });
  };
  return (
    <Page
      title="Recovery key"
      about="If every passphrase is forgotten, it alone opens the workspace."
      width="reading"
    >
      <Panel>
        {issued !== null ? (
          <RecoveryKeyStep recoveryKey={issued} onConfirmed={confirmed} />
        ) : me.recoveryKeyConfirmed ? (
          <Note kind="good" title="The recovery key was confirmed">
            Somebody typed it back after it was shown. It is never shown again.
          </Note>
        ) : (
          <>
            <Text mb="md">
              The key was shown when it was made. Type it from where you keep it, to be sure that it is kept.
            </Text>
            <ConfirmRecoveryKey onConfirmed={confirmed} />
          </>
        )}
      </Panel>
      {issued === null && can('people.manage') && <IssueNewKey onIssued={setIssued} />}
    </Page>
  );
}

function IssueNewKey({ onIssued }: { onIssued: (recoveryKey: string) => void }) {
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const close = () => {
    setOpened(false);
    setPassphrase('');
  };
  const issue = async (reason: string) => {
    const { recoveryKey } = await client.people.issueRecoveryKey({ passphrase, reason });
    void queryClient.invalidateQueries({ queryKey: api.session.me.key() });
    void queryClient.invalidateQueries({ queryKey: api.ops.tasks.key() });
    close();
    onIssued(recoveryKey);
  };
  return (
    <Panel>
      <Group justify="space-between" wrap="nowrap">
        <Text>Lost, or seen by somebody who should not have it? A new key takes its place.</Text>
        <Button variant="default" onClick={() => setOpened(true)} style={{ flexShrink: 0 }}>
          Issue a new key
        </Button>
      </Group>
      <ReasonDialog
        opened={opened}
        onClose={close}
        title="Issue a new recovery key"
        confirmLabel="Issue a new key"
        ready={passphrase !== ''}
        onConfirm={issue}
      >
        <Stack gap="md">
          <Text>
            The key before stops working at once. The new one is shown once. Backups made until now still open
            with the key of their time.
          </Text>
          <PasswordInput
            label="Your passphrase"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            autoComplete="current-password"
          />
        </Stack>
      </ReasonDialog>
    </Panel>
  );
}
