import { Text } from '@mantine/core';
import type { EncounterView, NewAnswer } from '../../../core/contract/index.ts';
import { VITAL_ORDER } from '../../components/clinical/vitals-words.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { AdvicePart } from './advice-part.tsx';
import { AskNext } from './ask-next.tsx';
import { ConsiderList } from './consider-list.tsx';
import { CourseOfDecisions } from './course-of-decisions.tsx';
import { DeniedFlags } from './denied-flags.tsx';
import { EstimatesPart } from './estimates-part.tsx';
import type { Evidence } from './evidence.ts';
import { Part } from './part.tsx';
import { ProposalHead } from './proposal-head.tsx';
import { ReasonList } from './reason-list.tsx';
import { ScoreList } from './score-list.tsx';
import { Warnings } from './warnings.tsx';

const VITALS: readonly string[] = VITAL_ORDER.map(([vital]) => vital);

/** What the rules propose and why: the decisive reasons first, then what would change it. */
export function ProposalPane({
  view,
  evidence,
  onChoose,
  unfolded,
  onUnfold,
  onRecord,
  onAnswer,
  answering,
  answerError,
  renewed,
}: {
  view: EncounterView;
  evidence: Evidence | null;
  onChoose: (evidence: Evidence) => void;
  unfolded: boolean;
  onUnfold: () => void;
  /** Opens the form at a vital sign; null for those who may not. */
  onRecord: ((vital: string) => void) | null;
  /** Puts an answer on record and assesses anew; null for those who may not. */
  onAnswer: ((answer: NewAnswer) => void) | null;
  answering: boolean;
  answerError: unknown;
  /** The assessment is a newer one than when the screen was opened. */
  renewed: boolean;
}) {
  const { assessment } = view;
  if (assessment === null) {
    return (
      <Part title="Proposal">
        <Text c="dimmed">
          There is no assessment of this encounter. It was imported, or took place before it could be
          assessed.
        </Text>
        <CourseOfDecisions view={view} />
      </Part>
    );
  }
  const { result } = assessment;
  return (
    <>
      <ProposalHead result={result} assessedAt={assessment.createdAt} renewed={renewed} />
      <Warnings warnings={result.warnings} />
      <ReasonList
        reasons={result.reasons}
        chosen={evidence?.kind === 'reason' ? evidence.index : null}
        onChoose={(index) => onChoose({ kind: 'reason', index })}
        unfolded={unfolded}
        onUnfold={onUnfold}
      />
      <InlineProblem error={answerError} />
      <AskNext
        missing={result.missing}
        acuity={result.acuity}
        onAnswer={onAnswer}
        onValue={onRecord}
        valueFields={VITALS}
        busy={answering}
      />
      <ConsiderList
        consider={result.consider}
        chosen={evidence?.kind === 'condition' ? evidence.index : null}
        onChoose={(index) => onChoose({ kind: 'condition', index })}
      />
      <DeniedFlags
        denied={result.denied}
        chosen={evidence?.kind === 'denied' ? evidence.index : null}
        onChoose={(index) => onChoose({ kind: 'denied', index })}
      />
      <ScoreList
        scores={result.scores}
        chosen={evidence?.kind === 'score' ? evidence.score : null}
        onChoose={(score) => onChoose({ kind: 'score', score })}
      />
      <EstimatesPart estimates={result.estimates} />
      <AdvicePart advice={result.advice} />
      <CourseOfDecisions view={view} />
    </>
  );
}
