import { z } from 'zod';
import { componentOf, type ScoreComponent, type ScoreDefinition, type ScoreResult } from './score.ts';

/** NT: not testable (sedated, intubated, eyes swollen shut, paralysed). It is an answer, and never a 1. */
function response(best: number, description: string) {
  return z
    .union([z.number().int().min(1).max(best), z.literal('NT')])
    .nullish()
    .describe(`${description}, 1–${best}, or "NT" when it cannot be tested`);
}

const inputs = z.strictObject({
  eye: response(4, 'Eye opening'),
  verbal: response(5, 'Verbal response'),
  motor: response(6, 'Best motor response'),
});

export type GcsInput = z.infer<typeof inputs>;

const PARTS = [
  { field: 'eye', letter: 'E', name: 'Eye opening' },
  { field: 'verbal', letter: 'V', name: 'Verbal response' },
  { field: 'motor', letter: 'M', name: 'Motor response' },
] as const;

function compute(input: GcsInput): ScoreResult {
  const missing: string[] = [];
  const components: ScoreComponent[] = [];
  let statement = '';
  let testable = true;
  let total = 0;
  for (const { field, letter, name } of PARTS) {
    const value = input[field];
    if (value === null || value === undefined) {
      missing.push(field);
    } else if (value === 'NT') {
      testable = false;
      statement += `${letter}NT`;
    } else {
      total += value;
      statement += `${letter}${value}`;
      components.push(componentOf(name, null, value, value));
    }
  }
  if (missing.length > 0) return { status: 'missing', missing, atLeast: null, components };
  if (!testable) return { status: 'notTestable', statement, components };
  const [band, bandText] = bandOf(total);
  return { status: 'scored', total, band, bandText, components, notes: [statement] };
}

function bandOf(total: number): [string, string] {
  if (total <= 8) return ['severe', 'Severe impairment: the airway is at risk; call for help now.'];
  if (total <= 12) return ['moderate', 'Moderate impairment of consciousness.'];
  return total === 15 ? ['normal', 'Fully conscious.'] : ['mild', 'Mild impairment of consciousness.'];
}

/** Glasgow Coma Scale, 3–15. With a response that cannot be tested there is a statement and no total. */
export const gcs: ScoreDefinition<GcsInput> = {
  id: 'gcs',
  title: 'Glasgow Coma Scale',
  version: '1.0.0',
  source: 'Teasdale G, Jennett B. Lancet 1974;2:81–84; Teasdale G et al. Lancet Neurol 2014;13:844–854.',
  purpose: 'Level of consciousness, from eye opening, verbal and motor response.',
  inputs,
  range: [3, 15],
  appliesTo: () => null,
  compute,
};

/** Reads the usual short form, `E4V1M3`, `E4 V-NT M6` or `E3 VT M5` (T: intubated); null when it is not one. */
export function readGcs(text: string): GcsInput | null {
  const match = /^\s*E[\s-]*([1-4]|NT|C)[\s,]*V[\s-]*([1-5]|NT|T)[\s,]*M[\s-]*([1-6]|NT)\s*$/i.exec(text);
  if (match === null) return null;
  const value = (part: string | undefined) => (part !== undefined && /^\d$/.test(part) ? Number(part) : 'NT');
  return { eye: value(match[1]), verbal: value(match[2]), motor: value(match[3]) };
}
