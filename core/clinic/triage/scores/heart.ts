import { z } from 'zod';
import { ageField, ageInYears, finding, measured, youngerThan } from './measurements.ts';
import { defineScore, type Item } from './score.ts';

const HISTORY = { slightly: 0, moderately: 1, highly: 2 } as const;
const ECG = { normal: 0, nonspecific: 1, 'st-deviation': 2 } as const;

const inputs = z.strictObject({
  age: ageField,
  history: z
    .enum(['slightly', 'moderately', 'highly'])
    .nullish()
    .describe('How suspicious the history is of an acute coronary syndrome'),
  ecg: z
    .enum(['normal', 'nonspecific', 'st-deviation'])
    .nullish()
    .describe('ECG: normal, nonspecific repolarisation disturbance, or significant ST deviation'),
  riskFactors: z
    .number()
    .int()
    .min(0)
    .max(6)
    .nullish()
    .describe(
      'How many of: hypertension, high cholesterol, diabetes, smoking now or recently, obesity, family history',
    ),
  atherosclerosis: finding('Known atherosclerotic disease: coronary, stroke or peripheral'),
  troponin: measured('troponin'),
});

type HeartInput = z.infer<typeof inputs>;

function known<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

const items: readonly Item<HeartInput>[] = [
  {
    name: 'History',
    unit: null,
    least: 0,
    read: ({ history }) =>
      known(history)
        ? { points: HISTORY[history], value: `${history} suspicious` }
        : { missing: ['history'] },
  },
  {
    name: 'ECG',
    unit: null,
    least: 0,
    read: ({ ecg }) => (known(ecg) ? { points: ECG[ecg], value: ecg } : { missing: ['ecg'] }),
  },
  {
    name: 'Age',
    unit: 'years',
    least: 0,
    read: ({ age }) => {
      if (!known(age)) return { missing: ['age'] };
      const years = ageInYears(age);
      return { points: years >= 65 ? 2 : years >= 45 ? 1 : 0, value: years };
    },
  },
  {
    name: 'Risk factors',
    unit: null,
    least: 0,
    // Three factors, or known atheroma whatever the count, give 2: then the other answer is not needed.
    read: ({ riskFactors, atherosclerosis }) => {
      if (atherosclerosis === true) return { points: 2, value: 'known atherosclerotic disease' };
      if (known(riskFactors) && riskFactors >= 3) return { points: 2, value: riskFactors };
      const missing = [
        ...(known(riskFactors) ? [] : ['riskFactors']),
        ...(known(atherosclerosis) ? [] : ['atherosclerosis']),
      ];
      if (!known(riskFactors) || missing.length > 0) return { missing };
      return { points: riskFactors >= 1 ? 1 : 0, value: riskFactors };
    },
  },
  {
    name: 'Troponin',
    unit: '× upper limit',
    least: 0,
    read: ({ troponin }) =>
      known(troponin)
        ? { points: troponin > 3 ? 2 : troponin > 1 ? 1 : 0, value: troponin }
        : { missing: ['troponin'] },
  },
];

/** HEART score, 0–10, for chest pain. */
export const heart = defineScore({
  id: 'heart',
  title: 'HEART score',
  version: '1.0.0',
  source: 'Six AJ, Backus BE, Kelder JC. Neth Heart J 2008;16:191–196.',
  purpose:
    'Risk of a major cardiac event within 6 weeks in adults with chest pain in the emergency department.',
  inputs,
  range: [0, 10],
  items,
  bandOf: (total) => {
    if (total >= 7)
      return { id: 'high', text: 'High risk: early invasive management is usual.', matters: true };
    if (total >= 4)
      return { id: 'moderate', text: 'Moderate risk: observe and test further.', matters: true };
    return { id: 'low', text: 'Low risk: early discharge may be considered.', matters: false };
  },
  appliesTo: ({ age }) => youngerThan(18, age, 'The HEART score was derived in adults.'),
});
