import { describe, expect, test } from 'vitest';
import { header, UK_ADT, UK_BATCH, UK_MDM, UK_PID } from './fixtures.ts';
import { counts, onlyRecord, parse, reasonAt } from './testing.ts';

describe('an admission message of a British hospital', () => {
  const parsed = parse(UK_ADT);
  const record = onlyRecord(parsed);

  test('[URS-CLN-03] the patient has name, NHS number, ethnic category and GP practice', () => {
    expect(parsed).toMatchObject({ format: 'hl7v2', error: null });
    expect(record.patient).toMatchObject({
      family: 'KHALID',
      given: ['Samina', 'Noor'],
      prefix: 'Mrs',
      birthDate: '1961-07-03',
      sex: 'female',
      nhsNumber: '9434765919',
      nhsNumberStatus: '01',
      postcode: 'BD1 4QQ',
      ethnicCategory: { code: 'J' },
      language: { codings: [{ code: 'ur' }] },
      gpPractice: { ods: 'B83001', name: 'Canal Surgery' },
    });
    expect(record.patient.identifiers.map(({ kind, system, value }) => [kind, system, value])).toEqual([
      ['nhsNumber', 'https://fhir.nhs.uk/Id/nhs-number', '9434765919'],
      ['other', 'RXX', 'RX1-0042'],
    ]);
  });

  test('[URS-CLN-03] the visit has class, place, doctor and times; a time without a zone stays local', () => {
    expect(record.encounters).toMatchObject([
      {
        class: { code: 'EMER' },
        status: 'in-progress',
        location: 'ED, MAJ, 03, RXX',
        participants: [{ role: 'attending doctor', name: 'Dr Kofi Mensah', identifier: 'C1234' }],
        period: { start: { iso: '2026-03-14T09:02:00', zone: 'local' }, end: null },
        reasons: [{ codings: [{ display: 'Chest pain' }] }],
        identifiers: [{ value: 'V-77', type: 'VN' }],
      },
    ]);
  });

  test('[URS-CLN-03] observations have value, unit, range and vital sign in our unit; withdrawn ones are left out', () => {
    expect(counts(record)).toEqual({ encounters: 1, observations: 3, conditions: 1, allergies: 1 });
    const [pulse, temperature, dimer] = record.observations;
    expect(pulse).toMatchObject({
      vital: { key: 'heartRate', value: 118 },
      status: 'final',
      interpretations: [{ codings: [{ code: 'H' }] }],
      referenceRanges: [{ low: { value: 60 }, high: { value: 100 } }],
    });
    expect(temperature?.vital).toEqual({ key: 'temperature', value: 38 });
    expect(dimer?.value).toMatchObject({ comparator: '>', value: 500, unit: 'ng/mL' });
    expect(reasonAt(parsed, 'OBX[3]')).toContain('withdrawn');
  });

  test('escape sequences in a note are decoded', () => {
    expect(record.observations[2]?.notes).toEqual(['Sample \\ haemolysed\nrepeat & report']);
  });

  test('allergy and working diagnosis', () => {
    expect(record.allergies).toMatchObject([
      {
        code: { codings: [{ code: '372687004' }] },
        categories: ['medication'],
        reactions: [{ text: 'Rash' }, { text: 'Wheeze' }],
      },
    ]);
    expect(record.conditions).toMatchObject([
      { verificationStatus: 'provisional', recorded: { iso: '2026-03-14' } },
    ]);
  });

  test('a segment of local meaning is named', () => {
    expect(reasonAt(parsed, 'ZXX')).toContain('local');
  });
});

describe('other messages', () => {
  test('a letter (MDM) becomes a document with its text, and its attachment another', () => {
    const record = onlyRecord(parse(UK_MDM));
    expect(counts(record)).toEqual({ encounters: 1, documents: 2 });
    expect(record.documents).toMatchObject([
      {
        text: 'Dear colleague,\nthank you for seeing this lady.',
        status: 'final',
        identifiers: [{ value: 'LTR-9' }],
      },
      { mediaType: 'application/pdf', text: null, identifiers: [{ value: 'LTR-9' }] },
    ]);
    expect(new TextDecoder().decode(record.documents[1]?.bytes ?? new Uint8Array())).toBe('%PDF-1.4\n');
  });

  test('[URS-CLN-03] a batch in MLLP frames gives its messages in order; a merge is reported and not carried out', () => {
    const parsed = parse(UK_BATCH);
    expect(parsed.records.map(({ source }) => source.kind)).toEqual(['ADT^A08', 'ADT^A40']);
    expect(parsed.records[1]?.mergedFrom).toMatchObject([{ value: 'RX1-0007', type: 'MR' }]);
    expect(reasonAt(parsed, 'message 2: MRG')).toContain('not merged automatically');
    expect(parsed.leftOut.find(({ at }) => at.includes('BTS'))?.reason).toContain('3 messages, but 2');
  });

  test('[URS-CLN-03] lines that are no segments are reported by line, and the rest is read', () => {
    const lines = [
      'hello',
      header('ORU^R01', '1'),
      UK_PID,
      'continued text',
      'OBX|1|NM|8867-4^HR^LN||80|/min|||||F',
      'OB',
    ];
    const parsed = parse(lines.join('\r'));
    expect(counts(onlyRecord(parsed))).toEqual({ observations: 1 });
    expect(parsed.leftOut.filter(({ at }) => at.startsWith('line')).map(({ at }) => at)).toEqual([
      'line 1',
      'line 4',
      'line 6',
    ]);
  });

  test('a text that was broken into lines is one entry', () => {
    const parsed = parse(
      [header('ADT^A08', '1'), UK_PID, 'this was', 'one note', 'once', 'ZXX|1', 'again'].join('\r'),
    );
    expect(parsed.leftOut.filter(({ at }) => at.startsWith('line')).map(({ at }) => at)).toEqual([
      'lines 3–5',
      'line 7',
    ]);
  });

  test('two patients in one result message stay apart', () => {
    const obx = (value: number) => `OBX|1|NM|8867-4^HR^LN||${value}|/min|||||F`;
    const text = [header('ORU^R01', '1'), 'PID|1||A1||Ash', obx(70), 'PID|2||B2||Birch', obx(90)];
    const { records } = parse(text.join('\r'));
    expect(records.map((each) => [each.patient.family, each.observations[0]?.vital?.value])).toEqual([
      ['Ash', 70],
      ['Birch', 90],
    ]);
  });

  test.each([
    ['ORM^O01', 'type that is not read'],
    ['ADT^A23', 'delete'],
  ])('a message %s is left out whole', (type, reason) => {
    const parsed = parse(`MSH|^~\\&|A||||||${type}|1|P|2.4\r${UK_PID}`);
    expect(parsed.records).toEqual([]);
    expect(parsed.leftOut).toMatchObject([{ at: 'message', reason: expect.stringContaining(reason) }]);
  });

  test('the American "not Hispanic", N, does not become the British ethnic category N, African', () => {
    const parsed = parse(
      'MSH|^~\\&|A||||||ADT^A08|1|P|2.4\rPID|1||A1||Ash|||||||||||||||||N^NOT HISPANIC^HL70189',
    );
    expect(onlyRecord(parsed).patient.ethnicCategory).toBeNull();
    expect(reasonAt(parsed, 'PID-22')).toContain('Ethnic group');
  });

  test('a value that the sender asks to delete is reported and not taken for a value', () => {
    const parsed = parse('MSH|^~\\&|A||||||ADT^A08|1|P|2.4\rPID|1||A1||Ash||""');
    expect(onlyRecord(parsed).patient.birthDate).toBeNull();
    const withName = parse('MSH|^~\\&|A||||||ADT^A08|1|P|2.4\rPID|1||A1||Ash^""');
    expect(onlyRecord(withName).patient.given).toEqual([]);
    expect(reasonAt(withName, 'PID-5.2')).toContain('nothing was deleted');
    expect(reasonAt(parsed, 'PID-7')).toContain('nothing was deleted');
  });

  test('a heart rate given twice, or without a unit we know, is an observation but no vital sign', () => {
    const message = (obx: string) => `MSH|^~\\&|A||||||ORU^R01|1|P|2.4\rPID|1||A1||Ash\r${obx}`;
    const vital = (obx: string) => onlyRecord(parse(message(obx))).observations[0]?.vital;
    expect(vital('OBX|1|NM|8867-4^HR^LN||60~120|/min|||||F')).toBeNull();
    expect(vital('OBX|1|NM|8867-4^HR^LN||60||||||F')).toBeNull();
    expect(vital('OBX|1|NM|8867-4^HR^LN||60|beats/min|||||F')).toEqual({ key: 'heartRate', value: 60 });
  });

  test('other separators than the usual ones are honoured', () => {
    const record = onlyRecord(parse('MSH#*~\\&#A######ADT*A08#1#P#2.4\rPID#1##A1##O|Neil*Sean'));
    expect(record.patient).toMatchObject({ family: 'O|Neil', given: ['Sean'] });
  });
});

describe('character sets', () => {
  const message = (charset: string, name: string) =>
    `MSH|^~\\&|A||||||ADT^A08|1|P|2.4||||||${charset}\rPID|1||A1||${name}`;
  const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));

  test.each([
    ['UNICODE UTF-8', 'utf8'],
    ['8859/1', 'latin1'],
    ['', 'utf8'],
  ] as const)('[URS-CLN-03] a name in %s is spelt as sent', (charset, encoding) => {
    const parsed = parse(bytes(message(charset, 'Ødegård'), encoding));
    expect(onlyRecord(parsed).patient.family).toBe('Ødegård');
    expect(reasonAt(parsed, 'MSH-18') ?? '').not.toContain('Latin-1');
  });

  test('bytes that do not fit what is stated are read as Latin-1, and that is said', () => {
    const parsed = parse(bytes(message('UNICODE UTF-8', 'Ødegård'), 'latin1'));
    expect(onlyRecord(parsed).patient.family).toBe('Ødegård');
    expect(parsed.leftOut[0]).toMatchObject({ at: 'MSH-18', reason: expect.stringContaining('Latin-1') });
  });

  test('hexadecimal escapes are decoded in the character set of the message', () => {
    expect(onlyRecord(parse(bytes(message('8859/1', 'M\\XFC\\ller'), 'latin1'))).patient.family).toBe(
      'Müller',
    );
  });
});
