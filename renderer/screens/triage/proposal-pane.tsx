import { Text } from '@mantine/core';
import type { EncounterView, TriageResult } from '../../../core/contract/index.ts';
import { ChangedBy } from './changed-by.tsx';
import { CourseOfDecisions } from './course-of-decisions.tsx';
import { DeniedFlags } from './denied-flags.tsx';
import type { Evidence } from './evidence.ts';
import { Part } from './part.tsx';
import { ProposalHead } from './proposal-head.tsx';
import { ReasonList } from './reason-list.tsx';
import { ScoreList } from './score-list.tsx';
import { Warnings } from './warnings.tsx';

/** What the rules propose and why: the decisive reasons first, then what would change it. */
export function ProposalPane({
  view,
  evidence,
  onChoose,
  unfolded,
  onUnfold,
  onRecord,
  renewed,
}: {
  view: EncounterView;
  evidence: Evidence | null;
  onChoose: (evidence: Evidence) => void;
  unfolded: boolean;
  onUnfold: () => void;
  /** Opens the form at a vital sign; null for those who may not. */
  onRecord: ((vital: string) => void) | null;
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
      <DeniedFlags
        denied={result.denied}
        chosen={evidence?.kind === 'denied' ? evidence.index : null}
        onChoose={(index) => onChoose({ kind: 'denied', index })}
      />
      <ChangedBy missing={askable(result)} onRecord={onRecord} />
      <ScoreList
        scores={result.scores}
        chosen={evidence?.kind === 'score' ? evidence.score : null}
        onChoose={(score) => onChoose({ kind: 'score', score })}
      />
      <CourseOfDecisions view={view} />
    </>
  );
}

/** Denied flags have their own part; asking for them again under "what would change this" would say it twice. */
function askable(result: TriageResult) {
  return result.missing.filter(({ field }) => !field.startsWith('denied:'));
}
