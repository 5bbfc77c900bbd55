import { z } from 'zod';
import { findingItem } from './items.ts';
import { ageField, finding, youngerThan } from './measurements.ts';
import { defineScore } from './score.ts';

const inputs = z.strictObject({
  age: ageField,
  activeCancer: finding('Active cancer: under treatment, treated in the past 6 months, or palliative'),
  paralysisOrPlaster: finding('Paralysis, paresis or recent plaster of the leg'),
  bedriddenOrSurgery: finding('Bedridden for 3 days or more, or major surgery in the past 12 weeks'),
  deepVeinTenderness: finding('Tenderness along the deep veins'),
  wholeLegSwelling: finding('Whole leg swollen'),
  calfSwelling: finding('Calf at least 3 cm larger than the other, 10 cm below the tibial tuberosity'),
  pittingOedema: finding('Pitting oedema of the symptomatic leg only'),
  collateralVeins: finding('Collateral superficial veins (not varicose)'),
  previousDvt: finding('Previously documented deep vein thrombosis'),
  alternativeAsLikely: finding('An alternative diagnosis is at least as likely'),
});

/** Wells score for deep vein thrombosis, −2 to 9, two-tier reading. */
export const wellsDvt = defineScore({
  id: 'wells-dvt',
  title: 'Wells score for deep vein thrombosis',
  version: '1.0.0',
  source: 'Wells PS et al. N Engl J Med 2003;349:1227–1235.',
  purpose: 'How likely deep vein thrombosis is before any test.',
  inputs,
  range: [-2, 9],
  items: [
    findingItem('activeCancer', 'Active cancer'),
    findingItem('paralysisOrPlaster', 'Paralysis or plaster'),
    findingItem('bedriddenOrSurgery', 'Bedridden or recent surgery'),
    findingItem('deepVeinTenderness', 'Deep-vein tenderness'),
    findingItem('wholeLegSwelling', 'Whole-leg swelling'),
    findingItem('calfSwelling', 'Calf swelling'),
    findingItem('pittingOedema', 'Pitting oedema'),
    findingItem('collateralVeins', 'Collateral veins'),
    findingItem('previousDvt', 'Previous deep vein thrombosis'),
    findingItem('alternativeAsLikely', 'Alternative diagnosis as likely', -2),
  ],
  bandOf: (total) =>
    total >= 2
      ? { id: 'likely', text: 'Deep vein thrombosis likely: ultrasound of the leg veins.', matters: true }
      : {
          id: 'unlikely',
          text: 'Deep vein thrombosis unlikely: D-dimer decides about ultrasound.',
          matters: false,
        },
  appliesTo: ({ age }) => youngerThan(18, age, 'The Wells score was derived in adults.'),
});
