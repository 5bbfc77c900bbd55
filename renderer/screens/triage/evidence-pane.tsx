import { Text } from '@mantine/core';
import type { EncounterView } from '../../../core/contract/index.ts';
import { VitalHistory } from '../../components/clinical/vital-history.tsx';
import { historyOf, vitalLabel } from '../../components/clinical/vitals-words.ts';
import classes from './assessment.module.css';
import { ConditionEvidence } from './condition-evidence.tsx';
import { conceptWords } from './denied-flags.tsx';
import type { Evidence } from './evidence.ts';
import { Part } from './part.tsx';
import { Quote } from './quote.tsx';
import { ReasonEvidence } from './reason-evidence.tsx';
import { ScoreEvidence } from './score-evidence.tsx';
import { WordEvidence } from './word-evidence.tsx';

/** The thing itself: the words in the note, the value with its history, the rule with its source. */
export function EvidencePane({ view, evidence }: { view: EncounterView; evidence: Evidence | null }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reached by key
    <section className={classes.pane} aria-label="Evidence" aria-live="polite" tabIndex={0}>
      <Opened view={view} evidence={evidence} />
    </section>
  );
}

function Opened({ view, evidence }: { view: EncounterView; evidence: Evidence | null }) {
  const result = view.assessment?.result ?? null;
  if (evidence?.kind === 'vital') {
    return (
      <Part title={vitalLabel(evidence.vital)}>
        <VitalHistory
          label={vitalLabel(evidence.vital)}
          observations={historyOf(view.vitals, evidence.vital)}
        />
      </Part>
    );
  }
  if (result !== null && evidence?.kind === 'reason') {
    const reason = result.reasons[evidence.index];
    if (reason !== undefined) return <ReasonEvidence view={view} reason={reason} ruleSet={result.ruleSet} />;
  }
  if (result !== null && evidence?.kind === 'denied') {
    const denied = result.denied[evidence.index];
    if (denied !== undefined) {
      return (
        <Part title={`Denied: ${conceptWords(denied.concept)}`}>
          <Quote text={view.encounter.narrative} start={denied.span.start} end={denied.span.end} />
          <Text mt="sm">
            The text says that this red flag is absent. It was not counted, and it was not cleared either: ask
            the patient, and correct the narrative if the answer differs.
          </Text>
        </Part>
      );
    }
  }
  if (result !== null && evidence?.kind === 'condition') {
    const consideration = result.consider[evidence.index];
    if (consideration !== undefined) return <ConditionEvidence consideration={consideration} />;
  }
  if (result !== null && evidence?.kind === 'word') {
    const word = result.words[evidence.index];
    if (word !== undefined) return <WordEvidence word={word} narrative={view.encounter.narrative} />;
  }
  if (result !== null && evidence?.kind === 'score') {
    const summary = result.scores[evidence.score];
    if (summary !== undefined) return <ScoreEvidence view={view} id={evidence.score} summary={summary} />;
  }
  return (
    <Part title="Evidence">
      <Text c="dimmed">
        Choose a reason, a score or a value to see what it rests on: the words in the note, the values over
        time, the rule and its source.
      </Text>
    </Part>
  );
}
