import { z } from 'zod';
import type { Evidence, Known, Variable } from './variables.ts';

/** Danger limits of heart rate and respiratory rate by age; they ask for a second look and force nothing. */
export const dangerLimitsSchema = z.strictObject({
  source: z.string().min(1),
  saturationBelow: z.number(),
  bands: z
    .array(
      z.strictObject({
        /** Upper end of the age band in days, exclusive; null for the last. */
        untilDays: z.number().positive().nullable(),
        label: z.string(),
        heartRateAbove: z.number(),
        respiratoryRateAbove: z.number(),
      }),
    )
    .min(1),
});

export type VitalKnowledge = z.infer<typeof dangerLimitsSchema>;

export interface DangerSign {
  readonly variable: Variable;
  readonly amount: number;
  readonly text: string;
  readonly evidence: Evidence | null;
}

/** The limits for an age; those of an adult when the age is unknown, because they are the strictest. */
export function dangerBand(knowledge: VitalKnowledge, ageDays: number | null) {
  const band =
    ageDays === null
      ? undefined
      : knowledge.bands.find((candidate) => candidate.untilDays === null || ageDays < candidate.untilDays);
  return band ?? knowledge.bands.at(-1);
}

/**
 * Which of heart rate, respiratory rate and saturation lie beyond the danger limits for the age.
 *
 * @param ageDays - age in days, null when unknown.
 * @param values - the values of the picture.
 */
export function dangerSigns(
  knowledge: VitalKnowledge,
  ageDays: number | null,
  values: ReadonlyMap<Variable, Known>,
): DangerSign[] {
  const band = dangerBand(knowledge, ageDays);
  const signs: DangerSign[] = [];
  const check = (
    variable: Variable,
    beyond: (amount: number) => boolean,
    text: (amount: number) => string,
  ) => {
    const known = values.get(variable);
    if (known && beyond(known.amount)) {
      signs.push({ variable, amount: known.amount, text: text(known.amount), evidence: known.evidence });
    }
  };
  check(
    'spo2',
    (amount) => amount < knowledge.saturationBelow,
    (amount) => `Oxygen saturation ${amount}% is below ${knowledge.saturationBelow}%.`,
  );
  if (!band) return signs;
  check(
    'hr',
    (amount) => amount > band.heartRateAbove,
    (amount) => `Heart rate ${amount}/min is above ${band.heartRateAbove} (${band.label}).`,
  );
  check(
    'rr',
    (amount) => amount > band.respiratoryRateAbove,
    (amount) => `Respiratory rate ${amount}/min is above ${band.respiratoryRateAbove} (${band.label}).`,
  );
  return signs;
}
