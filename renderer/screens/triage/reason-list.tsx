import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { Reason } from '../../../core/contract/index.ts';
import { withUnit } from '../../components/clinical/vital-fields.ts';
import { vitalLabel } from '../../components/clinical/vitals-words.ts';
import { Keys } from '../../components/keys.tsx';
import { DECISIVE_REASONS, ROLE_WORDS, scoreName } from './evidence.ts';
import { Part } from './part.tsx';
import classes from './proposal.module.css';

/** Why this level: the three decisive reasons, the others folded. Each opens its evidence. */
export function ReasonList({
  reasons,
  chosen,
  onChoose,
  unfolded,
  onUnfold,
}: {
  reasons: readonly Reason[];
  chosen: number | null;
  onChoose: (index: number) => void;
  unfolded: boolean;
  onUnfold: () => void;
}) {
  const others = reasons.length - DECISIVE_REASONS;
  return (
    <Part title="Why">
      <ol className={classes.rows}>
        {reasons.slice(0, unfolded ? undefined : DECISIVE_REASONS).map((reason, index) => (
          // Two reasons may come from one rule, resting on different words.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the result is the reason's identity
          <li key={index}>
            <button
              type="button"
              className={classes.row}
              data-evidence={`reason:${index}`}
              aria-pressed={index === chosen}
              onClick={() => onChoose(index)}
            >
              <span className={classes.body}>
                {reason.text}
                <RestsOn reason={reason} />
              </span>
              <span className={classes.role} data-role={reason.role}>
                {reason.role === 'decides' ? `Level ${reason.acuity}` : ROLE_WORDS[reason.role].split(',')[0]}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {others > 0 ? (
        <Button
          variant="subtle"
          size="compact-md"
          mt={4}
          aria-expanded={unfolded}
          leftSection={unfolded ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          rightSection={<Keys keys="e" />}
          onClick={onUnfold}
        >
          {unfolded ? 'Fold the others' : others === 1 ? '1 other reason' : `${others} other reasons`}
        </Button>
      ) : null}
    </Part>
  );
}

/** The words or the value that a reason rests on, in one line. */
export function RestsOn({ reason }: { reason: Pick<Reason, 'span' | 'value' | 'source'> }) {
  const { span, value } = reason;
  return (
    <span className={classes.rests}>
      {span === null ? null : <mark>{span.text}</mark>}
      {value === null ? null : (
        <>
          {span === null ? '' : ' '}
          <mark>{valueText(value)}</mark>
        </>
      )}{' '}
      {reason.source}
    </span>
  );
}

/** `Heart rate 122 /min`, `NEWS2 8`, `Condition: COPD`. */
export function valueText({ field, value, unit }: NonNullable<Reason['value']>): string {
  if (field === 'condition' || field === 'medication' || field === 'allergy') {
    return `${field.charAt(0).toUpperCase()}${field.slice(1)}: ${value}`;
  }
  if (field === 'answer') return `Answered ${unit ?? 'yes'}: ${value}`;
  if (field === 'duration') return `For ${withUnit(value, unit === 'd' ? 'days' : unit)}`;
  if (field === 'age') return `Age ${withUnit(value, unit)}`;
  if (field === 'pregnancyWeeks') return `${value} weeks pregnant`;
  const label = vitalLabel(field);
  return `${label === field ? scoreName(field) : label} ${withUnit(value, unit)}`;
}
