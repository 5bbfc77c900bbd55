import { useQueryClient } from '@tanstack/react-query';
import type { Assessment, EncounterView, Signing } from '../../../core/contract/index.ts';
import { api, client } from '../../app/client.ts';
import { SignDialog } from '../../components/sign-dialog.tsx';
import { DecisionWords } from './decision-words.tsx';
import type { Override } from './override.ts';
import { OverrideDialog } from './override-dialog.tsx';

/**
 * A decision on its way to a signature. It holds the assessment that was on the screen when it began: what is signed
 * is what was shown, and the core refuses if the encounter has a newer assessment by then.
 */
export type DecisionStep =
  | { kind: 'confirm'; assessment: Assessment }
  | { kind: 'override'; assessment: Assessment }
  | { kind: 'signOverride'; assessment: Assessment; override: Override };

/** What the signature means, in the words in which the core stores it (core/clinic/decisions.ts). */
function meaningOf(step: DecisionStep): string {
  const proposed = step.assessment.result.acuity;
  return step.kind === 'signOverride'
    ? `Set triage level ${step.override.acuity} in place of the proposed level ${proposed}`
    : `Confirmed the proposed triage level ${proposed}`;
}

export function DecisionDialogs({
  view,
  step,
  onStep,
}: {
  view: EncounterView;
  step: DecisionStep | null;
  onStep: (step: DecisionStep | null) => void;
}) {
  const queryClient = useQueryClient();
  const close = () => onStep(null);

  const sign = async (signing: Signing) => {
    if (step === null || step.kind === 'override') return;
    try {
      await client.triage.decide({
        encounterId: view.encounter.id,
        assessmentId: step.assessment.id,
        shownDigest: step.assessment.digest,
        decision: step.kind === 'confirm' ? { kind: 'confirm' } : { kind: 'override', ...step.override },
        signing,
      });
    } finally {
      // Also after a refusal: the reason may be that there is something newer to see.
      await queryClient.invalidateQueries({ queryKey: api.triage.key() });
    }
  };

  return (
    <>
      <OverrideDialog
        assessment={step?.kind === 'override' ? step.assessment : null}
        onClose={close}
        onContinue={(override, assessment) => onStep({ kind: 'signOverride', assessment, override })}
      />
      <SignDialog
        opened={step?.kind === 'confirm' || step?.kind === 'signOverride'}
        onClose={close}
        title="Sign the triage decision"
        meaning={step === null ? '' : meaningOf(step)}
        onSign={sign}
      >
        {step === null || step.kind === 'override' ? null : (
          <DecisionWords
            view={view}
            assessment={step.assessment}
            override={step.kind === 'signOverride' ? step.override : null}
          />
        )}
      </SignDialog>
    </>
  );
}
