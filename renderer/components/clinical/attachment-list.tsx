import { ActionIcon, Text } from '@mantine/core';
import { IconFileText, IconPaperclip, IconPhoto, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Attachment, FILE_LIMIT_MIB } from '../../../core/contract/index.ts';
import { api, client } from '../../app/client.ts';
import { formatDay, formatSize } from '../../app/format.ts';
import { FileDrop } from '../file-drop.tsx';
import { InlineProblem } from '../inline-problem.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import classes from './attachment-list.module.css';
import { AttachmentViewer } from './attachment-viewer.tsx';

const MOST_AT_ONCE = 20;

/** The documents of a patient or a visit: open, add by dropping, and, for a reason, remove. */
export function AttachmentList({
  patientId,
  encounterId,
  attachments,
  mayWrite,
}: {
  patientId: string;
  /** Null: new documents belong to the patient, to no visit. */
  encounterId: string | null;
  attachments: readonly Attachment[];
  mayWrite: boolean;
}) {
  const [opened, setOpened] = useState<Attachment | null>(null);
  const [removing, setRemoving] = useState<Attachment | null>(null);
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: api.triage.encounter.key() }),
      queryClient.invalidateQueries({ queryKey: api.clinic.patient.key() }),
    ]);
  const [adding, setAdding] = useState('');
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      // One after another: when one is refused, those before it are safely in the record.
      for (const file of files) {
        setAdding(file.name);
        await client.clinic.addAttachment({ patientId, encounterId, file });
      }
    },
    onSettled: refresh,
  });
  return (
    <div className={classes.list}>
      {attachments.length === 0 && !mayWrite ? <Text c="dimmed">none</Text> : null}
      <ul className={classes.items}>
        {attachments.map((attachment) => (
          <li key={attachment.id}>
            <button type="button" className={classes.open} onClick={() => setOpened(attachment)}>
              {attachment.mediaType.startsWith('image/') ? (
                <IconPhoto size={18} stroke={1.6} aria-hidden />
              ) : (
                <IconFileText size={18} stroke={1.6} aria-hidden />
              )}
              <span className={classes.name}>{attachment.name}</span>
              <Text span c="dimmed" fz="sm" className="numbers">
                {formatSize(attachment.size)}, {formatDay(attachment.addedAt)}
              </Text>
            </button>
            {mayWrite ? (
              <ActionIcon
                color="gray"
                aria-label={`Remove ${attachment.name}`}
                onClick={() => setRemoving(attachment)}
              >
                <IconX size={15} />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
      {mayWrite ? (
        <FileDrop
          label="Attach documents"
          icon={IconPaperclip}
          sizeMiB={FILE_LIMIT_MIB.attachment}
          room={MOST_AT_ONCE}
          loading={add.isPending}
          onFiles={(files) => add.mutate(files)}
        >
          or drop them here, up to {FILE_LIMIT_MIB.attachment} MiB each
        </FileDrop>
      ) : null}
      {add.error === null ? null : (
        <>
          <Text fw={600}>“{adding}” was not added</Text>
          <InlineProblem error={add.error} />
        </>
      )}
      <AttachmentViewer attachment={opened} onClose={() => setOpened(null)} />
      <ReasonDialog
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        title="Remove a document"
        confirmLabel="Remove"
        onConfirm={async (reason) => {
          if (removing === null) return;
          await client.clinic.removeAttachment({ attachmentId: removing.id, reason });
          await refresh();
        }}
      >
        “{removing?.name}” will no longer be listed. That it was here, and why it was removed, stays in the
        audit trail.
      </ReasonDialog>
    </div>
  );
}
