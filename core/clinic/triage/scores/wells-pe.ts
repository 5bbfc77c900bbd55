import { z } from 'zod';
import { findingItem, thresholdItem } from './items.ts';
import { ageField, finding, measured, youngerThan } from './measurements.ts';
import { defineScore } from './score.ts';

const inputs = z.strictObject({
  age: ageField,
  signsOfDvt: finding('Clinical signs of deep vein thrombosis: leg swelling and tenderness over deep veins'),
  peMostLikely: finding('Pulmonary embolism is likelier than any alternative diagnosis'),
  heartRate: measured('heartRate'),
  immobilisedOrSurgery: finding('Immobilised for 3 days or more, or surgery in the past 4 weeks'),
  previousVte: finding('Previous deep vein thrombosis or pulmonary embolism'),
  haemoptysis: finding('Haemoptysis'),
  cancer: finding('Cancer under treatment, treated in the past 6 months, or palliative'),
});

/** Wells score for pulmonary embolism, 0–12.5 in halves, two-tier reading. */
export const wellsPe = defineScore({
  id: 'wells-pe',
  title: 'Wells score for pulmonary embolism',
  version: '1.0.0',
  source: 'Wells PS et al. Thromb Haemost 2000;83:416–420.',
  purpose: 'How likely pulmonary embolism is before any test.',
  inputs,
  range: [0, 12.5],
  items: [
    findingItem('signsOfDvt', 'Signs of deep vein thrombosis', 3),
    findingItem('peMostLikely', 'Pulmonary embolism is the likeliest diagnosis', 3),
    thresholdItem('heartRate', (rate) => rate > 100, 1.5),
    findingItem('immobilisedOrSurgery', 'Immobilised or recent surgery', 1.5),
    findingItem('previousVte', 'Previous venous thromboembolism', 1.5),
    findingItem('haemoptysis', 'Haemoptysis'),
    findingItem('cancer', 'Cancer'),
  ],
  bandOf: (total) =>
    total > 4
      ? {
          id: 'likely',
          text: 'Pulmonary embolism likely: image, and treat meanwhile if imaging is delayed.',
          matters: true,
        }
      : {
          id: 'unlikely',
          text: 'Pulmonary embolism unlikely: D-dimer decides about imaging.',
          matters: false,
        },
  appliesTo: ({ age }) => youngerThan(18, age, 'The Wells score was derived in adults.'),
});
