import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Signing } from '../../core/contract/index.ts';
import { api } from '../app/client.ts';
import { problemOf } from '../app/problem.ts';
import { useSession } from '../app/session.tsx';
import { InlineProblem } from './inline-problem.tsx';
import classes from './sign-dialog.module.css';
import { useCountdown } from './use-countdown.ts';

interface SignDialogProps {
  opened: boolean;
  onClose: () => void;
  /** What happens, e.g. `Sign the triage decision`. */
  title: string;
  /** What is signed, in words: level, patient, reasons, as they will stand in the record. */
  children: ReactNode;
  /** What the signature means, as it is stored and printed, e.g. `Confirms the triage decision`. */
  meaning: string;
  /** Passes the signature on. Resolves when the record has it; a rejection is shown and the dialog stays. */
  onSign: (signing: Signing) => Promise<unknown>;
}

/**
 * The one dialog for signing: what is signed, what the signature means, who signs, and the passphrase. The first
 * signature of a session asks for the login name too. The focus starts in the first field, never on the button.
 */
export function SignDialog(props: SignDialogProps) {
  const { opened, onClose, title } = props;
  const [pending, setPending] = useState(false);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="md"
      closeOnClickOutside={false}
      closeOnEscape={!pending}
      withCloseButton={!pending}
    >
      <SignForm {...props} pending={pending} onPending={setPending} />
    </Modal>
  );
}

function SignForm({
  children,
  meaning,
  onSign,
  onClose,
  pending,
  onPending,
}: SignDialogProps & { pending: boolean; onPending: (pending: boolean) => void }) {
  const { me } = useSession();
  const queryClient = useQueryClient();
  const [loginName, setLoginName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<unknown>(null);
  const wait = useCountdown();
  const complete = passphrase !== '' && (!me.firstSignature || loginName.trim() !== '');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!complete || pending || wait.seconds > 0) return;
    onPending(true);
    setError(null);
    try {
      await onSign(me.firstSignature ? { loginName: loginName.trim(), passphrase } : { passphrase });
      onClose();
    } catch (thrown) {
      const seconds = problemOf(thrown).details.waitSeconds;
      if (typeof seconds === 'number') wait.start(seconds);
      setPassphrase('');
      setError(thrown);
    } finally {
      onPending(false);
      void queryClient.invalidateQueries({ queryKey: api.session.me.key() });
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <div className={classes.what}>{children}</div>
        <dl className={classes.facts}>
          <dt>Meaning</dt>
          <dd>{meaning}</dd>
          <dt>Signed by</dt>
          <dd>{me.fullName}</dd>
        </dl>
        {me.firstSignature ? (
          <TextInput
            label="Login name"
            description="Asked for at the first signature after signing in."
            value={loginName}
            onChange={(event) => setLoginName(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
          />
        ) : null}
        <PasswordInput
          label="Passphrase"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="current-password"
          data-autofocus={me.firstSignature ? undefined : true}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the passphrase', tabIndex: 0 }}
        />
        <InlineProblem error={error} />
        <Text fz="sm" c="dimmed">
          Your name, the time and the meaning are stored with the record, and bound to exactly what is shown
          here.
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} disabled={pending}>
            Do not sign
          </Button>
          <Button type="submit" disabled={!complete || wait.seconds > 0} loading={pending}>
            {wait.seconds > 0 ? `Next try in ${wait.seconds} s` : 'Sign'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
