import { Text } from '@mantine/core';
import type { Estimates } from '../../../core/contract/index.ts';
import { shareText } from './condition-evidence.tsx';
import classes from './estimates.module.css';
import { Part } from './part.tsx';

const OUTCOMES: Readonly<Record<Estimates['risks'][number]['outcome'], string>> = {
  admission: 'Admission to hospital',
  criticalCare12h: 'Critical care within 12 hours',
  return72h: 'Return within 72 hours',
};

/** What the learned models estimate, with what they were learned from. */
export function EstimatesPart({ estimates }: { estimates: Estimates | null }) {
  if (estimates === null || (estimates.risks.length === 0 && estimates.acuity === null)) return null;
  const { risks, acuity } = estimates;
  const models = [...new Set([...risks.map(({ model }) => model), ...(acuity ? [acuity.model] : [])])];
  return (
    <Part title="Estimates of the models">
      <Text c="dimmed" fz="sm" mb={6}>
        Learned from invented patients, not validated on real ones. They may raise the level, never lower it.
      </Text>
      {risks.length === 0 ? null : (
        <dl className={classes.risks}>
          {risks.map(({ outcome, probability }) => (
            <div key={outcome}>
              <dt>{OUTCOMES[outcome]}</dt>
              <dd>
                <span className={classes.bar} aria-hidden="true">
                  <span style={{ transform: `scaleX(${probability})` }} />
                </span>
                <span className="numbers">{shareText(probability)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {acuity === null ? null : (
        <Text fz="sm" mt={6} className="numbers">
          {acuity.raisedFrom === null
            ? 'The acuity model did not raise the level.'
            : `The acuity model raised the level from ${acuity.raisedFrom}.`}{' '}
          Its levels: {acuity.probabilities.map((share, at) => `${at + 1}: ${shareText(share)}`).join(', ')}.
        </Text>
      )}
      <Text fz="xs" c="dimmed" mt={4}>
        {models.join(', ')}
      </Text>
    </Part>
  );
}
