import { Text, Tooltip } from '@mantine/core';
import type { TriageResult } from '../../../core/contract/index.ts';
import { formatDateTime } from '../../app/format.ts';
import { ACUITY_LABELS, AcuityBadge, DISPOSITION_LABELS } from '../../components/acuity-badge.tsx';
import { targetText } from '../../components/clinical/words.ts';
import classes from './proposal.module.css';

/** The proposed level in one look: shape, words, where to, by when, and how much was known. */
export function ProposalHead({
  result,
  assessedAt,
  renewed = false,
}: {
  result: TriageResult;
  assessedAt: string | null;
  renewed?: boolean;
}) {
  const { acuity, disposition, targetMinutes, confidence, ruleSet } = result;
  const raisedFrom = result.estimates?.acuity?.raisedFrom ?? null;
  const known = Math.round(confidence * 100);
  return (
    <div className={classes.head}>
      <AcuityBadge acuity={acuity} decided={false} withLabel={false} size={46} />
      <div className={classes.words}>
        <Text fz="sm" c="dimmed" fs="italic">
          {raisedFrom === null
            ? 'Proposed by the rules'
            : `Raised from level ${raisedFrom} of the rules by a learned model`}
        </Text>
        <Text className={classes.level}>
          Level {acuity}, {ACUITY_LABELS[acuity].toLowerCase()}
        </Text>
        <Text>
          {DISPOSITION_LABELS[disposition]}, to be seen {targetText(targetMinutes)}
        </Text>
        <Text fz="xs" c="dimmed" className="numbers">
          Rules {ruleSet.version}
          {assessedAt === null ? '' : `, ${formatDateTime(assessedAt)}`}
        </Text>
        <div aria-live="polite">
          {renewed ? <span className={classes.renewed}>Renewed since opened</span> : null}
        </div>
      </div>
      <div className={classes.known}>
        <Tooltip
          multiline
          maw={300}
          label="How much of what the level rests on was known and recognised. It is not the chance of being right."
        >
          <div>
            <Text fz="sm" ta="right">
              <b className="numbers">{known}%</b> known
            </Text>
            <div className={classes.meter} aria-hidden="true">
              <span style={{ transform: `scaleX(${confidence})` }} />
            </div>
          </div>
        </Tooltip>
      </div>
    </div>
  );
}
