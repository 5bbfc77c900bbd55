import type { Acuity } from '../../contract/triage-case.ts';

/** A reason that the engine itself gives, as a rule that can be looked up. */
export interface BuiltInRule {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly condition: string;
  readonly acuity: Acuity | null;
  readonly source: string;
}

const dangerSign = (variable: string, words: string): BuiltInRule => ({
  id: `vital-signs.consider-${variable}`,
  title: 'Second look at the vital signs',
  text: `The ${words} is beyond the danger limit for the age: consider level 2. It does not force the level.`,
  condition: `${words} beyond the limit for the age, where the level is less urgent than 2`,
  acuity: 2,
  source: 'Emergency acuity, danger limits of vital signs by age (published, general)',
});

/** Every reason that comes from the engine and not from a file of rules. */
export const builtInRules: readonly BuiltInRule[] = [
  {
    id: 'triage.unrecognised',
    title: 'Nothing understood',
    text: 'Nothing in the text was recognised as a complaint, or there is no text: a clinician has to read it, or see the patient, before a lower level is given.',
    condition: 'no rule holds and no complaint is recognised',
    acuity: 3,
    source: 'Fairdoc safety rule: what is not understood is never left to self-care',
  },
  dangerSign('hr', 'heart rate'),
  dangerSign('rr', 'respiratory rate'),
  dangerSign('spo2', 'oxygen saturation'),
  {
    id: 'model.acuity',
    title: 'Learned model',
    text: 'The learned model finds a more urgent level probable enough than the rules do. It may raise the level, never lower it. Its training data are synthetic; its card says how well it does.',
    condition: 'the model calls for a more urgent level than every rule',
    acuity: null,
    source: 'The model card names data, performance and limits',
  },
];
