import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Acuity } from '../contract/triage-case.ts';
import { digestOf } from '../kernel/canonical.ts';

/**
 * What the learned models see of a case, defined once for training and for use. Missing is never filled in: the
 * value is 0 and a flag of its own says that it is missing. Nothing encodes ethnic category, language, deprivation
 * or a name.
 */
export interface FeatureSource {
  readonly ageYears: number | null;
  readonly sex: 'female' | 'male' | null;
  readonly pregnant: boolean;
  /** Whether oxygen is being given; null where nobody said. */
  readonly oxygen: boolean | null;
  /** Amounts by the names of MEASURED; absent where unknown. Units as in the contract's vital signs. */
  readonly values: ReadonlyMap<string, number>;
  /** Ids of the concepts that the text asserts of the patient now, broader ones included. */
  readonly present: ReadonlySet<string>;
  /** The same and what the problem list and the medicines say. */
  readonly ever: ReadonlySet<string>;
  /** How many of the concepts present are red flags. */
  readonly redFlags: number;
  readonly conditions: number;
  readonly medicines: number;
  /** The level that the rules gave. */
  readonly rulesAcuity: Acuity;
}

/** Names of the values as the clinical picture has them, and how a person would say them. */
export const MEASURED = [
  { id: 'temp', label: 'temperature', unit: '°C' },
  { id: 'hr', label: 'heart rate', unit: '/min' },
  { id: 'rr', label: 'respiratory rate', unit: '/min' },
  { id: 'spo2', label: 'oxygen saturation', unit: '%' },
  { id: 'sbp', label: 'systolic blood pressure', unit: 'mmHg' },
  { id: 'dbp', label: 'diastolic blood pressure', unit: 'mmHg' },
  { id: 'pain', label: 'pain', unit: '/10' },
  { id: 'avpu', label: 'level of consciousness', unit: '' },
  { id: 'news2', label: 'NEWS2', unit: '' },
  { id: 'qsofa', label: 'qSOFA', unit: '' },
  { id: 'days', label: 'duration', unit: 'd' },
] as const;
/** Of these, the ones that are measured at the bedside. */
const VITALS = new Set(['temp', 'hr', 'rr', 'spo2', 'sbp']);
/** Raised whenever the meaning of a feature changes while its name stays. */
const DEFINITION = 1;

const groupSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  any: z.array(z.string()).min(1),
});
const fileSchema = z.strictObject({
  comment: z.string(),
  complaints: z.array(groupSchema).min(1),
  history: z.array(groupSchema).min(1),
});

export interface Feature {
  readonly id: string;
  /** As a reason would name it. */
  readonly label: string;
  readonly unit: string;
  read(source: FeatureSource): number;
}

export interface FeatureSet {
  readonly features: readonly Feature[];
  /** SHA-256 of the definition; weights are bound to it. */
  readonly digest: string;
  /** Every concept that a feature looks for. */
  readonly concepts: readonly string[];
  /** The features of a case, in order. */
  vectorOf(source: FeatureSource): Float32Array;
}

const flag = (value: boolean): number => (value ? 1 : 0);

function plain(id: string, label: string, read: Feature['read'], unit = ''): Feature {
  return { id, label, unit, read };
}

/** A value and the flag that says that it is missing. */
function measured(
  id: string,
  label: string,
  unit: string,
  read: (source: FeatureSource) => number | null,
): Feature[] {
  return [
    plain(id, label, (source) => read(source) ?? 0, unit),
    plain(`${id}-missing`, `${label} not known`, (source) => flag(read(source) === null)),
  ];
}

const hasAny = (concepts: ReadonlySet<string>, any: readonly string[]) =>
  flag(any.some((concept) => concepts.has(concept)));

/**
 * The features as resources/models/features.json and this file define them.
 * @throws ZodError when the file is not as it should be.
 */
export function loadFeatures(resources: string): FeatureSet {
  const text = readFileSync(path.join(resources, 'models', 'features.json'), 'utf8');
  const { complaints, history } = fileSchema.parse(JSON.parse(text));
  const features: Feature[] = [
    plain('rules-acuity', 'level by the rules', (source) => source.rulesAcuity),
    ...measured('age', 'age', 'y', (source) => source.ageYears),
    plain('female', 'female', (source) => flag(source.sex === 'female')),
    plain('sex-missing', 'sex not known', (source) => flag(source.sex === null)),
    plain('pregnant', 'pregnancy', (source) => flag(source.pregnant)),
    ...MEASURED.flatMap(({ id, label, unit }) =>
      measured(id, label, unit, (source) => source.values.get(id) ?? null),
    ),
    ...measured('oxygen', 'oxygen given', '', (source) =>
      source.oxygen === null ? null : flag(source.oxygen),
    ),
    plain(
      'danger',
      'vital signs beyond the limits for the age',
      (source) => source.values.get('danger') ?? 0,
    ),
    plain('red-flags', 'red flags', (source) => source.redFlags),
    plain('conditions', 'known conditions', (source) => source.conditions),
    plain('medicines', 'medicines', (source) => source.medicines),
    ...complaints.map(({ id, label, any }) =>
      plain(`complaint.${id}`, label, (source) => hasAny(source.present, any)),
    ),
    ...history.map(({ id, label, any }) =>
      plain(`history.${id}`, label, (source) => hasAny(source.ever, any)),
    ),
  ];
  return {
    features,
    digest: digestOf({ definition: DEFINITION, ids: features.map(({ id }) => id), complaints, history }),
    concepts: [...complaints, ...history].flatMap(({ any }) => any),
    vectorOf: (source) => Float32Array.from(features, (feature) => feature.read(source)),
  };
}

/** How many vital signs were measured; the acuity model speaks up only where there are some. */
export function vitalsMeasured({ values }: FeatureSource): number {
  return [...VITALS].filter((id) => values.has(id)).length;
}
