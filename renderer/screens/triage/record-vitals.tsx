import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/client.ts';
import { NO_VITALS, unreadableVitals, vitalsOf } from '../../components/clinical/vital-fields.ts';
import { VitalsForm } from '../../components/clinical/vitals-form.tsx';
import { InlineProblem } from '../../components/inline-problem.tsx';

/** New measurements, in place. Saving them leads to a new assessment; earlier values stay in the record. */
export function RecordVitals({
  encounterId,
  focusOn,
  onDone,
}: {
  encounterId: string;
  focusOn?: string | undefined;
  onDone: () => void;
}) {
  const [draft, setDraft] = useState(NO_VITALS);
  const queryClient = useQueryClient();
  const record = useMutation(
    api.clinic.recordVitals.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.triage.key() });
        onDone();
      },
    }),
  );
  const vitals = vitalsOf(draft);
  const nothing = Object.keys(vitals).every((name) => name === 'oxygenScale');
  const ready = !nothing && unreadableVitals(draft).length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !record.isPending) record.mutate({ encounterId, vitals });
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <VitalsForm draft={draft} onChange={setDraft} focusOn={focusOn ?? 'respiratoryRate'} />
      <Text fz="sm" c="dimmed" my="sm">
        Leave empty what was not measured. The assessment is renewed with these values.
      </Text>
      <InlineProblem error={record.error} />
      <Group gap="sm" mt="sm">
        <Button type="submit" disabled={!ready} loading={record.isPending}>
          Save
        </Button>
        <Button variant="default" onClick={onDone} disabled={record.isPending}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
