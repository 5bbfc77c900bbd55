import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { reasonTextSchema } from '../../core/contract/index.ts';
import { InlineProblem } from './inline-problem.tsx';

interface ReasonDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and what it does not touch. */
  children: ReactNode;
  /** The button, verb first: `Archive the patient`. */
  confirmLabel: string;
  /** False while something else in the dialog is missing. */
  ready?: boolean;
  size?: 'md' | 'xl';
  /** Resolves when the record has it; a rejection is shown and the dialog stays. */
  onConfirm: (reason: string) => Promise<unknown>;
}

/** Asks why before a change that somebody will ask about later. The reason stands in the audit trail. */
export function ReasonDialog(props: ReasonDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size={props.size ?? 'md'}>
      <ReasonForm {...props} />
    </Modal>
  );
}

function ReasonForm({ children, confirmLabel, ready = true, onConfirm, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const valid = reasonTextSchema.safeParse(reason).success;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!valid || !ready || pending) return;
    setPending(true);
    setError(null);
    try {
      await onConfirm(reason.trim());
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setPending(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Text component="div">{children}</Text>
        <Textarea
          label="Reason"
          description="Stands in the audit trail beside your name and the time."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={2_000}
          data-autofocus
        />
        <InlineProblem error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} disabled={pending}>
            Cancel
          </Button>
          <Button type="submit" disabled={!valid || !ready} loading={pending}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
