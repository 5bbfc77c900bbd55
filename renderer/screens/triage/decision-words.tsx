import { Text } from '@mantine/core';
import type { Assessment, EncounterView } from '../../../core/contract/index.ts';
import { formatDateTime } from '../../app/format.ts';
import { ACUITY_LABELS, AcuityBadge, DISPOSITION_LABELS } from '../../components/acuity-badge.tsx';
import { dispositionOf, nameOf, OVERRIDE_REASON, targetText } from '../../components/clinical/words.ts';
import classes from './decision-words.module.css';
import { DECISIVE_REASONS } from './evidence.ts';
import type { Override } from './override.ts';

/** A decision in words, as it is put before the person who signs it. */
export function DecisionWords({
  view,
  assessment,
  override,
}: {
  view: EncounterView;
  assessment: Assessment;
  override: Override | null;
}) {
  const { result } = assessment;
  const acuity = override?.acuity ?? result.acuity;
  return (
    <div className={classes.words}>
      <Text>
        {nameOf(view.patient)}
        {view.age === null ? '' : `, ${view.age}`}, arrived {formatDateTime(view.encounter.arrivedAt)}
      </Text>
      <div className={classes.level}>
        <AcuityBadge acuity={acuity} decided withLabel={false} size={34} />
        <div>
          <Text fw={650} fz="lg">
            Level {acuity}, {ACUITY_LABELS[acuity].toLowerCase()}
          </Text>
          <Text>
            {DISPOSITION_LABELS[dispositionOf(acuity)]}
            {override === null ? `, to be seen ${targetText(result.targetMinutes)}` : ''}
          </Text>
        </div>
      </div>
      {override === null ? (
        <ul className={classes.reasons}>
          {result.reasons.slice(0, DECISIVE_REASONS).map((reason) => (
            <li key={`${reason.rule} ${reason.span?.start ?? reason.value?.field}`}>{reason.text}</li>
          ))}
        </ul>
      ) : (
        <>
          <Text>
            The rules proposed level {result.acuity}. {OVERRIDE_REASON[override.reason]}.
          </Text>
          <Text className={classes.note}>{override.note}</Text>
        </>
      )}
      <Text fz="sm" c="dimmed">
        On the assessment of {formatDateTime(assessment.createdAt)}, rules {result.ruleSet.version}
      </Text>
    </div>
  );
}
