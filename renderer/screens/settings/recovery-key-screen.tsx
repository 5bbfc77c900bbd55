import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useSession } from '../../app/session.tsx';
import { ConfirmRecoveryKey } from '../../components/confirm-recovery-key.tsx';
import { Note } from '../../components/note.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';

/** For a recovery key that was shown but not confirmed: type it back, so that it is known to be kept. */
export function RecoveryKeyScreen() {
  const { me } = useSession();
  const navigate = useNavigate();
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
        {me.recoveryKeyConfirmed ? (
          <Note kind="good" title="The recovery key was confirmed">
            Somebody typed it back after the workspace was created. It is never shown again.
          </Note>
        ) : (
          <>
            <Text mb="md">
              The key was shown when the workspace was created. Type it from where you keep it, to be sure
              that it is kept.
            </Text>
            <ConfirmRecoveryKey onConfirmed={confirmed} />
          </>
        )}
      </Panel>
    </Page>
  );
}
