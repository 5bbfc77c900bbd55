import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { codeLabelSchema, ethnicCategorySchema, type Vitals, vitalsSchema } from '../contract/index.ts';

/** The coded choices of the clinic, from resources/clinic. */

const vitalKeySchema = vitalsSchema.keyof();
const listSchema = z.object({ source: z.string().min(1), codes: z.array(codeLabelSchema).min(1) });
const vitalSignSchema = z.object({
  key: vitalKeySchema,
  label: z.string(),
  unit: z.string().nullable(),
  system: z.string().nullable(),
  code: z.string().nullable(),
});
const vitalSignsSchema = z.object({ source: z.string().min(1), vitals: z.array(vitalSignSchema) });

export type CodeLabel = z.infer<typeof codeLabelSchema>;
export type VitalSign = z.infer<typeof vitalSignSchema>;
export type VitalKey = keyof Vitals;

export interface CodeLists {
  readonly ethnicCategories: readonly CodeLabel[];
  readonly languages: readonly CodeLabel[];
  readonly vitalSigns: ReadonlyMap<VitalKey, VitalSign>;
}

/** Reads and checks the code lists. Throws a ZodError that names the entry when a file is not as it should be. */
export function loadCodeLists(resources: string): CodeLists {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(resources, 'clinic', name), 'utf8'));
  const ethnicCategories = listSchema.parse(read('ethnic-categories.json')).codes;
  for (const { code } of ethnicCategories) ethnicCategorySchema.parse(code);
  const { vitals } = vitalSignsSchema.parse(read('vital-signs.json'));
  return {
    ethnicCategories,
    languages: listSchema.parse(read('languages.json')).codes,
    vitalSigns: new Map(vitals.map((vital) => [vital.key, vital])),
  };
}
