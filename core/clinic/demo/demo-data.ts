import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { acuitySchema } from '../../contract/index.ts';

/** The invented people and complaints in resources/demo, parsed and checked. */

const share = z.number().min(0).max(1);
const shares = z.record(z.string(), share);

const communitySchema = z.object({ id: z.string(), share, ethnic: shares, languages: shares });
const namesSchema = z.object({
  female: z.array(z.string()).min(1),
  male: z.array(z.string()).min(1),
  family: z.array(z.string()).min(1),
});

const populationSchema = z.object({
  source: z.string(),
  communities: z.array(communitySchema).min(1),
  deprivation: shares,
  interpreterNeeded: share,
  notStated: z.object({ ethnic: share, language: share, deprivation: share }),
  arrival: shares,
  gpPractices: z.array(z.string()).min(1),
  names: z.record(z.string(), namesSchema),
});

const change = z.tuple([z.number(), z.number()]);
const vitalPatternSchema = z.object({
  heartRate: change,
  respiratoryRate: change,
  systolic: change,
  temperature: change,
  saturation: change,
  oxygen: share.default(0),
  consciousness: z.partialRecord(z.enum(['C', 'V', 'P', 'U']), share).default({}),
});

const scenarioSchema = z.object({
  id: z.string(),
  weight: z.number().positive(),
  age: z.tuple([z.number(), z.number()]),
  sex: z.enum(['female', 'male']).optional(),
  history: z.array(z.string()),
  pregnancyWeeks: z.tuple([z.number(), z.number()]).optional(),
  variants: z
    .array(z.object({ level: acuitySchema, share, vitals: z.string(), words: z.array(z.string()).min(1) }))
    .min(1),
});

const overrideNotesSchema = z.object({ up: z.array(z.string()).min(1), down: z.array(z.string()).min(1) });

export type OverrideNotes = z.infer<typeof overrideNotesSchema>;
export type Population = z.infer<typeof populationSchema>;
export type Community = z.infer<typeof communitySchema>;
export type VitalPattern = z.infer<typeof vitalPatternSchema>;
export type Scenario = z.infer<typeof scenarioSchema>;

export interface DemoData {
  readonly population: Population;
  readonly vitalPatterns: ReadonlyMap<string, VitalPattern>;
  readonly scenarios: readonly Scenario[];
  readonly overrideNotes: OverrideNotes;
}

/** Reads resources/demo. Throws a ZodError that names the entry when a file is not as it should be. */
export function loadDemoData(resources: string): DemoData {
  const read = (name: string) => load(readFileSync(path.join(resources, 'demo', name), 'utf8'));
  const patterns = z.record(z.string(), vitalPatternSchema).parse(read('vital-patterns.yaml'));
  return {
    population: populationSchema.parse(read('population.yaml')),
    vitalPatterns: new Map(Object.entries(patterns)),
    scenarios: z.array(scenarioSchema).parse(read('scenarios.yaml')),
    overrideNotes: overrideNotesSchema.parse(read('override-notes.yaml')),
  };
}
