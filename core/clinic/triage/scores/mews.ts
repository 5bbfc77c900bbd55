import { z } from 'zod';
import { bandedItem, type Steps } from './items.ts';
import { ageField, consciousnessField, measured, youngerThan } from './measurements.ts';
import { defineScore, type Item } from './score.ts';

const inputs = z.strictObject({
  age: ageField,
  systolicBloodPressure: measured('systolicBloodPressure'),
  heartRate: measured('heartRate'),
  respiratoryRate: measured('respiratoryRate'),
  temperature: measured('temperature'),
  consciousness: consciousnessField,
});

const SYSTOLIC: Steps = [
  [70, 3],
  [80, 2],
  [100, 1],
  [199, 0],
  [Number.POSITIVE_INFINITY, 2],
];
const HEART_RATE: Steps = [
  [40, 2],
  [50, 1],
  [100, 0],
  [110, 1],
  [129, 2],
  [Number.POSITIVE_INFINITY, 3],
];
const RESPIRATORY_RATE: Steps = [
  [8, 2],
  [14, 0],
  [20, 1],
  [29, 2],
  [Number.POSITIVE_INFINITY, 3],
];
const TEMPERATURE: Steps = [
  [34.9, 2],
  [38.4, 0],
  [Number.POSITIVE_INFINITY, 2],
];
const CONSCIOUSNESS = { A: 0, C: 1, V: 1, P: 2, U: 3 } as const;

const consciousness: Item<z.infer<typeof inputs>> = {
  name: 'Consciousness',
  unit: null,
  least: 0,
  read: ({ consciousness: value }) => {
    if (value === null || value === undefined) return { missing: ['consciousness'] };
    const points = CONSCIOUSNESS[value];
    if (value !== 'C') return { points, value };
    // The score knows A, V, P and U only; a newly confused patient is not counted as alert.
    return { points, value, note: 'New confusion has no level of its own in MEWS; it is counted with V.' };
  },
};

/** Modified Early Warning Score, 0–14. */
export const mews = defineScore({
  id: 'mews',
  title: 'Modified Early Warning Score (MEWS)',
  version: '1.0.0',
  source: 'Subbe CP et al. QJM 2001;94:521–526.',
  purpose: 'Risk of deterioration of an adult medical patient, where NEWS2 is not in use.',
  inputs,
  range: [0, 14],
  items: [
    bandedItem('systolicBloodPressure', SYSTOLIC),
    bandedItem('heartRate', HEART_RATE),
    bandedItem('respiratoryRate', RESPIRATORY_RATE),
    bandedItem('temperature', TEMPERATURE, 1),
    consciousness,
  ],
  bandOf: (total) => {
    if (total >= 5)
      return { id: 'high', text: 'High risk of deterioration: urgent medical review.', matters: true };
    if (total >= 3)
      return {
        id: 'raised',
        text: 'Raised: observe more often and inform the nurse in charge.',
        matters: false,
      };
    return { id: 'low', text: 'Low: continue usual observation.', matters: false };
  },
  appliesTo: ({ age }) => youngerThan(16, age, 'MEWS was derived in adults.'),
});
