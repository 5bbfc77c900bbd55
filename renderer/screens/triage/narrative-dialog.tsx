import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Encounter, reasonTextSchema } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';

/** Corrects the narrative with a reason. The words as they were stay in the audit trail. */
export function NarrativeDialog({
  encounter,
  opened,
  onClose,
}: {
  encounter: Encounter;
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Correct the narrative"
      size="lg"
      closeOnClickOutside={false}
    >
      <NarrativeForm encounter={encounter} onClose={onClose} />
    </Modal>
  );
}

function NarrativeForm({ encounter, onClose }: { encounter: Encounter; onClose: () => void }) {
  const [narrative, setNarrative] = useState(encounter.narrative);
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const correct = useMutation(
    api.clinic.updateNarrative.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.triage.key() });
        onClose();
      },
    }),
  );
  const changed = narrative.trim() !== encounter.narrative && narrative.trim() !== '';
  const ready = changed && reasonTextSchema.safeParse(reason).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !correct.isPending) {
      correct.mutate({ encounterId: encounter.id, narrative: narrative.trim(), reason: reason.trim() });
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Textarea
          label="Narrative"
          value={narrative}
          onChange={(event) => setNarrative(event.currentTarget.value)}
          autosize
          minRows={8}
          maxRows={20}
          data-autofocus
        />
        <Textarea
          label="Reason"
          description="Stands in the audit trail beside your name and the time."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={2_000}
        />
        <InlineProblem error={correct.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} disabled={correct.isPending}>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready} loading={correct.isPending}>
            Correct the narrative
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
