import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Encounter } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { OUTCOME, type OutcomeKind } from '../../components/clinical/words.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';

const KINDS = [
  'discharged',
  'admitted',
  'criticalCare',
  'referred',
  'left',
  'died',
] as const satisfies readonly OutcomeKind[];
/** How a visit may end before anybody has decided on a level. */
const WITHOUT_DECISION: readonly OutcomeKind[] = ['left', 'referred', 'died'];

/** Ends the encounter with what became of the patient, which is also what decisions are later measured against. */
export function CloseDialog({
  encounter,
  opened,
  onClose,
}: {
  encounter: Encounter;
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <Modal opened={opened} onClose={onClose} title="Close the encounter" size="md">
      <CloseForm encounter={encounter} onClose={onClose} />
    </Modal>
  );
}

function CloseForm({ encounter, onClose }: { encounter: Encounter; onClose: () => void }) {
  const [kind, setKind] = useState<OutcomeKind | null>(null);
  const [note, setNote] = useState('');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const close = useMutation(
    api.clinic.closeEncounter.mutationOptions({
      onSuccess: async () => {
        onClose();
        await queryClient.invalidateQueries({ queryKey: api.triage.key() });
        void navigate({ to: '/triage' });
      },
    }),
  );
  const undecided = encounter.status === 'waiting';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === null || close.isPending) return;
    close.mutate({
      encounterId: encounter.id,
      outcome: { kind, note: note.trim() === '' ? null : note.trim() },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group
          label="What became of the patient?"
          value={kind}
          onChange={(value) => setKind(KINDS.find((known) => known === value) ?? null)}
        >
          <Stack gap={2} mt="xs">
            {KINDS.map((known, index) => (
              <Radio
                key={known}
                value={known}
                label={OUTCOME[known]}
                disabled={undecided && !WITHOUT_DECISION.includes(known)}
                data-autofocus={index === 0 ? true : undefined}
                py={5}
              />
            ))}
          </Stack>
        </Radio.Group>
        {undecided ? (
          <Text fz="sm" c="dimmed">
            Without a signed decision that still holds, an encounter ends only when the patient left, was
            referred on or died.
          </Text>
        ) : null}
        <Textarea
          label="Note"
          description="May be left empty."
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={2_000}
        />
        <InlineProblem error={close.error} />
        <Text fz="sm" c="dimmed">
          The patient leaves the queue. The record of the visit stays and no longer changes.
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} disabled={close.isPending}>
            Cancel
          </Button>
          <Button type="submit" disabled={kind === null} loading={close.isPending}>
            Close the encounter
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
