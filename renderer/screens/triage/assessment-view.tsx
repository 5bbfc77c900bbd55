import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { EncounterView } from '../../../core/contract/index.ts';
import { useSession } from '../../app/session.tsx';
import { PatientBanner } from '../../components/clinical/patient-banner.tsx';
import classes from './assessment.module.css';
import { CloseDialog } from './close-dialog.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { DecisionDialogs, type DecisionStep } from './decision-dialogs.tsx';
import { DECISIVE_REASONS, type Evidence, evidenceId, evidenceOf } from './evidence.ts';
import { EvidencePane } from './evidence-pane.tsx';
import { IntakePane } from './intake-pane.tsx';
import { ProposalPane } from './proposal-pane.tsx';
import { useAnswer } from './use-answer.ts';
import { useAssessmentActions } from './use-assessment-actions.ts';
import { VisitStatus } from './visit-status.tsx';

/** Intake, proposal and evidence side by side, left to right, over one selection. */
export function AssessmentView({ view }: { view: EncounterView }) {
  const { assessment, encounter } = view;
  const result = assessment?.result ?? null;
  const { can } = useSession();
  const navigate = useNavigate();
  const open = encounter.status === 'waiting' || encounter.status === 'decided';
  const mayWrite = can('clinical.write') && open;

  const answering = useAnswer(encounter.id);
  const [chosen, setChosen] = useState<Evidence | null>(null);
  const [unfolded, setUnfolded] = useState(false);
  const [recording, setRecording] = useState<{ focusOn?: string } | null>(null);
  const [step, setStep] = useState<DecisionStep | null>(null);
  const [closing, setClosing] = useState(false);
  const proposal = useRef<HTMLDivElement>(null);
  const [openedWith] = useState(assessment?.id);
  // Nobody decides past values that are typed but not saved: the assessment does not know them yet.
  const mayDecide = can('triage.decide') && open && assessment !== null;
  const ready = mayDecide && recording === null;

  const evidence = chosen ?? (result !== null && result.reasons.length > 0 ? FIRST_REASON : null);
  const choose = (next: Evidence) => {
    if (next.kind === 'reason' && next.index >= DECISIVE_REASONS) setUnfolded(true);
    setChosen(next);
  };
  const move = (by: 1 | -1) => {
    if (result === null) return;
    const all = evidenceOf(result, unfolded ? result.reasons.length : DECISIVE_REASONS);
    const at = evidence === null ? -1 : all.findIndex((one) => evidenceId(one) === evidenceId(evidence));
    const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    setChosen(next);
    proposal.current?.querySelector<HTMLElement>(`[data-evidence="${evidenceId(next)}"]`)?.focus();
  };

  useAssessmentActions({
    move,
    unfold:
      result !== null && result.reasons.length > DECISIVE_REASONS ? () => setUnfolded((now) => !now) : null,
    confirm: ready ? () => setStep({ kind: 'confirm', assessment }) : null,
    override: ready ? () => setStep({ kind: 'override', assessment }) : null,
    record: mayWrite ? () => setRecording((now) => (now === null ? {} : null)) : null,
    close: mayWrite ? () => setClosing(true) : null,
    encounterId: encounter.id,
    leave: () => (recording === null ? void navigate({ to: '/triage' }) : setRecording(null)),
  });

  return (
    <div className={classes.screen}>
      <PatientBanner
        patient={view.patient}
        age={view.age}
        allergies={view.history.filter(({ kind }) => kind === 'allergy')}
        linked={can('clinical.read')}
      >
        <VisitStatus view={view} onClose={mayWrite ? () => setClosing(true) : null} />
      </PatientBanner>
      <div className={classes.panes}>
        <IntakePane
          view={view}
          evidence={evidence}
          onChoose={choose}
          mayWrite={mayWrite}
          onAnswer={answering.answer}
          recording={recording}
          onRecord={setRecording}
        />
        <section className={classes.middle} aria-label="Proposal and decision">
          <div ref={proposal} className={classes.scroll}>
            <ProposalPane
              view={view}
              evidence={evidence}
              onChoose={choose}
              unfolded={unfolded}
              onUnfold={() => setUnfolded((now) => !now)}
              onRecord={mayWrite ? (focusOn) => setRecording({ focusOn }) : null}
              onAnswer={mayWrite ? answering.answer : null}
              answering={answering.isPending}
              answerError={answering.error}
              renewed={assessment?.id !== openedWith}
            />
          </div>
          <DecisionBar
            view={view}
            mayDecide={mayDecide}
            waitsForVitals={recording !== null}
            onStep={setStep}
          />
        </section>
        <EvidencePane view={view} evidence={evidence} />
      </div>
      <DecisionDialogs view={view} step={step} onStep={setStep} />
      <CloseDialog encounter={encounter} opened={closing} onClose={() => setClosing(false)} />
    </div>
  );
}

const FIRST_REASON: Evidence = { kind: 'reason', index: 0 };
