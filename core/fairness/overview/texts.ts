import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { CodeLists } from '../../clinic/index.ts';
import { type Attribute, METRICS } from '../../contract/index.ts';
import type { OverviewTexts } from './overview.ts';
import { NOT_RECORDED } from './read-columns.ts';

const metricTextSchema = z.strictObject({
  id: z.enum(METRICS),
  label: z.string().min(1),
  question: z.string().min(1),
  definition: z.string().min(1),
  source: z.string().min(1),
});

const ATTRIBUTE_LABELS: Readonly<Record<Attribute, string>> = {
  sex: 'Sex',
  ageBand: 'Age',
  ethnicCategory: 'Ethnic category',
  language: 'Language',
  deprivationQuintile: 'Deprivation',
};

const SEX_LABELS: Readonly<Record<string, string>> = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  unknown: 'Not known',
};

const QUINTILE_LABELS: Readonly<Record<string, string>> = {
  1: '1 (most deprived)',
  2: '2',
  3: '3',
  4: '4',
  5: '5 (least deprived)',
};

/** The words of the overview: metrics from resources/fairness, codes as the clinic names them. */
export function loadOverviewTexts(resources: string, codes: CodeLists): OverviewTexts {
  const file = path.join(resources, 'fairness', 'metrics.json');
  const metrics = z.array(metricTextSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  const labels = (list: readonly { code: string; label: string }[]) =>
    Object.fromEntries(list.map(({ code, label }) => [code, label]));
  const byAttribute: Readonly<Record<Attribute, Readonly<Record<string, string>>>> = {
    sex: SEX_LABELS,
    ageBand: {},
    ethnicCategory: labels(codes.ethnicCategories),
    language: labels(codes.languages),
    deprivationQuintile: QUINTILE_LABELS,
  };
  return {
    metrics,
    attributeLabel: (attribute) => ATTRIBUTE_LABELS[attribute],
    valueLabel: (attribute, value) =>
      value === NOT_RECORDED ? 'Not recorded' : (byAttribute[attribute][value] ?? value),
  };
}
