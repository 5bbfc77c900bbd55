import { z } from 'zod';
import { FairdocError } from '../../../kernel/errors.ts';
import { curb65 } from './curb65.ts';
import { gcs, readGcs } from './gcs.ts';
import { heart } from './heart.ts';
import { mews } from './mews.ts';
import { news2 } from './news2.ts';
import { perc } from './perc.ts';
import { qsofa } from './qsofa.ts';
import type { ScoreDefinition, ScoreResult } from './score.ts';
import { sirs } from './sirs.ts';
import { wellsDvt } from './wells-dvt.ts';
import { wellsPe } from './wells-pe.ts';

export interface ScoreListing {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly source: string;
  readonly purpose: string;
  readonly range: readonly [number, number] | null;
  readonly inputs: readonly {
    readonly name: string;
    readonly description: string;
    /** `number`, `boolean`, `age`, or the permitted values: `A | C | V | P | U`. */
    readonly type: string;
  }[];
  /** Why the score is listed but cannot be computed; null when it can. */
  readonly disabled: string | null;
}

interface Registered {
  readonly listing: ScoreListing;
  readonly run: (input: unknown) => ScoreResult;
}

function registered<I>(definition: ScoreDefinition<I>, fromText?: (text: string) => I | null): Registered {
  const { id, title, version, source, purpose, range, inputs } = definition;
  const fields = Object.entries(inputs.shape).map(([name, schema]) => ({
    name,
    description: describe(schema),
    type: typeOf(schema),
  }));
  return {
    listing: { id, title, version, source, purpose, range, inputs: fields, disabled: null },
    run: (input) => {
      const read = typeof input === 'string' && fromText !== undefined ? fromText(input) : input;
      const parsed = inputs.safeParse(read ?? {});
      if (!parsed.success) throw inputError(title, parsed.error);
      return definition.compute(parsed.data as I); // the schema's own output: this is the parse
    },
  };
}

function describe(schema: z.core.$ZodType): string {
  return 'description' in schema && typeof schema.description === 'string' ? schema.description : '';
}

function typeOf(schema: z.core.$ZodType): string {
  return [...new Set(choices(z.toJSONSchema(schema)))].join(' | ');
}

/** What an input may be; null goes without saying, and an age in other units than years is the only object. */
function choices(schema: z.core.JSONSchema.BaseSchema): string[] {
  if (schema.anyOf !== undefined) {
    const found = schema.anyOf.flatMap(choices);
    return found.includes('age') ? ['age'] : found;
  }
  const values = schema.enum ?? (schema.const === undefined ? null : [schema.const]);
  if (values !== null) return values.map(String);
  return [schema.type ?? []].flat().flatMap((type: string) => {
    if (type === 'null') return [];
    return type === 'object' ? ['age'] : [type];
  });
}

function inputError(title: string, error: z.ZodError): FairdocError {
  const fields = error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `${issue.keys.join(', ')}: not an input of this score`
      : `${issue.path.join('.') || 'input'}: ${issue.message}`,
  );
  return new FairdocError(
    'invalid',
    'score.input',
    `The input of ${title} cannot be read: ${fields.join('; ')}.`,
    'Correct the named fields; leave out what is not known.',
    { details: { fields } },
  );
}

const PEWS_REASON =
  'The bands of the national Paediatric Early Warning System chart have not been transcribed from the official chart and checked by a clinician, so this score is not computed.';

const pews: Registered = {
  listing: {
    id: 'pews',
    title: 'Paediatric Early Warning Score (PEWS)',
    version: '0.0.0',
    source: 'NHS England. National Paediatric Early Warning System charts, 2023.',
    purpose: 'Early warning of deterioration in children, by age band.',
    range: null,
    inputs: [],
    disabled: PEWS_REASON,
  },
  run: () => ({ status: 'notApplicable', reason: PEWS_REASON }),
};

const REGISTRY: readonly Registered[] = [
  registered(news2),
  registered(qsofa),
  registered(sirs),
  registered(mews),
  registered(curb65),
  registered(wellsPe),
  registered(wellsDvt),
  registered(perc),
  registered(heart),
  registered(gcs, readGcs),
  pews,
];

/** Every score with its inputs, for forms and for the command line's help. */
export function listScores(): readonly ScoreListing[] {
  return REGISTRY.map(({ listing }) => listing);
}

/**
 * Computes a score by name. Names are matched without case and punctuation: `CURB-65`, `curb65`, `wells pe`.
 * The input is an object of the fields that `listScores` describes; for the GCS also its short form, `E4V1M3`.
 * Throws `score.unknown` for an unknown name and `score.input`, naming the fields, for input of a wrong type.
 */
export function computeScore(name: string, rawInput: unknown): ScoreResult {
  const wanted = plainName(name);
  const found = REGISTRY.find(({ listing }) => plainName(listing.id) === wanted);
  if (found === undefined) {
    throw new FairdocError(
      'notFound',
      'score.unknown',
      'There is no score of that name.',
      `Choose one of: ${REGISTRY.map(({ listing }) => listing.id).join(', ')}.`,
    );
  }
  return found.run(rawInput);
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
