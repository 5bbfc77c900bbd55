/** Vital signs as they are named, measured and asked about: one table for forms, scores and triage. */

export interface Measurement {
  readonly title: string;
  readonly unit: string;
  /**
   * What a patient with a pulse can have, generously. Outside it lies a slip of the keyboard, a wrong unit or
   * a monitor off the patient (a rate of 0), so the value is asked about before it is scored.
   */
  readonly plausible: readonly [number, number];
}

export const VITAL_SIGNS = {
  respiratoryRate: { title: 'Respiratory rate', unit: '/min', plausible: [1, 80] },
  oxygenSaturation: { title: 'Oxygen saturation', unit: '%', plausible: [40, 100] },
  systolicBloodPressure: { title: 'Systolic blood pressure', unit: 'mmHg', plausible: [40, 300] },
  diastolicBloodPressure: { title: 'Diastolic blood pressure', unit: 'mmHg', plausible: [10, 200] },
  heartRate: { title: 'Heart rate', unit: '/min', plausible: [20, 300] },
  temperature: { title: 'Temperature', unit: '°C', plausible: [25, 45] },
} as const satisfies Record<string, Measurement>;
