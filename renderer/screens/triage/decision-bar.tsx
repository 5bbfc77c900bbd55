import { Button, Text } from '@mantine/core';
import { IconArrowsUpDown, IconCheck } from '@tabler/icons-react';
import type { EncounterView } from '../../../core/contract/index.ts';
import { formatDateTime } from '../../app/format.ts';
import { ACUITY_LABELS, AcuityBadge, DISPOSITION_LABELS } from '../../components/acuity-badge.tsx';
import { targetText } from '../../components/clinical/words.ts';
import { Keys } from '../../components/keys.tsx';
import classes from './decision-bar.module.css';
import type { DecisionStep } from './decision-dialogs.tsx';
import { standingDecision } from './evidence.ts';

/** The decision: how it stands, and the two ways to make one. Always in sight below the proposal. */
export function DecisionBar({
  view,
  mayDecide,
  waitsForVitals,
  onStep,
}: {
  view: EncounterView;
  mayDecide: boolean;
  /** Vital signs are being typed that the assessment does not know yet. */
  waitsForVitals: boolean;
  onStep: (step: DecisionStep) => void;
}) {
  const { assessment } = view;
  const { decision, onCurrent } = standingDecision(view);
  if (decision === null && !mayDecide) return null;
  const settled = decision !== null && onCurrent;
  return (
    <footer className={classes.bar} data-settled={settled}>
      {decision === null ? null : (
        <div className={classes.decision}>
          <AcuityBadge acuity={decision.acuity} decided withLabel={false} size={34} />
          <div>
            <Text fw={620}>
              Level {decision.acuity}, {ACUITY_LABELS[decision.acuity].toLowerCase()} –{' '}
              {DISPOSITION_LABELS[decision.disposition].toLowerCase()}, {targetText(decision.targetMinutes)}
            </Text>
            <Text fz="sm" c="dimmed" className="numbers">
              Decided by {decision.decidedBy.name}, {formatDateTime(decision.decidedAt)}
            </Text>
            {onCurrent || assessment === null ? null : (
              <Text fz="sm" className={classes.changed}>
                The assessment has changed since. Confirm it or decide again.
              </Text>
            )}
          </div>
        </div>
      )}
      {mayDecide && assessment !== null ? (
        <div className={classes.buttons}>
          {settled ? null : (
            <Button
              size="md"
              className={classes.confirm ?? ''}
              leftSection={<IconCheck size={20} stroke={1.9} />}
              rightSection={<Keys keys="c" />}
              disabled={waitsForVitals}
              onClick={() => onStep({ kind: 'confirm', assessment })}
            >
              Confirm level {assessment.result.acuity}
            </Button>
          )}
          <Button
            size="md"
            variant="default"
            leftSection={<IconArrowsUpDown size={18} stroke={1.7} />}
            rightSection={<Keys keys="o" />}
            disabled={waitsForVitals}
            onClick={() => onStep({ kind: 'override', assessment })}
          >
            {settled ? 'Decide again' : 'Another level'}
          </Button>
        </div>
      ) : null}
      {mayDecide && waitsForVitals ? (
        <Text fz="sm" c="dimmed">
          Save or cancel the vital signs first: the assessment does not know them yet.
        </Text>
      ) : null}
    </footer>
  );
}
