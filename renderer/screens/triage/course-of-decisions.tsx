import { Text } from '@mantine/core';
import { IconRosetteDiscountCheck, IconRosetteDiscountCheckOff } from '@tabler/icons-react';
import type { Decision, EncounterView } from '../../../core/contract/index.ts';
import { formatDateTime } from '../../app/format.ts';
import { AcuityBadge } from '../../components/acuity-badge.tsx';
import { OVERRIDE_REASON } from '../../components/clinical/words.ts';
import classes from './course-of-decisions.module.css';
import { Part } from './part.tsx';

type Event =
  | { at: string; kind: 'decision'; decision: Decision }
  | { at: string; kind: 'assessment'; assessment: EncounterView['earlierAssessments'][number] };

/** Earlier assessments and all decisions of this visit, newest first. Nothing of it is ever removed. */
export function CourseOfDecisions({ view }: { view: EncounterView }) {
  const events: Event[] = [
    ...view.decisions.map((decision) => ({ at: decision.decidedAt, kind: 'decision' as const, decision })),
    ...view.earlierAssessments.map((assessment) => ({
      at: assessment.createdAt,
      kind: 'assessment' as const,
      assessment,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  if (events.length === 0) return null;
  return (
    <Part title="Course of this visit">
      <ol className={classes.course}>
        {events.map((event) =>
          event.kind === 'decision' ? (
            <DecisionEntry key={event.decision.id} decision={event.decision} />
          ) : (
            <li key={event.assessment.id} className={classes.entry}>
              <AcuityBadge acuity={event.assessment.acuity} decided={false} withLabel={false} size={22} />
              <div>
                Level {event.assessment.acuity} proposed
                <Text fz="sm" c="dimmed" className="numbers">
                  {formatDateTime(event.at)}, superseded by a newer assessment
                </Text>
              </div>
            </li>
          ),
        )}
      </ol>
    </Part>
  );
}

function DecisionEntry({ decision }: { decision: Decision }) {
  const { acuity, proposedAcuity, kind, signature, note, overrideReason } = decision;
  return (
    <li className={classes.entry} data-superseded={decision.superseded}>
      <AcuityBadge acuity={acuity} decided withLabel={false} size={22} />
      <div>
        <span>
          {kind === 'confirm'
            ? `Level ${acuity} confirmed`
            : `Level ${acuity} decided, ${proposedAcuity} was proposed`}
        </span>
        {overrideReason === null ? null : <Text>{OVERRIDE_REASON[overrideReason]}</Text>}
        {note === null ? null : <Text className={classes.note}>{note}</Text>}
        <Text fz="sm" c="dimmed" className="numbers">
          <SignatureSign state={signature.state} /> {signature.name}, {formatDateTime(signature.signedAt)} –{' '}
          {signature.meaning}
        </Text>
        {decision.superseded ? (
          <Text fz="sm" c="dimmed">
            A later decision took its place.
          </Text>
        ) : null}
      </div>
    </li>
  );
}

/** Whether a signature still fits what was signed. */
function SignatureSign({ state }: { state: Decision['signature']['state'] }) {
  if (state === 'valid') {
    return (
      <IconRosetteDiscountCheck
        size={16}
        stroke={1.7}
        role="img"
        aria-label="Signature valid"
        className={classes.sign}
      />
    );
  }
  return (
    <span className={classes.broken}>
      <IconRosetteDiscountCheckOff size={16} stroke={1.7} aria-hidden />
      {state === 'altered' ? 'Altered after signing' : 'Signature of another record'}
    </span>
  );
}
