import { Button, FileInput, Group, Stack, Text, Title } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FILE_LIMIT_MIB } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatCount, formatDateTime, formatSize } from '../../app/format.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';

/** Restores a backup file into the empty workspace of this machine, then leads to sign-in. */
export function RestoreForm({ onBack, onRestored }: { onBack: () => void; onRestored: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const restore = useMutation(api.workspace.restore.mutationOptions());
  const tooLarge = file !== null && file.size > FILE_LIMIT_MIB.backup * 1_048_576;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null && !tooLarge && !restore.isPending) restore.mutate({ file });
  };

  if (restore.data !== undefined) {
    const { name, createdAt, changeSets } = restore.data;
    return (
      <Stack gap="md">
        <Title order={1}>{name} is back</Title>
        <Text>
          Restored as it was on {formatDateTime(createdAt)}, with {formatCount(changeSets)} entries in its
          record, each of them checked. People sign in with the passphrases they had then.
        </Text>
        <Group justify="flex-end">
          <Button onClick={onRestored} autoFocus>
            Go to sign-in
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <div>
          <Title order={1}>Restore a backup</Title>
          <Text c="dimmed" mt={4}>
            The backup stays encrypted and is not changed. It is checked completely before anything is put in
            place.
          </Text>
        </div>
        <FileInput
          label="Backup file"
          placeholder="Choose the file"
          value={file}
          onChange={setFile}
          leftSection={<IconFileZip size={18} stroke={1.6} />}
          clearable
          clearButtonProps={{ 'aria-label': 'Choose no file' }}
          description={file === null ? undefined : formatSize(file.size)}
          error={
            tooLarge
              ? `Larger than ${FILE_LIMIT_MIB.backup} MiB: restore it with “fairdoc restore” in a terminal.`
              : undefined
          }
        />
        <InlineProblem error={restore.error} />
        <Group justify="space-between">
          <Button variant="default" onClick={onBack} disabled={restore.isPending}>
            Back
          </Button>
          <Button type="submit" disabled={file === null || tooLarge} loading={restore.isPending}>
            Restore
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
