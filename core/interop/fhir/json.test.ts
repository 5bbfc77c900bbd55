import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceNode } from '../source.ts';
import { readFhirJson } from './json.ts';

const SEED = Number(process.env.FAIRDOC_TEST_SEED ?? 20_260_314);

/** The tree as plain data: name, text, children. */
type Plain = readonly [string, string | null, readonly Plain[]];
const plain = ({ name, text, children }: SourceNode): Plain => [name, text, children.map(plain)];

/** The same, made with the engine's own parser, for objects without names that FHIR gives a meaning. */
function expected(name: string, value: unknown): Plain[] {
  if (Array.isArray(value)) return value.flatMap((item) => expected(name, item));
  if (value === null) return [[name, null, []]];
  if (typeof value === 'object')
    return [[name, null, Object.entries(value).flatMap(([key, item]) => expected(key, item))]];
  return [[name, typeof value === 'number' ? JSON.stringify(value) : String(value), []]];
}

describe('reading FHIR JSON', () => {
  test('agrees with the engine about every JSON document', () => {
    const key = fc
      .string({ maxLength: 8 })
      .filter((text) => !text.startsWith('_') && !/^(\d+|__proto__|resourceType)$/.test(text));
    const document = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        tie('object'),
      ),
      object: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    })).object;
    fc.assert(
      fc.property(document, fc.constantFrom(undefined, 1, '\t'), (members, indent) => {
        const text = JSON.stringify({ resourceType: 'Basic', ...(members as object) }, null, indent);
        expect(plain(readFhirJson(text))).toEqual(expected('Basic', members)[0]);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test('keeps numbers as they are written', () => {
    const tree = readFhirJson('{"resourceType":"Basic","a":[37.50,1e3,-0.0,100000000000000000001]}');
    expect(tree.children.map(({ text }) => text)).toEqual(['37.50', '1e3', '-0.0', '100000000000000000001']);
  });

  test('gives a primitive its own extensions, also in a list with gaps', () => {
    const tree = readFhirJson(
      '{"resourceType":"Basic","given":["A",null],"_given":[null,{"id":"x"}],"_birthDate":{"id":"y"}}',
    );
    expect(plain(tree)).toEqual([
      'Basic',
      null,
      [
        ['given', 'A', []],
        ['given', null, [['id', 'x', []]]],
        ['birthDate', null, [['id', 'y', []]]],
      ],
    ]);
  });

  test.each([
    '{"resourceType":"Basic",}',
    '{"resourceType":"Basic" "a":1}',
    '{"resourceType":"Basic","a":01}',
    '{"resourceType":"Basic","a":.5}',
    '{"resourceType":"Basic","a":"\n"}',
    '{"resourceType":"Basic","a":"\\x"}',
    '{"resourceType":"Basic","a":nul}',
    '{"resourceType":"Basic","a":[1,]}',
    '{"resourceType":"Basic","a":tru',
    "{'resourceType':'Basic'}",
    '{"resourceType":"Basic"} x',
    '{"resourceType":"Basic","a":"\\',
  ])('refuses %j, as the engine does', (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(() => readFhirJson(text)).toThrow(expect.objectContaining({ code: 'interop.malformed.json' }));
  });
});
