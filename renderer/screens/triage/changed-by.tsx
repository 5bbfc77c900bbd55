import { Button } from '@mantine/core';
import type { TriageResult } from '../../../core/contract/index.ts';
import { VITAL_ORDER } from '../../components/clinical/vitals-words.ts';
import { Part } from './part.tsx';
import classes from './proposal.module.css';

const VITALS: readonly string[] = VITAL_ORDER.map(([vital]) => vital);

/** What is not known and could change the level, most useful first. */
export function ChangedBy({
  missing,
  onRecord,
}: {
  missing: TriageResult['missing'];
  onRecord: ((vital: string) => void) | null;
}) {
  if (missing.length === 0) return null;
  return (
    <Part title="What would change this">
      <ol className={classes.questions}>
        {missing.map(({ field, question }) => (
          <li key={field}>
            <span>{question}</span>
            {onRecord !== null && VITALS.includes(field) ? (
              <Button variant="default" size="compact-md" onClick={() => onRecord(field)}>
                Record
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </Part>
  );
}
