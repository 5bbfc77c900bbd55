import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import type { CodeLists } from '../../clinic/index.ts';
import {
  ATTRIBUTES,
  type Attribute,
  type HazardLikelihood,
  type HazardSeverity,
  LIKELIHOODS,
  SEVERITIES,
  type WatchedMetric,
  watchedMetricSchema,
} from '../../contract/index.ts';
import { sha256 } from '../../kernel/canonical.ts';
import { AGE_BAND_LABELS, NOT_RECORDED } from '../overview/read-columns.ts';
import type { Thresholds } from './comparison.ts';

/** What is watched: resources/fairness/monitoring.yaml, and the values that each attribute can have. */

const sourced = z.string().min(10);

const metricSchema = z.strictObject({
  id: watchedMetricSchema,
  label: z.string().min(1),
  question: sourced,
  definition: sourced,
  source: sourced,
  evidence: z.enum(['decision', 'outcome']),
  share: z.number().positive().max(1),
  hazard: z.strictObject({
    name: sourced,
    effect: sourced,
    severity: z.enum(SEVERITIES),
    likelihood: z.enum(LIKELIHOODS),
  }),
});

const rating = z.number().int().min(1).max(5);

const fileSchema = z.strictObject({
  version: z.string(),
  alpha: z.number().positive().max(0.5),
  method: sourced,
  sources: z.array(sourced).min(1),
  least: z.strictObject({
    pairs: z.number().int().min(1),
    groupN: z.number().int().min(1),
    events: z.number().int().min(0),
    source: sourced,
  }),
  strata: z.array(z.enum(['proposedAcuity', 'ageBand'])),
  strataSource: sourced,
  leading: z.partialRecord(
    z.enum(ATTRIBUTES),
    z.strictObject({ value: z.string(), part: z.number().positive().max(0.9) }),
  ),
  leadingSource: sourced,
  criticalCareWithinHours: z.number().positive(),
  criticalCareSource: sourced,
  metrics: z
    .array(metricSchema)
    .min(1)
    .refine(
      (metrics) => new Set(metrics.map(({ id }) => id)).size === metrics.length,
      'A metric stands twice.',
    )
    .refine(
      (metrics) => Math.abs(metrics.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9,
      'The shares of the metrics must add up to 1.',
    ),
  risk: z.strictObject({
    severities: z.array(z.enum(SEVERITIES)).refine((list) => list.join() === SEVERITIES.join()),
    likelihoods: z.array(z.enum(LIKELIHOODS)).refine((list) => list.join() === LIKELIHOODS.join()),
    matrix: z.array(z.array(rating).length(SEVERITIES.length)).length(LIKELIHOODS.length),
    unacceptableFrom: rating,
    source: sourced,
  }),
});

export type WatchedMetricDefinition = z.infer<typeof metricSchema>;
export type Stratifier = 'proposedAcuity' | 'ageBand';

export interface MonitoringDefinition extends Thresholds {
  readonly version: string;
  /** SHA-256 over everything that decides what the watch finds; kept with its state. */
  readonly digest: string;
  readonly method: string;
  readonly sources: readonly string[];
  readonly strata: readonly Stratifier[];
  readonly criticalCareWithinHours: number;
  readonly metrics: readonly WatchedMetricDefinition[];
  /** Every value that an attribute can have; whatever else comes counts as `OTHER`. */
  readonly values: Readonly<Record<Attribute, ReadonlySet<string>>>;
  /** Natural logarithm of the part of the chance of a false alarm that a comparison has, by cell and group. */
  readonly logWeights: ReadonlyMap<CellId, ReadonlyMap<string, number>>;
  /** How many comparisons there can be. */
  readonly comparisons: number;
  readonly risk: {
    readonly matrix: readonly (readonly number[])[];
    readonly unacceptableFrom: number;
  };
}

/** A metric by an attribute: `metric/attribute`. */
export type CellId = `${WatchedMetric}/${Attribute}`;

export const cellId = (metric: WatchedMetric, attribute: Attribute): CellId => `${metric}/${attribute}`;

/** What stands for a value that no list holds. */
export const OTHER = 'another value';

/** Raised when the code changes what the same file and the same decisions come to. */
const PROCEDURE = 2;

/** Throws a ZodError that names the place when the file is not as it must be. */
export function loadMonitoringDefinition(resources: string, codes: CodeLists): MonitoringDefinition {
  const text = readFileSync(path.join(resources, 'fairness', 'monitoring.yaml'), 'utf8');
  const file = fileSchema.parse(load(text));
  const listed = (list: readonly { code: string }[]) => [
    ...list.map(({ code }) => code),
    OTHER,
    NOT_RECORDED,
  ];
  const values: Record<Attribute, readonly string[]> = {
    sex: ['female', 'male', 'other', 'unknown'],
    ageBand: [...AGE_BAND_LABELS, NOT_RECORDED],
    ethnicCategory: listed(codes.ethnicCategories),
    language: listed(codes.languages),
    deprivationQuintile: ['1', '2', '3', '4', '5', NOT_RECORDED],
  };
  for (const [attribute, leading] of Object.entries(file.leading)) {
    if (values[attribute as Attribute].includes(leading.value)) continue;
    throw new Error(`resources/fairness/monitoring.yaml: ${attribute} has no value ${leading.value}`);
  }
  const weights = (attribute: Attribute, share: number): ReadonlyMap<string, number> => {
    const leading = file.leading[attribute];
    const list = values[attribute];
    const others = leading === undefined ? list.length : list.length - 1;
    const part = (value: string) =>
      value === leading?.value ? leading.part : (1 - (leading?.part ?? 0)) / others;
    return new Map(list.map((value) => [value, Math.log((share * part(value)) / ATTRIBUTES.length)]));
  };
  const cells = file.metrics.flatMap(({ id, share }) =>
    ATTRIBUTES.map((attribute) => ({ id: cellId(id, attribute), weights: weights(attribute, share) })),
  );
  return {
    ...file,
    digest: sha256(JSON.stringify([PROCEDURE, file, values])),
    values: {
      sex: new Set(values.sex),
      ageBand: new Set(values.ageBand),
      ethnicCategory: new Set(values.ethnicCategory),
      language: new Set(values.language),
      deprivationQuintile: new Set(values.deprivationQuintile),
    },
    logWeights: new Map(cells.map(({ id, weights: ofCell }) => [id, ofCell])),
    comparisons: cells.reduce((sum, { weights: ofCell }) => sum + ofCell.size, 0),
  };
}

/** All parts together come to 1. A value that no list holds stands under `OTHER`. */
export function logWeightOf({ logWeights }: MonitoringDefinition, id: CellId, group: string): number {
  return logWeights.get(id)?.get(group) ?? Number.NEGATIVE_INFINITY;
}

/** The rating 1–5 of a risk, and whether it may be accepted as it is. */
export function riskOf(
  { risk }: Pick<MonitoringDefinition, 'risk'>,
  likelihood: HazardLikelihood,
  severity: HazardSeverity,
): { rating: number; acceptable: boolean } {
  const found = risk.matrix[LIKELIHOODS.indexOf(likelihood)]?.[SEVERITIES.indexOf(severity)];
  if (found === undefined) throw new Error('the risk matrix has no such place');
  return { rating: found, acceptable: found < risk.unacceptableFrom };
}
