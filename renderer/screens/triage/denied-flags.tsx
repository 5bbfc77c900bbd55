import { Text } from '@mantine/core';
import type { TriageResult } from '../../../core/contract/index.ts';
import { Part } from './part.tsx';
import classes from './proposal.module.css';

/** Red flags that the text denies. A denial clears nothing; a person checks it with the patient. */
export function DeniedFlags({
  denied,
  chosen,
  onChoose,
}: {
  denied: TriageResult['denied'];
  chosen: number | null;
  onChoose: (index: number) => void;
}) {
  if (denied.length === 0) return null;
  return (
    <Part title="Denied in the text">
      <Text c="dimmed" fz="sm" mb={6}>
        Check with the patient: a denial in a note clears nothing by itself.
      </Text>
      <div className={classes.chips}>
        {denied.map(({ concept, span }, index) => (
          <button
            key={`${concept} ${span.start}`}
            type="button"
            className={classes.chip}
            data-evidence={`denied:${index}`}
            aria-pressed={index === chosen}
            onClick={() => onChoose(index)}
          >
            {conceptWords(concept)}
          </button>
        ))}
      </div>
    </Part>
  );
}

/** `neck-stiffness` as `neck stiffness`. */
export function conceptWords(concept: string): string {
  return concept.replaceAll(/[-_.]/g, ' ');
}
