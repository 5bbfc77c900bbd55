import { ActionIcon, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Disagreement, TriageCase } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { AcuityBadge } from '../../components/acuity-badge.tsx';
import { vitalLabel } from '../../components/clinical/vitals-words.ts';
import { SEX } from '../../components/clinical/words.ts';
import { ErrorState } from '../../components/error-state.tsx';
import type { Mark } from '../../components/highlight.ts';
import { HighlightedText } from '../../components/highlighted-text.tsx';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Note } from '../../components/note.tsx';
import classes from './evaluation.module.css';
import { levelWords } from './report-words.ts';

/** One disagreement with the case itself: what was written, with the words that decided, and the rules behind it. */
export function CasePane({
  runId,
  disagreement,
  onClose,
}: {
  runId: string;
  disagreement: Disagreement;
  onClose: () => void;
}) {
  const { id, gold, given, acuity, reasons, direction } = disagreement;
  const opened = useQuery(api.evaluation.case.queryOptions({ input: { runId, caseId: id } }));
  const [active, setActive] = useState<string | null>(null);
  const marks: Mark<'decides'>[] = reasons.flatMap(({ span }, index) =>
    span === null ? [] : [{ id: String(index), start: span.start, end: span.end, kind: 'decides' }],
  );
  return (
    <aside className={classes.pane} aria-label={`Case ${id}`}>
      <header className={classes.paneHead}>
        <Title order={2} className={classes.caseTitle}>
          {id}
        </Title>
        <KeyTooltip label="Close the case" keys="Escape">
          <ActionIcon aria-label="Close the case" color="gray" size={36} onClick={onClose}>
            <IconX size={18} />
          </ActionIcon>
        </KeyTooltip>
      </header>
      <dl className={classes.facts}>
        <dt>Gold level</dt>
        <dd>{levelWords(gold)}</dd>
        <dt>Given</dt>
        <dd className={classes.givenLevel}>
          {acuity === null ? levelWords(given) : <AcuityBadge acuity={acuity} decided={false} />}
          <Text span c="dimmed" fz="sm">
            {direction === 'under' ? 'under-triage' : 'over-triage'}
          </Text>
        </dd>
      </dl>
      {opened.isPending ? <LoadingRows rows={5} label="Reading the case" /> : null}
      {opened.isError ? <ErrorState error={opened.error} onRetry={() => void opened.refetch()} /> : null}
      {opened.data === undefined ? null : (
        <>
          <Title order={3}>As it was written</Title>
          <About of={opened.data.case} />
          <HighlightedText
            text={opened.data.case.narrative ?? 'No narrative.'}
            marks={marks}
            active={active}
            onChoose={setActive}
            describe={(mark) => reasons[Number(mark.id)]?.text ?? ''}
          />
          {opened.data.sameKnowledge ? null : (
            <Note
              kind="info"
              title={`The rules have changed since: they would give level ${opened.data.result.acuity} now.`}
            >
              The reasons below are those of the evaluation.
            </Note>
          )}
        </>
      )}
      <Title order={3}>What decided</Title>
      {reasons.length === 0 ? <Text c="dimmed">No rule spoke for the level given.</Text> : null}
      <ol className={classes.reasons}>
        {reasons.map(({ rule, text, source }, index) => (
          <li key={rule} data-active={active === String(index)}>
            <Text fw={550}>{text}</Text>
            <Text c="dimmed" fz="sm">
              {source}
            </Text>
            <Link to="/knowledge/rules/$id" params={{ id: rule }} className={classes.ruleLink}>
              {rule}
            </Link>
          </li>
        ))}
      </ol>
    </aside>
  );
}

function About({ of }: { of: TriageCase }) {
  const age =
    of.age === null || of.age === undefined
      ? null
      : typeof of.age === 'number'
        ? `${of.age} y`
        : `${of.age.value} ${of.age.unit}`;
  const vitals = Object.entries(of.vitals ?? {}).map(([name, value]) => `${vitalLabel(name)} ${value}`);
  const words = [
    age,
    of.sex === null || of.sex === undefined || of.sex === 'unknown' ? null : SEX[of.sex].toLowerCase(),
    of.pregnancyWeeks === null || of.pregnancyWeeks === undefined
      ? null
      : `${of.pregnancyWeeks} weeks pregnant`,
    ...vitals,
    ...(of.conditions ?? []),
    ...(of.medications ?? []),
  ].filter(Boolean);
  return words.length === 0 ? null : (
    <Text c="dimmed" className="numbers">
      {words.join(', ')}
    </Text>
  );
}
