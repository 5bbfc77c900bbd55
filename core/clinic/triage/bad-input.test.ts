import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TriageCase, triageResultSchema } from '../../contract/triage-case.ts';
import { findResources } from '../../kernel/resources.ts';
import { readClinicalText } from '../../text/index.ts';
import { assess, loadTriageKnowledge } from './index.ts';

/** What comes in is not always what was meant: triage shows the doubt, takes the dangerous side and asks. */

const knowledge = loadTriageKnowledge(findResources());
type Given = Omit<TriageCase, 'id'>;
const triage = (input: Given) => assess(knowledge, { id: 'case', ...input }, { scale: 'manchester' });

const emergencies = [
  'Crushing chest pain going down the left arm, sweating.',
  'Face drooping on one side and slurred speech since an hour ago.',
  'Sudden worst headache of my life with a stiff neck.',
  'Vomiting blood, feels faint.',
  'Wants to end her life and took a handful of tablets.',
];

describe('measurements that cannot both be right', () => {
  test.each([
    ['heart rate', 'palpitations, HR 60', { heartRate: 160 }, 'heartRate', ['60', '160']],
    [
      'heart rate, the other way round',
      'palpitations, HR 160',
      { heartRate: 60 },
      'heartRate',
      ['160', '60'],
    ],
    ['saturation', 'cough, sats 84%', { oxygenSaturation: 98 }, 'oxygenSaturation', ['84', '98']],
    [
      'blood pressure',
      'dizzy, BP 75/40',
      { systolicBloodPressure: 130 },
      'systolicBloodPressure',
      ['75', '130'],
    ],
  ] as const)(
    '[URS-TRI-02] %s: both are shown, the dangerous one counts, and which is right is asked',
    (_, narrative, vitals, field, shown) => {
      const result = triage({ age: 40, narrative, vitals });
      expect(result.acuity).toBeLessThanOrEqual(2);
      const asked = result.missing.find((item) => item.field === field);
      for (const value of shown) {
        expect(result.warnings.join(' ')).toContain(value);
        expect(asked?.question).toContain(value);
      }
      expect(asked?.gain).toBeGreaterThan(0);
    },
  );

  test.each([
    ['heartRate', { heartRate: 390 }],
    ['temperature', { temperature: 55 }],
    ['oxygenSaturation', { oxygenSaturation: 3 }],
    ['respiratoryRate', { respiratoryRate: 190 }],
  ] as const)('an impossible %s is kept, pointed out and asked for again', (field, vitals) => {
    const result = triage({ age: 40, narrative: 'feels unwell', vitals });
    expect(result.warnings.join(' ')).toMatch(/not plausible/);
    expect(result.missing.find((item) => item.field === field)?.question).toMatch(/not plausible/);
  });
});

describe('text that is hard to read', () => {
  test.each(emergencies)('an emergency in capitals stays one: %s', (narrative) => {
    expect(triage({ age: 60, narrative: narrative.toUpperCase() }).acuity).toBeLessThanOrEqual(2);
  });

  test.each(emergencies)('an emergency between emoji and odd spaces stays one: %s', (narrative) => {
    const odd = `😰🚑 ${narrative.replaceAll(' ', '\u00a0')}\r\n\r\n🙏🙏`;
    const { acuity, reasons } = triage({ age: 60, narrative: odd });
    expect(acuity).toBeLessThanOrEqual(2);
    for (const { span } of reasons) if (span) expect(odd.slice(span.start, span.end)).toBe(span.text);
  });

  test.each([
    ['broken lines', 'Crushing chest\npain going down\nthe left arm,\nsweating.'],
    ['a letter read wrongly', 'Crushing chest pian going down the left arm, sweatlng.'],
    ['stray marks', 'Crushing chest pain | going down ~ the left arm , sweating .'],
  ])('what a scanner makes of an emergency stays one: %s', (_, narrative) => {
    expect(triage({ age: 60, narrative }).acuity).toBeLessThanOrEqual(2);
  });

  test.each([
    'Tengo un dolor fuerte en el pecho desde esta mañana.',
    'У меня сильная боль в груди.',
    '胸が痛いです。息が苦しい。',
    'أشعر بألم شديد في الصدر',
  ])('another language is not taken for something harmless: %s', (narrative) => {
    const { acuity, warnings } = triage({ age: 60, narrative });
    expect(acuity).toBeLessThanOrEqual(3);
    expect(warnings.join(' ')).toMatch(/not recognised/);
  });

  test('a megabyte of notes is read to the end', () => {
    const filler = 'The patient sat in the waiting room and read a book. ';
    const narrative = `${filler.repeat(Math.ceil(990_000 / filler.length))}Then crushing chest pain with sweating.`;
    expect(triage({ age: 60, narrative }).acuity).toBeLessThanOrEqual(2);
  });

  test('whatever the text, the answer is well formed and every quoted word stands where it says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom(...emergencies)), {
          maxLength: 5,
        }),
        (parts) => {
          const narrative = parts.join(' ');
          const result = triageResultSchema.parse(triage({ age: 50, narrative }));
          const spans = [
            ...result.reasons.flatMap(({ span }) => (span ? [span] : [])),
            ...result.denied.map(({ span }) => span),
            ...result.words.map(({ span }) => span),
          ];
          for (const { start, end, text } of spans) expect(narrative.slice(start, end)).toBe(text);
        },
      ),
      { seed: 20260314, numRuns: 200 },
    );
  });
});

describe('a denied red flag', () => {
  const flags = [...knowledge.lexicon.byId.values()].filter(({ id, name, flag }) => {
    const mentions = readClinicalText(knowledge.lexicon, `Denies ${name.toLowerCase()}.`).mentions;
    return flag && mentions.some((mention) => mention.concept === id && mention.assertion.negated);
  });

  test('[URS-TRI-02] is shown with its words and asked for, never cleared silently', () => {
    expect(flags.length).toBeGreaterThan(60);
    for (const { id, name } of flags) {
      const narrative = `Unwell. Denies ${name.toLowerCase()}.`;
      const { denied, missing, words } = triage({ age: 40, narrative });
      expect(denied.map(({ concept }) => concept)).toContain(id);
      expect(missing.some(({ field }) => field.startsWith('denied:'))).toBe(true);
      expect(words.some(({ concept, said }) => concept === id && said === 'denied')).toBe(true);
    }
  });

  test('never makes a case less urgent than the same words without the denial', () => {
    for (const { name } of flags) {
      const base = 'Crushing chest pain with sweating.';
      const with_ = triage({ age: 60, narrative: `${base} No ${name.toLowerCase()}.` });
      expect(with_.acuity).toBeLessThanOrEqual(2);
    }
  });
});
