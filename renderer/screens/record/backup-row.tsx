import { Button, Group, Table, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck, IconDeviceFloppy } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type Backup, FILE_LIMIT_MIB } from '../../../core/contract/index.ts';
import { client } from '../../app/client.ts';
import { formatCount, formatDateTime, formatSize } from '../../app/format.ts';
import { problemOf } from '../../app/problem.ts';
import { saveFile } from '../../components/save-file.ts';
import classes from './signatures.module.css';

/** One backup, with its trial restore and the way to another disk. */
export function BackupRow({ backup, busy, onCheck }: { backup: Backup; busy: boolean; onCheck: () => void }) {
  const tooLarge = backup.size > FILE_LIMIT_MIB.backup * 1_048_576;
  const save = useMutation({
    mutationFn: () => client.record.downloadBackup({ backupId: backup.id }),
    onSuccess: ({ name, content }) => saveFile(name, content),
    onError: (error) => {
      const problem = problemOf(error);
      notifications.show({ title: problem.message, message: problem.next, color: 'ochre' });
    },
  });
  return (
    <Table.Tr>
      <Table.Td>{formatDateTime(backup.createdAt)}</Table.Td>
      <Table.Td>{formatSize(backup.size)}</Table.Td>
      <Table.Td>{formatCount(backup.changeSets)}</Table.Td>
      <Table.Td>
        <Checked checked={backup.checked} />
      </Table.Td>
      <Table.Td>
        <Tooltip label={<code>{backup.digest}</code>} maw={560} multiline>
          <Text component="span" fz="sm" c="dimmed">
            <code>{backup.digest.slice(0, 12)}…</code>
          </Text>
        </Tooltip>
      </Table.Td>
      <Table.Td>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Tooltip label="Restores it into a scratch folder, verifies and compares it, and removes the scratch folder">
            <Button variant="default" size="compact-md" disabled={busy} onClick={onCheck}>
              Check
            </Button>
          </Tooltip>
          <Tooltip
            label={
              tooLarge
                ? 'Too large for this window: use “fairdoc backup FILE” in a terminal'
                : 'Keep it on another disk or machine'
            }
          >
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconDeviceFloppy size={16} stroke={1.6} />}
              data-disabled={tooLarge}
              aria-disabled={tooLarge}
              loading={save.isPending}
              onClick={() => (tooLarge ? undefined : save.mutate())}
            >
              Save elsewhere
            </Button>
          </Tooltip>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Checked({ checked }: { checked: Backup['checked'] }) {
  if (checked === null) return <Text c="dimmed">not checked</Text>;
  const Sign = checked.intact ? IconCircleCheck : IconAlertTriangle;
  return (
    <span className={classes.state} data-valid={checked.intact}>
      <Sign size={18} stroke={1.7} aria-hidden />
      {checked.intact ? 'Restores intact' : 'Does not restore'}, {formatDateTime(checked.at)}
    </span>
  );
}
