import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annotationSchema, contextAnswerSchema } from '../core/contract/text.ts';
import { ensureBuilt } from '../tools/build.ts';
import { type Finished, startNode } from './support/process.ts';
import { newFolder, removeFolder } from './support/temporary.ts';

/** `fairdoc text` as a script uses it: JSON lines in, JSON lines out, an exit code, no workspace. */

let folder: string;
beforeAll(() => {
  expect(ensureBuilt()).toBe(true);
  folder = newFolder();
});
afterAll(() => removeFolder(folder));

function fairdoc(words: readonly string[], input?: string): Promise<Finished> {
  const environment = { DISPLAY: '', WAYLAND_DISPLAY: '', XDG_DATA_HOME: folder };
  return startNode(['tools/fairdoc.ts', ...words], {
    environment,
    ...(input === undefined ? {} : { input }),
  }).finished;
}

const linesOf = ({ stdout }: Finished): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const asLines = (items: readonly unknown[]) => `${items.map((item) => JSON.stringify(item)).join('\n')}\n`;

describe('fairdoc text context', () => {
  test('[URS-TXT-02] answers each line in order with exactly negation, temporality and experiencer', async () => {
    const file = path.join(folder, 'context.jsonl');
    writeFileSync(
      file,
      asLines([
        {
          id: 'a',
          sentence: 'No evidence of congestive heart failure.',
          concept: 'congestive heart failure',
        },
        { id: 'b', sentence: 'r/o PE', concept: 'PE' },
        { id: 'c', sentence: 'Her mother had breast cancer.', concept: 'breast cancer' },
        { id: 4, sentence: 'Return if you develop fever.', concept: 'Fever' },
        { id: 'e', sentence: 'He had a stroke five years ago.', concept: 'a stroke' },
      ]),
    );
    const finished = await fairdoc(['text', 'context', file]);
    expect(finished.code).toBe(0);
    expect(linesOf(finished)).toEqual([
      { id: 'a', negation: 'negated', temporality: 'current', experiencer: 'patient' },
      { id: 'b', negation: 'possible', temporality: 'current', experiencer: 'patient' },
      { id: 'c', negation: 'affirmed', temporality: 'current', experiencer: 'other' },
      { id: '4', negation: 'affirmed', temporality: 'hypothetical', experiencer: 'patient' },
      { id: 'e', negation: 'affirmed', temporality: 'historical', experiencer: 'patient' },
    ]);
    for (const { id, ...answer } of linesOf(finished)) {
      expect(id).toBeDefined();
      expect(contextAnswerSchema.safeParse(answer).success).toBe(true);
    }
  });

  test('says of each bad line why, answers the others and ends with code 1', async () => {
    const input = `{"id":"x","sentence":"No fever.","concept":"ankle fracture"}\nnot JSON\n\n{"id":"z","sentence":"No fever."}\n{"id":"y","sentence":"No fever.","concept":"fever"}\n`;
    const finished = await fairdoc(['text', 'context', '-'], input);
    expect(finished.code).toBe(1);
    expect(linesOf(finished)).toMatchObject([
      { id: 'x', line: 1, error: { code: 'text.conceptNotFound' } },
      { id: null, line: 2, error: { code: 'text.lineNotJson' } },
      { id: 'z', line: 4, error: { code: 'text.lineInvalid' } },
      { id: 'y', negation: 'negated' },
    ]);
    expect(finished.stderr).toMatch(/3 of 4 lines/);
  });

  test('a missing file is a wrong command line', async () => {
    const finished = await fairdoc(['text', 'context', path.join(folder, 'none.jsonl')]);
    expect(finished.code).toBe(2);
    expect(finished.stdout).toBe('');
  });
});

describe('fairdoc text annotate', () => {
  test('[URS-TXT-01] gives sections, concepts with attributes, measurements, doses and laboratory values', async () => {
    const text =
      'HPI: 62-year-old man with severe left-sided chest pain for 2 hours.\nPMH: asthma\nMeds: metformin 500 mg BD\nO/E: HR 700, BP 150/90\nBloods: K 5.9 mmol/L';
    const finished = await fairdoc(['text', 'annotate', '-'], asLines([{ id: 'n', narrative: text }]));
    expect(finished.code).toBe(0);
    const annotation = annotationSchema.parse(linesOf(finished)[0]);
    expect(annotation.sections.map(({ id }) => id)).toEqual([
      'presentIllness',
      'pastHistory',
      'medications',
      'examination',
      'investigations',
    ]);
    expect(annotation.concepts.find(({ concept }) => concept === 'chest-pain')).toMatchObject({
      section: 'presentIllness',
      assertion: { negation: 'affirmed', temporality: 'current', experiencer: 'patient' },
      attributes: { severity: 'severe', laterality: 'left', durationDays: 0.08 },
    });
    expect(annotation.concepts.find(({ concept }) => concept === 'asthma')?.assertion.temporality).toBe(
      'historical',
    );
    expect(annotation.doses).toMatchObject([{ drug: 'metformin', amount: 500, unit: 'mg', perDay: 2 }]);
    expect(annotation.labs).toMatchObject([{ test: 'potassium', value: 5.9, unit: 'mmol/L' }]);
    expect(annotation.measures.find(({ field }) => field === 'heartRate')).toMatchObject({
      value: 700,
      implausible: true,
    });
    expect(annotation.age?.days).toBeCloseTo(62 * 365.25, 0);
  });

  test('explains itself', async () => {
    const finished = await fairdoc(['text', '--help']);
    expect(finished.code).toBe(0);
    expect(finished.stdout).toMatch(/context .*<file>[\s\S]*annotate .*<file>/);
  });
});
