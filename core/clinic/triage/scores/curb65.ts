import { z } from 'zod';
import { findingItem, thresholdItem } from './items.ts';
import { ageField, ageInYears, finding, measured, youngerThan } from './measurements.ts';
import { defineScore, type Item } from './score.ts';

const inputs = z.strictObject({
  age: ageField,
  confusion: finding('New confusion: abbreviated mental test 8 or less, or disoriented'),
  urea: measured('urea'),
  bloodUreaNitrogen: measured('bloodUreaNitrogen'),
  respiratoryRate: measured('respiratoryRate'),
  systolicBloodPressure: measured('systolicBloodPressure'),
  diastolicBloodPressure: measured('diastolicBloodPressure'),
});

type Curb65Input = z.infer<typeof inputs>;

/** Urea in mmol/L or, where laboratories report it so, urea nitrogen in mg/dL; each has its own threshold. */
const urea: Item<Curb65Input> = {
  name: 'Urea',
  unit: null,
  least: 0,
  read: ({ urea: millimoles, bloodUreaNitrogen: milligrams }) => {
    const statements: string[] = [];
    const raised: boolean[] = [];
    if (typeof millimoles === 'number') {
      statements.push(`${millimoles} mmol/L`);
      raised.push(millimoles > 7);
    }
    if (typeof milligrams === 'number') {
      statements.push(`${milligrams} mg/dL as urea nitrogen`);
      raised.push(milligrams > 19);
    }
    const value = statements.join(', ');
    if (raised.includes(true) && raised.includes(false)) {
      return {
        points: 1,
        value,
        note: 'Urea and urea nitrogen disagree; the raised one was counted. Please check.',
      };
    }
    if (raised.length > 0) return { points: raised.includes(true) ? 1 : 0, value };
    return { missing: ['urea'] };
  },
};

/** One low pressure decides; "not low" needs both. */
const bloodPressure: Item<Curb65Input> = {
  name: 'Blood pressure',
  unit: 'mmHg',
  least: 0,
  read: ({ systolicBloodPressure: systolic, diastolicBloodPressure: diastolic }) => {
    const value = `${systolic ?? '–'}/${diastolic ?? '–'}`;
    if (typeof systolic === 'number' && systolic < 90) return { points: 1, value };
    if (typeof diastolic === 'number' && diastolic <= 60) return { points: 1, value };
    const missing = [
      ...(typeof systolic === 'number' ? [] : ['systolicBloodPressure']),
      ...(typeof diastolic === 'number' ? [] : ['diastolicBloodPressure']),
    ];
    return missing.length > 0 ? { missing } : { points: 0, value };
  },
};

const age: Item<Curb65Input> = {
  name: 'Age',
  unit: 'years',
  least: 0,
  read: (input) => {
    if (input.age === null || input.age === undefined) return { missing: ['age'] };
    const years = ageInYears(input.age);
    return { points: years >= 65 ? 1 : 0, value: years };
  },
};

/** CURB-65, 0–5, for pneumonia acquired in the community. */
export const curb65 = defineScore({
  id: 'curb65',
  title: 'CURB-65',
  version: '1.0.0',
  source: 'Lim WS et al. Thorax 2003;58:377–382.',
  purpose: 'Risk of death within 30 days of an adult with community-acquired pneumonia.',
  inputs,
  range: [0, 5],
  items: [
    findingItem('confusion', 'New confusion'),
    urea,
    thresholdItem('respiratoryRate', (rate) => rate >= 30),
    bloodPressure,
    age,
  ],
  bandOf: (total) => {
    if (total >= 3) {
      return { id: 'high', text: 'High risk: admit; consider critical care at 4 or 5.', matters: true };
    }
    if (total === 2)
      return { id: 'intermediate', text: 'Intermediate risk: consider hospital care.', matters: true };
    return {
      id: 'low',
      text: 'Low risk: care at home may be suitable; judge the whole patient.',
      matters: false,
    };
  },
  appliesTo: ({ age: known }) => youngerThan(18, known, 'CURB-65 was derived in adults.'),
});
