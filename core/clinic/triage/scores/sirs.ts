import { z } from 'zod';
import { thresholdItem } from './items.ts';
import { ageField, measured, youngerThan } from './measurements.ts';
import { defineScore, type Item } from './score.ts';

const inputs = z.strictObject({
  age: ageField,
  temperature: measured('temperature'),
  heartRate: measured('heartRate'),
  respiratoryRate: measured('respiratoryRate'),
  paCO2: measured('paCO2'),
  paCO2InKPa: measured('paCO2InKPa'),
  whiteCellCount: measured('whiteCellCount'),
  bandForms: measured('bandForms'),
});

type SirsInput = z.infer<typeof inputs>;

/**
 * 32 mmHg; in kPa the threshold is published as 4.3, so each unit is judged by its own figure. Stated in both,
 * one low value is enough.
 */
function lowCarbonDioxide({ paCO2, paCO2InKPa }: SirsInput): boolean | null {
  if (typeof paCO2 !== 'number' && typeof paCO2InKPa !== 'number') return null;
  return (typeof paCO2 === 'number' && paCO2 < 32) || (typeof paCO2InKPa === 'number' && paCO2InKPa < 4.3);
}

/** Either limb meets the criterion. Blood gases are not taken from everybody, so a rate alone may answer "no". */
const breathing: Item<SirsInput> = {
  name: 'Respiratory rate or arterial CO₂',
  unit: null,
  least: 0,
  read: (input) => {
    const gas = lowCarbonDioxide(input);
    const rate = input.respiratoryRate;
    const shown = `${rate ?? '–'} /min, CO₂ ${input.paCO2 ?? input.paCO2InKPa ?? 'not measured'}`;
    if ((typeof rate === 'number' && rate > 20) || gas === true) return { points: 1, value: shown };
    if (typeof rate !== 'number') return { missing: ['respiratoryRate'] };
    if (gas !== null) return { points: 0, value: shown };
    return {
      points: 0,
      value: shown,
      note: 'No arterial CO₂: breathing was judged by the respiratory rate alone.',
    };
  },
};

const whiteCells: Item<SirsInput> = {
  name: 'White cell count or immature forms',
  unit: null,
  least: 0,
  read: ({ whiteCellCount: count, bandForms: bands }) => {
    const shown = `${count ?? '–'} ×10⁹/L, immature forms ${bands ?? 'not counted'}`;
    const countMeets = typeof count === 'number' && (count > 12 || count < 4);
    if (countMeets || (typeof bands === 'number' && bands > 10)) return { points: 1, value: shown };
    if (typeof count !== 'number') return { missing: ['whiteCellCount'] };
    if (typeof bands === 'number') return { points: 0, value: shown };
    return {
      points: 0,
      value: shown,
      note: 'No count of immature forms: judged by the white cell count alone.',
    };
  },
};

/** SIRS criteria met, 0–4; 2 or more is the syndrome. */
export const sirs = defineScore({
  id: 'sirs',
  title: 'Systemic inflammatory response syndrome (SIRS)',
  version: '1.0.0',
  source: 'Bone RC et al. ACCP/SCCM consensus conference. Chest 1992;101:1644–1655.',
  purpose: 'Whether an adult shows a systemic inflammatory response, of whatever cause.',
  inputs,
  range: [0, 4],
  items: [
    thresholdItem('temperature', (celsius) => celsius > 38 || celsius < 36),
    thresholdItem('heartRate', (rate) => rate > 90),
    breathing,
    whiteCells,
  ],
  bandOf: (total) =>
    total >= 2
      ? { id: 'present', text: 'SIRS present: look for the cause, infection first.', matters: true }
      : { id: 'absent', text: 'SIRS criteria not met; infection is not ruled out.', matters: false },
  appliesTo: ({ age }) => youngerThan(18, age, 'These are the adult SIRS criteria; children have others.'),
});
