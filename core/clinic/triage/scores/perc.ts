import { z } from 'zod';
import { findingItem, thresholdItem } from './items.ts';
import { ageField, ageInYears, finding, measured, youngerThan } from './measurements.ts';
import { defineScore, type Item } from './score.ts';

const inputs = z.strictObject({
  age: ageField,
  heartRate: measured('heartRate'),
  oxygenSaturation: measured('oxygenSaturation'),
  unilateralLegSwelling: finding('Swelling of one leg'),
  haemoptysis: finding('Haemoptysis'),
  surgeryOrTrauma: finding('Surgery or trauma in the past 4 weeks that needed admission or anaesthesia'),
  previousVte: finding('Previous deep vein thrombosis or pulmonary embolism'),
  oestrogen: finding('Taking oestrogen: contraception or hormone replacement'),
});

const age: Item<z.infer<typeof inputs>> = {
  name: 'Age',
  unit: 'years',
  least: 0,
  read: (input) => {
    if (input.age === null || input.age === undefined) return { missing: ['age'] };
    const years = ageInYears(input.age);
    return { points: years >= 50 ? 1 : 0, value: years };
  },
};

/** Pulmonary embolism rule-out criteria present, 0–8; only 0 is negative. */
export const perc = defineScore({
  id: 'perc',
  title: 'Pulmonary embolism rule-out criteria (PERC)',
  version: '1.0.0',
  source: 'Kline JA et al. J Thromb Haemost 2004;2:1247–1255; 2008;6:772–780.',
  purpose: 'Whether an adult already judged to be at low risk needs no test for pulmonary embolism.',
  inputs,
  range: [0, 8],
  items: [
    age,
    thresholdItem('heartRate', (rate) => rate >= 100),
    thresholdItem('oxygenSaturation', (saturation) => saturation < 95),
    findingItem('unilateralLegSwelling', 'Swelling of one leg'),
    findingItem('haemoptysis', 'Haemoptysis'),
    findingItem('surgeryOrTrauma', 'Recent surgery or trauma'),
    findingItem('previousVte', 'Previous venous thromboembolism'),
    findingItem('oestrogen', 'Oestrogen'),
  ],
  bandOf: (total) =>
    total === 0
      ? {
          id: 'negative',
          text: 'Negative: no test needed if the clinician judges the risk low (below 15%).',
          matters: false,
        }
      : {
          id: 'positive',
          text: 'Positive: pulmonary embolism is not ruled out by these criteria.',
          matters: true,
        },
  appliesTo: ({ age: known }) => youngerThan(18, known, 'PERC was derived in adults.'),
  notes: () => ['Valid only when the clinician judges the probability low; saturation is on room air.'],
});
