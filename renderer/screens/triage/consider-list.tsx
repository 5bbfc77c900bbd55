import { Text } from '@mantine/core';
import type { Consideration, TriageResult } from '../../../core/contract/index.ts';
import { Part } from './part.tsx';
import classes from './proposal.module.css';

export const LIKELIHOOD: Readonly<Record<Consideration['likelihood'], string>> = {
  likely: 'Likely',
  possible: 'Possible',
  'cannot-be-excluded': 'Not excluded',
};

/** Conditions to keep in mind, the dangerous ones first. Each opens what speaks for and against it. */
export function ConsiderList({
  consider,
  chosen,
  onChoose,
}: {
  consider: TriageResult['consider'];
  chosen: number | null;
  onChoose: (index: number) => void;
}) {
  if (consider.length === 0) return null;
  return (
    <Part title="Consider">
      <Text c="dimmed" fz="sm" mb={4}>
        What people who present like this may have. No diagnosis.
      </Text>
      <ul className={classes.rows}>
        {consider.map(({ condition, title, likelihood, mustNotMiss, supports }, index) => (
          <li key={condition}>
            <button
              type="button"
              className={classes.row}
              data-evidence={`condition:${index}`}
              aria-pressed={index === chosen}
              onClick={() => onChoose(index)}
            >
              <span className={classes.body}>
                {title}
                <span className={classes.rests}>
                  {mustNotMiss ? 'Must not be missed. ' : ''}
                  {supports
                    .slice(0, 3)
                    .map(({ text }) => text)
                    .join(', ')}
                </span>
              </span>
              <span className={classes.role}>{LIKELIHOOD[likelihood]}</span>
            </button>
          </li>
        ))}
      </ul>
    </Part>
  );
}
