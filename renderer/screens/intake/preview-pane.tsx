import { Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { NewAnswer, TriageResult } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { AskNext } from '../triage/ask-next.tsx';
import { DECISIVE_REASONS, scoreName } from '../triage/evidence.ts';
import { Part } from '../triage/part.tsx';
import { ProposalHead } from '../triage/proposal-head.tsx';
import { RestsOn } from '../triage/reason-list.tsx';
import { Warnings } from '../triage/warnings.tsx';
import { caseOf, FORM_FIELDS, type IntakeDraft } from './draft.ts';
import classes from './intake.module.css';

const PAUSE_MS = 350;

/** What triage makes of the form as it stands. Nothing is stored; it shows what is still worth asking. */
export function PreviewPane({
  draft,
  onAnswer,
  onValue,
}: {
  draft: IntakeDraft;
  onAnswer: (answer: NewAnswer) => void;
  /** Leads to the field of the form where a value is entered. */
  onValue: (field: string) => void;
}) {
  const record = useQuery(
    api.clinic.patient.queryOptions({
      input: draft.known === null ? skipToken : { patientId: draft.known.id },
    }),
  );
  const history = record.data?.history;
  const triageCase = useMemo(() => caseOf(draft, history ?? [], new Date()), [draft, history]);
  const [settled] = useDebouncedValue(triageCase, PAUSE_MS);
  const preview = useQuery({
    ...api.triage.preview.queryOptions({ input: settled ?? skipToken }),
    placeholderData: keepPreviousData,
    // Words of a patient that may never be saved are not kept in memory.
    gcTime: 0,
  });
  const stale = triageCase !== settled || preview.isFetching;
  return (
    <aside className={classes.preview} aria-label="Preview of the assessment">
      <Title order={2} mb={4}>
        Preview
      </Title>
      <Text c="dimmed" fz="sm" mb="md">
        What the rules make of it so far. Nothing is stored until the intake is saved.
      </Text>
      <InlineProblem error={preview.error} />
      {triageCase === null || preview.data === undefined ? (
        <Text c="dimmed">
          Begin with why the patient came, or with a vital sign. The proposed level and its reasons appear
          here.
        </Text>
      ) : (
        <div className={stale ? classes.stale : undefined} aria-busy={stale}>
          <Preview result={preview.data} onAnswer={onAnswer} onValue={onValue} />
        </div>
      )}
    </aside>
  );
}

function Preview({
  result,
  onAnswer,
  onValue,
}: {
  result: TriageResult;
  onAnswer: (answer: NewAnswer) => void;
  onValue: (field: string) => void;
}) {
  const scores = Object.entries(result.scores).filter(([, score]) => score.total !== null);
  return (
    <>
      <ProposalHead result={result} assessedAt={null} />
      <Warnings warnings={result.warnings} />
      {result.reasons.length === 0 ? null : (
        <ul className={classes.reasons}>
          {result.reasons.slice(0, DECISIVE_REASONS).map((reason, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the result is the reason's identity
            <li key={index}>
              {reason.text}
              <RestsOn reason={reason} />
            </li>
          ))}
        </ul>
      )}
      <AskNext
        missing={result.missing}
        acuity={result.acuity}
        onAnswer={onAnswer}
        onValue={onValue}
        valueFields={FORM_FIELDS}
      />
      {result.consider.length === 0 ? null : (
        <Part title="Consider">
          <Text>{result.consider.map(({ title }) => title).join(', ')}</Text>
          <Text c="dimmed" fz="sm">
            What people who present like this may have. No diagnosis.
          </Text>
        </Part>
      )}
      {scores.length === 0 ? null : (
        <Part title="Scores">
          <Text className="numbers">
            {scores.map(([id, { total }]) => `${scoreName(id)} ${total}`).join(' · ')}
          </Text>
        </Part>
      )}
    </>
  );
}
