import { Button, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { formatDay } from '../app/format.ts';
import { ConfirmRecoveryKey } from './confirm-recovery-key.tsx';
import { Note } from './note.tsx';
import { keyGroups } from './recovery-key.ts';
import classes from './recovery-key-step.module.css';

/** Shows the recovery key, once; then asks for it back, because a key nobody kept opens nothing. */
export function RecoveryKeyStep({
  recoveryKey,
  onConfirmed,
}: {
  recoveryKey: string;
  onConfirmed: () => void;
}) {
  const [kept, setKept] = useState(false);
  if (kept) {
    return (
      <Stack gap="md">
        <div>
          <Title order={1}>Type the recovery key back</Title>
          <Text c="dimmed" mt={4}>
            From the paper or the place where you keep it. Capitals, spaces and hyphens do not matter.
          </Text>
        </div>
        <ConfirmRecoveryKey
          onConfirmed={onConfirmed}
          secondary={
            <Button variant="default" onClick={() => setKept(false)}>
              Show the key again
            </Button>
          }
        />
      </Stack>
    );
  }
  return (
    <>
      <Stack gap="md" className={classes.screen}>
        <div>
          <Title order={1}>Keep the recovery key</Title>
          <Text c="dimmed" mt={4}>
            If every passphrase is forgotten, this key alone opens the workspace. It is shown now and never
            again.
          </Text>
        </div>
        <KeyGroups recoveryKey={recoveryKey} />
        <Group gap="sm">
          <CopyButton value={recoveryKey} timeout={4_000}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={17} /> : <IconCopy size={17} />}
                onClick={copy}
              >
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" leftSection={<IconPrinter size={17} />} onClick={() => window.print()}>
            Print
          </Button>
        </Group>
        <Note title="Keep it apart from this machine">
          Whoever holds the key can read everything. A sealed envelope in a safe is better than a file.
        </Note>
        <Group justify="flex-end">
          <Button onClick={() => setKept(true)}>I have kept it</Button>
        </Group>
      </Stack>
      <div className={classes.paper}>
        <h1>Fairdoc recovery key</h1>
        <p>
          Created {formatDay(new Date())}. Opens the workspace when every passphrase is forgotten. Keep it
          locked away.
        </p>
        <KeyGroups recoveryKey={recoveryKey} onPaper />
      </div>
    </>
  );
}

function KeyGroups({ recoveryKey, onPaper = false }: { recoveryKey: string; onPaper?: boolean }) {
  const label = onPaper ? {} : { role: 'group', 'aria-label': 'Recovery key' };
  return (
    <div className={classes.key} {...label}>
      {keyGroups(recoveryKey).map((group, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups are told apart by their place alone
        <span key={position}>{group}</span>
      ))}
    </div>
  );
}
