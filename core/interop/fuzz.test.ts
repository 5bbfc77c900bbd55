import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UK_ADT, UK_BATCH, UK_MDM, UK_PATIENT_XML, ukBundle } from './fixtures.ts';
import { hasSharedFiles, parse, sharedBytes } from './testing.ts';

/** Mutations per format: `FAIRDOC_FUZZ_RUNS=100000` for the long run, `FAIRDOC_TEST_SEED` for other ones. */
const RUNS = Number(process.env.FAIRDOC_FUZZ_RUNS ?? 1_500);
const SEED = Number(process.env.FAIRDOC_TEST_SEED ?? 20_260_314);

const utf8 = (text: string) => new TextEncoder().encode(text);
const shared = (...names: string[]) => (hasSharedFiles ? names.map(sharedBytes) : []);

const CORPUS = {
  'FHIR JSON': [utf8(ukBundle()), ...shared('fhir/Bundle-from-ADT01-28.json')],
  'FHIR XML': [
    utf8(UK_PATIENT_XML),
    ...shared('fhir/UKCore-Patient-RichardSmith.xml', 'fhir/UKCore-MedicationStatement-Amoxicillin.xml'),
  ],
  'HL7 v2': [
    utf8(UK_ADT),
    utf8(UK_MDM),
    utf8(UK_BATCH),
    ...shared('hl7v2/ORU-R01-01.hl7', 'hl7v2/SIU-S12-01.hl7'),
  ],
};

/** Bytes that mean something to one of the formats, to be put where they do harm. */
const TOKENS = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\\',
  'null',
  '1e999',
  '"resourceType":"Bundle",',
  '<',
  '>',
  '/>',
  '&',
  '<!DOCTYPE a>',
  ']]>',
  '<!--',
  '|',
  '^',
  '~',
  '&',
  '""',
  '\r',
  '\n',
  'MSH|^~\\&|',
  'PID|',
  '\\X',
  '\\E\\',
  '\0',
  '\u000b',
  '\u{1f600}',
  '#',
  'urn:uuid:',
].map(utf8);

type Mutation = readonly ['flip' | 'cut' | 'double' | 'insert' | 'truncate', number, number];
const mutations = fc.array(
  fc.tuple(fc.constantFrom('flip', 'cut', 'double', 'insert', 'truncate'), fc.nat(), fc.nat()),
  { minLength: 1, maxLength: 6 },
) as fc.Arbitrary<Mutation[]>;

function mutate(bytes: Uint8Array, [kind, where, what]: Mutation): Uint8Array {
  const at = bytes.length === 0 ? 0 : where % bytes.length;
  const length = Math.min(bytes.length - at, what % 200);
  const [before, middle, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  switch (kind) {
    case 'flip':
      return join(before, new Uint8Array([what % 256]), bytes.subarray(at + 1));
    case 'cut':
      return join(before, after);
    case 'double':
      return join(before, middle, middle, after);
    case 'insert':
      return join(before, TOKENS[what % TOKENS.length] ?? middle, bytes.subarray(at));
    case 'truncate':
      return new Uint8Array(before);
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

describe('damaged files', () => {
  test.each(Object.entries(CORPUS))(
    `${RUNS} mutations of %s (seed ${SEED}) each give an answer: drafts, or a typed error`,
    (_format, corpus) => {
      fc.assert(
        fc.property(fc.constantFrom(...corpus), mutations, (bytes, changes) => {
          const parsed = parse(changes.reduce(mutate, bytes));
          expect(['fhir-json', 'fhir-xml', 'hl7v2', 'unknown']).toContain(parsed.format);
          // An unexpected error would be a fault of ours that was caught just in time.
          if (parsed.error !== null) expect(parsed.error.code).toMatch(/^interop\./);
          for (const { at, reason } of parsed.leftOut)
            expect([typeof at, reason.length > 0]).toEqual(['string', true]);
        }),
        { seed: SEED, numRuns: RUNS },
      );
    },
    600_000,
  );
});
