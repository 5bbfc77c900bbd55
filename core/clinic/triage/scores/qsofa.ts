import { z } from 'zod';
import { findingItem, thresholdItem } from './items.ts';
import { ageField, finding, measured, youngerThan } from './measurements.ts';
import { defineScore } from './score.ts';

const inputs = z.strictObject({
  age: ageField,
  respiratoryRate: measured('respiratoryRate'),
  systolicBloodPressure: measured('systolicBloodPressure'),
  alteredMentation: finding('Altered mentation: Glasgow Coma Scale below 15'),
});

/** Quick SOFA, 0–3; 2 or more marks a high risk of death or of a long stay in intensive care. */
export const qsofa = defineScore({
  id: 'qsofa',
  title: 'Quick SOFA (qSOFA)',
  version: '1.0.0',
  source: 'Singer M et al. Sepsis-3. JAMA 2016;315:801–810.',
  purpose:
    'Adults with suspected infection: who is at high risk of a poor outcome. It does not rule out sepsis.',
  inputs,
  range: [0, 3],
  items: [
    thresholdItem('respiratoryRate', (rate) => rate >= 22),
    thresholdItem('systolicBloodPressure', (pressure) => pressure <= 100),
    findingItem('alteredMentation', 'Altered mentation'),
  ],
  bandOf: (total) =>
    total >= 2
      ? {
          id: 'high',
          text: 'High risk: look for organ dysfunction and treat as possible sepsis.',
          matters: true,
        }
      : { id: 'not-high', text: 'Not high risk by this score; sepsis is not ruled out.', matters: false },
  appliesTo: ({ age }) => youngerThan(18, age, 'qSOFA was derived in adults.'),
});
