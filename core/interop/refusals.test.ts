import { describe, expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { parse } from './testing.ts';

const PATIENT = '<Patient xmlns="http://hl7.org/fhir">';
const lol = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

describe('files that cannot be imported', () => {
  test.each([
    [
      'external entity',
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>${PATIENT}<id value="&e;"/></Patient>`,
      'interop.unsafeXml',
    ],
    [
      'entity bomb',
      `<!-- --><!DOCTYPE x [<!ENTITY l0 "lol">${lol}]>${PATIENT}<id value="&l9;"/></Patient>`,
      'interop.unsafeXml',
    ],
    [
      'external DTD',
      `<!DOCTYPE x SYSTEM "http://attacker.example/x.dtd">${PATIENT}</Patient>`,
      'interop.unsafeXml',
    ],
    ['DOCTYPE in other letters', `<!doctype x>${PATIENT}</Patient>`, 'interop.unsafeXml'],
    ['unknown entity', `${PATIENT}<id value="&e;"/></Patient>`, 'interop.malformed.xml'],
    [
      'DOCTYPE inside the root',
      `${PATIENT}<!DOCTYPE x [<!ENTITY e "e">]></Patient>`,
      'interop.malformed.xml',
    ],
    ['XML cut off', `${PATIENT}<name><family value="A"`, 'interop.malformed.xml'],
    ['XML nested 100,000 deep', PATIENT + '<a>'.repeat(100_000), 'interop.malformed.xml'],
    ['XML of another kind', '<ClinicalDocument xmlns="urn:hl7-org:v3"/>', 'interop.notClinical'],
    ['HTML', '<html><body>hello</body></html>', 'interop.notClinical'],
    ['JSON cut off', '{"resourceType":"Patient","name":[{"family":"A', 'interop.malformed.json'],
    ['two JSON documents', '{"resourceType":"Patient"}{"resourceType":"Patient"}', 'interop.malformed.json'],
    ['JSON nested 100,000 deep', '{"a":'.repeat(100_000), 'interop.tooLarge'],
    ['JSON of another kind', '{"hello":"world"}', 'interop.notClinical'],
    ['a JSON list', '[1,2]', 'interop.notClinical'],
    ['nothing', '', 'interop.notClinical'],
    ['plain text', 'Dear doctor, please see this lady.', 'interop.notClinical'],
    ['HL7 without separators', 'MSH|', 'interop.malformed.hl7'],
    ['HL7 with equal separators', 'MSH|^^^^|A', 'interop.malformed.hl7'],
  ])('%s gives a typed error that says what to do', (_title, content, code) => {
    const parsed = parse(content);
    expect(parsed.records).toEqual([]);
    expect(parsed.error).toMatchObject({ code, message: expect.any(String), next: expect.any(String) });
  });

  test('a message about malformed JSON names the line and column, not the content', () => {
    const { error } = parse('{"resourceType":"Patient",\n "name":[{"family":"SECRET" "given":[]}]}');
    expect(error?.message).toContain('line 2, column 29');
    expect(error?.message).not.toContain('SECRET');
  });

  test('binary content is recognised as neither', () => {
    expect(parse(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toMatchObject({
      format: 'unknown',
      error: { code: 'interop.notClinical' },
    });
  });

  test('JSON that is not Unicode is malformed, not guessed at', () => {
    expect(parse(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])).error?.code).toBe('interop.malformed.json');
  });

  test('a file above the size limit is refused before it is read', () => {
    expect(parse(new Uint8Array(LIMITS.fileBytes + 1)).error?.code).toBe('interop.tooLarge');
  });

  test('more elements than the limit are refused', () => {
    const many = `{"resourceType":"Patient","a":[${'1,'.repeat(LIMITS.nodes)}1]}`;
    expect(parse(many).error?.code).toBe('interop.tooLarge');
    expect(parse(`MSH|^~\\&|A\rPID|1${'|a'.repeat(LIMITS.nodes)}`).error?.code).toBe('interop.tooLarge');
    expect(parse(`${PATIENT}${'<a/>'.repeat(2 * LIMITS.nodes)}`).error?.code).toBe('interop.tooLarge');
  });

  test('a report with more entries than can be listed says how many are not', () => {
    const photos = Array.from({ length: LIMITS.leftOut + 10 }, (_, index) =>
      index % 2 === 0 ? '{"a":{"b":"x"},"use":"home"}' : '{"city":"y","c":"x"}',
    );
    const parsed = parse(`{"resourceType":"Patient","address":[${photos.join(',')}]}`);
    expect(parsed.leftOut.at(-1)?.reason).toContain('further elements');
  });
});

/** Work that grows with the square of the input would make these run into the time limit of the test run. */
describe('files made to waste time are read in good time', () => {
  const times = (count: number, make: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => make(index));
  const hl7 = (...lines: string[]) =>
    ['MSH|^~\\&|A||||||ORU^R01|1|P|2.4', 'PID|1||A1||Ash', ...lines].join('\r');
  const bundle = (...resources: string[]) =>
    `{"resourceType":"Bundle","entry":[${resources.map((resource) => `{"resource":${resource}}`).join(',')}]}`;
  const patient = '{"resourceType":"Patient","id":"p"}';
  const subject = '"subject":{"reference":"Patient/p"}';

  test.each([
    [
      'references to contained resources',
      `{"resourceType":"Patient","contained":[${times(50_000, (i) => `{"resourceType":"Organization","id":"c${i}"}`)}],"generalPractitioner":[${times(50_000, (i) => `{"reference":"#c${i}x"}`)}]}`,
    ],
    [
      'extensions of primitives',
      `{"resourceType":"Patient",${times(100_000, (i) => `"_a${i}":{"id":"x"}`)}}`,
    ],
    [
      'reports and results',
      bundle(
        patient,
        ...times(
          20_000,
          (i) =>
            `{"resourceType":"DiagnosticReport",${subject},"result":[{"reference":"Observation/o${i}"}]}`,
        ),
        ...times(20_000, (i) => `{"resourceType":"Observation","id":"o${i}",${subject}}`),
      ),
    ],
    ['notes on one result', hl7('OBX|1|NM|8867-4^HR^LN||80|/min|||||F', 'NTE|1||x\r'.repeat(150_000))],
    ['a number of a million digits', hl7(`OBX|1|NM|8867-4^HR^LN||${'1'.repeat(1_000_000)}x|/min|||||F`)],
    ['escapes that do not end', hl7(`OBX|1|ST|X^Y||${'\\X'.repeat(500_000)}|||||||F`)],
    ['lines that are no segments', hl7('x\r'.repeat(500_000))],
    ['processing instructions', `${'<?a b?>'.repeat(200_000)}<Patient xmlns="http://hl7.org/fhir"/>`],
  ])('%s', (_title, content) => {
    const parsed = parse(content);
    expect(parsed.error).toBeNull();
    expect(parsed.records).toHaveLength(1);
  });
});
