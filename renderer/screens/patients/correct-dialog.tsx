import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Patient, reasonTextSchema } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { changesOf, detailsProblems, draftOf } from '../../components/clinical/details-draft.ts';
import { DetailsForm } from '../../components/clinical/details-form.tsx';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { FIELD_LABELS, fieldText } from './details-words.ts';
import classes from './record.module.css';

/** Corrects details with a reason, showing what will stand in the audit trail before it does. */
export function CorrectDialog({
  patient,
  opened,
  onClose,
}: {
  patient: Patient;
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Correct the details"
      size="min(860px, 94vw)"
      closeOnClickOutside={false}
    >
      <CorrectForm patient={patient} onClose={onClose} />
    </Modal>
  );
}

function CorrectForm({ patient, onClose }: { patient: Patient; onClose: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(patient));
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const update = useMutation(
    api.clinic.updatePatient.mutationOptions({
      onSuccess: onClose,
      // Also after a refusal: if somebody else was quicker, the list below then compares with what stands now.
      onSettled: () => queryClient.invalidateQueries({ queryKey: api.clinic.key() }),
    }),
  );
  const problems = detailsProblems(draft, new Date());
  const changes = changesOf(patient, draft);
  const changed = Object.entries(changes);
  const ready =
    changed.length > 0 && Object.keys(problems).length === 0 && reasonTextSchema.safeParse(reason).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || update.isPending) return;
    update.mutate({ patientId: patient.id, version: patient.version, changes, reason: reason.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <DetailsForm
          draft={draft}
          onChange={(next) => setDraft((now) => ({ ...now, ...next }))}
          problems={problems}
          showAll
          unfolded
        />
        {changed.length === 0 ? (
          <Text c="dimmed">Nothing is changed yet.</Text>
        ) : (
          <ul className={classes.changes} aria-label="What will be changed">
            {changed.map(([field, next]) => (
              <li key={field}>
                {FIELD_LABELS[field] ?? field}:{' '}
                <span className={classes.old}>{fieldText(patient, field)}</span> →{' '}
                <b>{next === null ? 'not known' : String(next)}</b>
              </li>
            ))}
          </ul>
        )}
        <Textarea
          label="Reason"
          description="Stands in the audit trail beside your name and the time."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={2_000}
        />
        <InlineProblem error={update.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} disabled={update.isPending}>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready} loading={update.isPending}>
            Correct the details
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
