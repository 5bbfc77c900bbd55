import { Button, Text } from '@mantine/core';
import { IconActivityHeartbeat, IconPencil } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { EncounterView, NewAnswer } from '../../../core/contract/index.ts';
import { AttachmentList } from '../../components/clinical/attachment-list.tsx';
import { HistoryLists } from '../../components/clinical/history-lists.tsx';
import type { Mark } from '../../components/highlight.ts';
import { HighlightedText } from '../../components/highlighted-text.tsx';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { AnsweredList } from './answered-list.tsx';
import classes from './assessment.module.css';
import { type Evidence, evidenceId, marksOf, ROLE_WORDS } from './evidence.ts';
import { NarrativeDialog } from './narrative-dialog.tsx';
import { NoteLegend } from './note-legend.tsx';
import { Part } from './part.tsx';
import { RecordVitals } from './record-vitals.tsx';
import { VitalsTable } from './vitals-table.tsx';
import { SAID_WORDS } from './words-in-note.ts';

/** What was taken in: the words as they were said, the measurements, the history, the documents. */
export function IntakePane({
  view,
  evidence,
  onChoose,
  mayWrite,
  onAnswer,
  recording,
  onRecord,
}: {
  view: EncounterView;
  evidence: Evidence | null;
  onChoose: (evidence: Evidence) => void;
  mayWrite: boolean;
  onAnswer: (answer: NewAnswer) => void;
  recording: { focusOn?: string } | null;
  onRecord: (recording: { focusOn?: string } | null) => void;
}) {
  const { encounter, assessment } = view;
  const [correcting, setCorrecting] = useState(false);
  const marks = useMemo(() => (assessment === null ? [] : marksOf(assessment.result)), [assessment]);
  const chooseMark = (id: string) => {
    const [kind, index] = id.split(':');
    if (kind === 'reason' || kind === 'denied' || kind === 'word') onChoose({ kind, index: Number(index) });
  };
  return (
    <section className={classes.pane} aria-label="Intake">
      <Part
        title="In their words"
        action={
          mayWrite ? (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPencil size={15} stroke={1.7} />}
              onClick={() => setCorrecting(true)}
            >
              {encounter.narrative === '' ? 'Add' : 'Correct'}
            </Button>
          ) : undefined
        }
      >
        {encounter.narrative === '' ? (
          <Text c="dimmed">Nothing was recorded, or the sending system did not say.</Text>
        ) : null}
        <HighlightedText
          text={encounter.narrative}
          marks={marks}
          active={evidence === null ? null : evidenceId(evidence)}
          onChoose={chooseMark}
          describe={describeMark}
          passive={({ kind }) => kind === 'present'}
        />
        {assessment === null ? null : <NoteLegend result={assessment.result} />}
        <AnsweredList answers={view.answers} onAnswer={mayWrite ? onAnswer : null} />
        {encounter.pregnancyWeeks === null ? null : (
          <Text mt={6}>Pregnant, {encounter.pregnancyWeeks} weeks</Text>
        )}
      </Part>
      <Part
        title="Vital signs"
        action={
          mayWrite && recording === null ? (
            <KeyTooltip label="Record vital signs" keys="r">
              <Button
                variant="default"
                size="compact-md"
                leftSection={<IconActivityHeartbeat size={17} stroke={1.7} />}
                onClick={() => onRecord({})}
              >
                Record
              </Button>
            </KeyTooltip>
          ) : undefined
        }
      >
        {recording === null ? (
          <VitalsTable
            observations={view.vitals}
            chosen={evidence?.kind === 'vital' ? evidence.vital : null}
            onChoose={(vital) => onChoose({ kind: 'vital', vital })}
          />
        ) : (
          <RecordVitals
            encounterId={encounter.id}
            focusOn={recording.focusOn}
            onDone={() => onRecord(null)}
          />
        )}
      </Part>
      <Part title="History">
        <HistoryLists patientId={view.patient.id} items={view.history} mayWrite={mayWrite} />
      </Part>
      <Part title="Documents">
        <AttachmentList
          patientId={view.patient.id}
          encounterId={encounter.id}
          attachments={view.attachments}
          mayWrite={mayWrite}
        />
      </Part>
      <NarrativeDialog encounter={encounter} opened={correcting} onClose={() => setCorrecting(false)} />
    </section>
  );
}

function describeMark({ id, kind }: Mark): string {
  if (id.startsWith('denied:')) return 'Denied red flag';
  const words: Readonly<Record<string, string>> = { ...ROLE_WORDS, ...SAID_WORDS };
  return words[kind] ?? '';
}
