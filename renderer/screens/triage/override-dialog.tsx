import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import {
  type Acuity,
  type Assessment,
  overrideReasons,
  reasonTextSchema,
} from '../../../core/contract/index.ts';
import { ACUITY_LABELS, AcuityBadge } from '../../components/acuity-badge.tsx';
import { OVERRIDE_REASON } from '../../components/clinical/words.ts';
import type { Override } from './override.ts';
import classes from './override-dialog.module.css';
import { ACUITIES } from './queue-view.ts';

/** Which level instead, and why. The signature follows in the dialog that all signatures have. */
export function OverrideDialog({
  assessment,
  onClose,
  onContinue,
}: {
  /** The assessment that is overridden; null closes the dialog. */
  assessment: Assessment | null;
  onClose: () => void;
  onContinue: (override: Override, assessment: Assessment) => void;
}) {
  return (
    <Modal opened={assessment !== null} onClose={onClose} title="Decide on another level" size="lg">
      {assessment === null ? null : (
        <OverrideForm
          proposed={assessment.result.acuity}
          onClose={onClose}
          onContinue={(override) => onContinue(override, assessment)}
        />
      )}
    </Modal>
  );
}

function OverrideForm({
  proposed,
  onClose,
  onContinue,
}: {
  proposed: Acuity;
  onClose: () => void;
  onContinue: (override: Override) => void;
}) {
  const [acuity, setAcuity] = useState<Acuity | null>(null);
  const [reason, setReason] = useState<Override['reason'] | null>(null);
  const [note, setNote] = useState('');
  const noted = reasonTextSchema.safeParse(note).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (acuity !== null && reason !== null && noted) onContinue({ acuity, reason, note: note.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group
          label={`Level (${proposed} is proposed)`}
          value={acuity === null ? null : String(acuity)}
          onChange={(value) => setAcuity(ACUITIES.find((known) => String(known) === value) ?? null)}
        >
          <div className={classes.levels}>
            {ACUITIES.map((level, index) => (
              <Radio.Card
                key={level}
                value={String(level)}
                className={classes.level ?? ''}
                disabled={level === proposed}
                aria-label={`Level ${level}, ${ACUITY_LABELS[level]}`}
                data-autofocus={index === 0 ? true : undefined}
              >
                <AcuityBadge acuity={level} decided withLabel={false} size={30} />
                <Text fz="sm" fw={550}>
                  {ACUITY_LABELS[level]}
                </Text>
                <Text fz="xs" c="dimmed">
                  {level === proposed ? 'proposed' : level < proposed ? 'more urgent' : 'less urgent'}
                </Text>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        <Radio.Group
          label="Why"
          value={reason}
          onChange={(value) => setReason(overrideReasons.find((known) => known === value) ?? null)}
        >
          <Stack gap={0} mt={4}>
            {overrideReasons.map((known) => (
              <Radio key={known} value={known} label={OVERRIDE_REASON[known]} py={5} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="In your words"
          description="Stands in the record beside the decision, and is read when decisions are reviewed."
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={2_000}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={acuity === null || reason === null || !noted}>
            Continue to signature
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
