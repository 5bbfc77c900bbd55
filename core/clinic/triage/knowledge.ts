import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { sha256 } from '../../kernel/canonical.ts';
import { FairdocError, isFairdocError } from '../../kernel/errors.ts';
import { type Lexicon, loadLexicon } from '../../text/index.ts';
import { type AskingData, askingSchema } from './asking/schema.ts';
import { type Condition, compileCondition } from './expression.ts';
import {
  buildNetwork,
  type ConditionNetwork,
  conditionFileSchema,
  leakFileSchema,
} from './reasoning/index.ts';
import {
  type PresentationData,
  presentationSchema,
  type RuleData,
  ruleFileSchema,
  type Scales,
  scalesSchema,
  versionSchema,
} from './schema.ts';
import { dangerLimitsSchema, type VitalKnowledge } from './vital-signs.ts';

export interface Rule extends Omit<RuleData, 'when'> {
  readonly when: Condition;
}

export interface Presentation extends Omit<PresentationData, 'discriminators' | 'defaults'> {
  readonly fromDays: number;
  readonly untilDays: number;
  readonly discriminators: readonly Rule[];
  readonly defaults: readonly {
    readonly when: Condition | null;
    readonly acuity: 1 | 2 | 3 | 4 | 5;
    readonly text: string;
    readonly source: string;
  }[];
}

/** Everything that triage knows, compiled. Immutable. */
export interface TriageKnowledge {
  readonly lexicon: Lexicon;
  readonly presentations: readonly Presentation[];
  /** Rules that hold whatever the complaint: physiology, red flags, modifiers. */
  readonly rules: readonly Rule[];
  /** Conditions and how they show themselves: the network behind `consider`. */
  readonly conditions: ConditionNetwork;
  /** How much the answers to questions are worth. */
  readonly asking: AskingData;
  readonly vitals: VitalKnowledge;
  readonly scales: Scales;
  readonly version: string;
  /** SHA-256 over every knowledge file. */
  readonly digest: string;
}

const vitalFileSchema = z.strictObject({
  danger: dangerLimitsSchema,
  rules: ruleFileSchema.shape.rules,
});

/**
 * Loads and compiles the lexicon, the presentations and the cross-cutting rules.
 *
 * @param resourcesDir - the folder `resources/`.
 * @throws FairdocError `triage.badKnowledge` (or `text.badLexicon`), which names the file and the first error.
 */
export function loadTriageKnowledge(resourcesDir: string): TriageKnowledge {
  const folder = path.join(resourcesDir, 'triage');
  const texts: string[] = [];
  const file = <T>(name: string, schema: z.ZodType<T>): T => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    texts.push(`${name}\n${text}`);
    return parseYaml(name, text, schema);
  };
  const lexicon = loadLexicon(path.join(resourcesDir, 'lexicon'));
  const { version } = file('version.yaml', versionSchema);
  const { scales } = file('scales.yaml', scalesSchema);
  const vitals = file('vital-signs.yaml', vitalFileSchema);
  const rules = [
    ...compileRules('vital-signs.yaml', vitals.rules),
    ...['red-flags.yaml', 'patterns.yaml', 'modifiers.yaml'].flatMap((name) =>
      compileRules(name, file(name, ruleFileSchema).rules),
    ),
  ];
  const presentations = yamlFiles(folder, 'presentations').map((relative) =>
    compilePresentation(relative, file(relative, presentationSchema)),
  );
  const asking = file('asking.yaml', askingSchema);
  const leaks = file(LEAKS, leakFileSchema);
  const conditions = yamlFiles(folder, 'conditions')
    .filter((relative) => relative !== LEAKS)
    .flatMap((relative) => file(relative, conditionFileSchema).conditions);
  return {
    lexicon,
    presentations,
    rules,
    conditions: buildNetwork(lexicon, conditions, leaks, (id, source) =>
      compileIn(`conditions, ${id}`, source),
    ),
    asking,
    vitals: vitals.danger,
    scales,
    version,
    digest: sha256([...lexicon.sources, ...texts].join('\n\u0000\n')),
  };
}

const LEAKS = 'conditions/leaks.yaml';

function yamlFiles(folder: string, name: string): string[] {
  return readdirSync(path.join(folder, name))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => `${name}/${file}`);
}

function parseYaml<T>(name: string, text: string, schema: z.ZodType<T>): T {
  let raw: unknown;
  try {
    raw = load(text);
  } catch (error) {
    throw badKnowledge(name, error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'not YAML');
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badKnowledge(name, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function compilePresentation(name: string, data: PresentationData): Presentation {
  return {
    ...data,
    fromDays: ageBound(name, data.applies.from, 0),
    untilDays: ageBound(name, data.applies.until, Number.POSITIVE_INFINITY),
    discriminators: compileRules(name, data.discriminators),
    defaults: data.defaults.map(({ when, ...rest }) => ({
      ...rest,
      when: when === undefined ? null : compileIn(name, when),
    })),
  };
}

function compileRules(name: string, rules: readonly RuleData[]): Rule[] {
  return rules.map((rule) => ({ ...rule, when: compileIn(`${name}, rule ${rule.id}`, rule.when) }));
}

function compileIn(place: string, condition: string): Condition {
  try {
    return compileCondition(condition);
  } catch (error) {
    if (isFairdocError(error)) throw badKnowledge(place, error.message);
    throw error;
  }
}

const UNIT_DAYS: Readonly<Record<string, number>> = { d: 1, wk: 7, mo: 365.25 / 12, y: 365.25 };

function ageBound(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const parts = /^(\d+)(d|wk|mo|y)$/.exec(text);
  if (!parts) throw badKnowledge(name, `applies: "${text}" is not an age like 28d, 3mo or 16y`);
  return Number(parts[1]) * (UNIT_DAYS[parts[2] ?? ''] ?? 1);
}

function badKnowledge(file: string, detail: string): FairdocError {
  return new FairdocError(
    'damaged',
    'triage.badKnowledge',
    `The triage knowledge in ${file} cannot be used: ${detail}.`,
    'Correct the file, or restore it from the installation.',
  );
}
