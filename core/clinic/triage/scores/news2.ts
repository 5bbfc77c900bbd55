import { z } from 'zod';
import { bandedItem, type Steps } from './items.ts';
import { ageField, consciousnessField, finding, measured, youngerThan } from './measurements.ts';
import { type Band, defineScore, type Item } from './score.ts';

const inputs = z.strictObject({
  age: ageField,
  pregnant: finding('Pregnant'),
  respiratoryRate: measured('respiratoryRate'),
  oxygenSaturation: measured('oxygenSaturation'),
  oxygenScale: z
    .union([z.literal(1), z.literal(2)])
    .nullish()
    .describe('SpO₂ scale: 1, or 2 when a clinician has chosen it for hypercapnic respiratory failure'),
  supplementalOxygen: finding('Breathing supplemental oxygen'),
  systolicBloodPressure: measured('systolicBloodPressure'),
  heartRate: measured('heartRate'),
  consciousness: consciousnessField,
  temperature: measured('temperature'),
});

export type News2Input = z.infer<typeof inputs>;

const RESPIRATORY_RATE: Steps = [
  [8, 3],
  [11, 1],
  [20, 0],
  [24, 2],
  [Number.POSITIVE_INFINITY, 3],
];
const SATURATION_SCALE_1: Steps = [
  [91, 3],
  [93, 2],
  [95, 1],
  [Number.POSITIVE_INFINITY, 0],
];
const SATURATION_SCALE_2_ON_AIR: Steps = [
  [83, 3],
  [85, 2],
  [87, 1],
  [Number.POSITIVE_INFINITY, 0],
];
const SATURATION_SCALE_2_ON_OXYGEN: Steps = [
  [83, 3],
  [85, 2],
  [87, 1],
  [92, 0],
  [94, 1],
  [96, 2],
  [Number.POSITIVE_INFINITY, 3],
];
const SYSTOLIC: Steps = [
  [90, 3],
  [100, 2],
  [110, 1],
  [219, 0],
  [Number.POSITIVE_INFINITY, 3],
];
const PULSE: Steps = [
  [40, 3],
  [50, 1],
  [90, 0],
  [110, 1],
  [130, 2],
  [Number.POSITIVE_INFINITY, 3],
];
const TEMPERATURE: Steps = [
  [35.0, 3],
  [36.0, 1],
  [38.0, 0],
  [39.0, 1],
  [Number.POSITIVE_INFINITY, 2],
];

/** On scale 2 a saturation of 93 or more means nothing until it is known whether it was reached on oxygen. */
function saturationSteps(input: News2Input): Steps | null {
  if (input.oxygenScale !== 2) return SATURATION_SCALE_1;
  if (input.supplementalOxygen === true) return SATURATION_SCALE_2_ON_OXYGEN;
  if (input.supplementalOxygen === false) return SATURATION_SCALE_2_ON_AIR;
  return (input.oxygenSaturation ?? 0) < 92.5 ? SATURATION_SCALE_2_ON_AIR : null;
}

const saturation: Item<News2Input> = {
  name: 'Oxygen saturation',
  unit: '%',
  least: 0,
  read: (input) => {
    const steps = saturationSteps(input);
    return steps === null
      ? { missing: ['supplementalOxygen'] }
      : bandedItem('oxygenSaturation', steps).read(input);
  },
};

const oxygen: Item<News2Input> = {
  name: 'Supplemental oxygen',
  unit: null,
  least: 0,
  read: ({ supplementalOxygen: value }) =>
    value === null || value === undefined
      ? { missing: ['supplementalOxygen'] }
      : { points: value ? 2 : 0, value },
};

const consciousness: Item<News2Input> = {
  name: 'Consciousness',
  unit: null,
  least: 0,
  read: ({ consciousness: value }) =>
    value === null || value === undefined
      ? { missing: ['consciousness'] }
      : { points: value === 'A' ? 0 : 3, value },
};

const RESPONSES = {
  routine: { id: 'routine', text: 'Routine: observe at least every 12 hours.', matters: false },
  low: {
    id: 'low',
    text: 'Low: observe at least every 4 to 6 hours; a registered nurse assesses and decides whether to escalate.',
    matters: false,
  },
  lowMedium: {
    id: 'low-medium',
    text: 'One parameter alone scores 3: observe at least hourly; urgent review by the ward clinician.',
    matters: true,
  },
  medium: {
    id: 'medium',
    text: 'Medium: observe at least hourly; urgent response by a clinician or team competent in acute illness.',
    matters: true,
  },
  high: {
    id: 'high',
    text: 'High: monitor continuously; emergency response by a team with critical care skills.',
    matters: true,
  },
} as const satisfies Record<string, Band>;

/** The clinical response that the total, and the highest single parameter, call for. */
export function news2Response(total: number, points: readonly number[]): Band {
  if (total >= 7) return RESPONSES.high;
  if (total >= 5) return RESPONSES.medium;
  if (points.some((point) => point === 3)) return RESPONSES.lowMedium;
  return total >= 1 ? RESPONSES.low : RESPONSES.routine;
}

/** NEWS2, 0–20. Thresholds are those of the chart of the Royal College of Physicians, 2017. */
export const news2 = defineScore({
  id: 'news2',
  title: 'National Early Warning Score 2 (NEWS2)',
  version: '1.0.0',
  source: 'Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017.',
  purpose: 'How ill an adult is now, from physiology alone, and how fast somebody must respond.',
  inputs,
  range: [0, 20],
  items: [
    bandedItem('respiratoryRate', RESPIRATORY_RATE),
    saturation,
    oxygen,
    bandedItem('systolicBloodPressure', SYSTOLIC),
    bandedItem('heartRate', PULSE),
    consciousness,
    bandedItem('temperature', TEMPERATURE, 1),
  ],
  bandOf: news2Response,
  appliesTo: (input) => {
    if (input.pregnant === true) {
      return 'NEWS2 is not for use in pregnancy: use the maternity early warning chart.';
    }
    return youngerThan(16, input.age, 'NEWS2 is for people aged 16 and over.');
  },
  notes: (input) => [
    ...(input.age === null || input.age === undefined
      ? ['Age is not stated; NEWS2 applies from 16 years.']
      : []),
    ...(input.oxygenScale === 2 ? ['SpO₂ was scored on scale 2, as chosen by a clinician.'] : []),
  ],
});
