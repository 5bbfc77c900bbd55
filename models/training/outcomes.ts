import type { DemoEncounter } from '../../core/clinic/demo/cohort.ts';
import { restingAt } from '../../core/clinic/demo/vitals.ts';
import type { Acuity } from '../../core/contract/triage-case.ts';
import { sha256 } from '../../core/kernel/canonical.ts';
import { createRandom, type Random } from '../../core/kernel/random.ts';

/** What became of an invented patient, drawn for training alone; the demonstration has its own, simpler outcomes. */
export interface Outcomes {
  readonly admission: boolean;
  readonly criticalCare12h: boolean;
  /** Null for those who were admitted: they could not come back. */
  readonly return72h: boolean | null;
}

/** Log-odds by the level that an experienced clinician would give. Own construction: orders of magnitude only. */
const ADMISSION: Readonly<Record<Acuity, number>> = { 1: 3, 2: -0.5, 3: -2.1, 4: -3.9, 5: -5.6 };
const CRITICAL_CARE: Readonly<Record<Acuity, number>> = { 1: 0.6, 2: -5.4, 3: -6.9, 4: -8.6, 5: -10 };
const RETURN: Readonly<Record<Acuity, number>> = { 1: -2.6, 2: -2.7, 3: -2.8, 4: -3.2, 5: -3.6 };

const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/**
 * How far the measurements are from rest, in rough steps of what one would call abnormal. They are those of the
 * illness itself: what nobody measured still made the patient ill.
 */
function derangement({ age, vitals }: DemoEncounter): number {
  const resting = restingAt(age);
  const beyond = (value: number | undefined, rest: number, step: number) =>
    value === undefined ? 0 : Math.max(0, (value - rest) / step - 1);
  const below = (value: number | undefined, rest: number, step: number) =>
    beyond(-(value ?? -rest), -rest, step);
  return (
    beyond(vitals.heartRate, resting.heartRate, resting.heartRate * 0.25) +
    beyond(vitals.respiratoryRate, resting.respiratoryRate, resting.respiratoryRate * 0.3) +
    below(vitals.systolicBloodPressure, resting.systolic, resting.systolic * 0.14) +
    below(vitals.oxygenSaturation, 98, 2.5) +
    beyond(vitals.temperature, 36.8, 1) * 0.5 +
    below(vitals.temperature, 36.8, 0.9) * 0.7 +
    (vitals.consciousness === undefined || vitals.consciousness === 'A' ? 0 : 2.5) +
    (vitals.supplementalOxygen ? 0.8 : 0)
  );
}

/** A fixed lean of each kind of complaint: some go home less often than their level says. */
function leanOf(scenario: string, outcome: string, deviation: number): number {
  const seed = Number.parseInt(sha256(`${scenario}/${outcome}`).slice(0, 8), 16);
  return createRandom(seed).normal(0, deviation);
}

/**
 * Draws outcomes from latent severity: the level, how deranged the measurements are, age, known illnesses, the
 * complaint, and a part that nobody can see. Neither ethnic category, language nor deprivation plays a part: a
 * difference between such groups in what a model says would be the model's own.
 */
export function drawOutcomes(random: Random, one: DemoEncounter): Outcomes {
  const unseen = random.normal(0, 0.6);
  const deranged = Math.min(8, derangement(one));
  const burden = one.conditions.length;
  const old = Math.max(0, one.age - 45);
  const young = one.age < 1 ? 1 : 0;
  const pain = (one.vitals.pain ?? 0) >= 7 ? 1 : 0;
  const criticalCare12h = random.chance(
    chanceOf(
      CRITICAL_CARE[one.level] +
        0.62 * deranged +
        0.016 * old +
        0.25 * burden +
        leanOf(one.scenario, 'critical', 0.3) +
        unseen,
    ),
  );
  const admission =
    criticalCare12h ||
    random.chance(
      chanceOf(
        ADMISSION[one.level] +
          0.36 * deranged +
          0.03 * old +
          0.35 * burden +
          0.7 * young +
          leanOf(one.scenario, 'admission', 0.45) +
          unseen,
      ),
    );
  const comesBack = random.chance(
    chanceOf(
      RETURN[one.level] +
        0.2 * deranged +
        0.014 * old +
        0.4 * burden +
        0.5 * pain +
        0.4 * young +
        leanOf(one.scenario, 'return', 0.6) +
        unseen,
    ),
  );
  return { admission, criticalCare12h, return72h: admission ? null : comesBack };
}
