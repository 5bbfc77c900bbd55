import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteOf, segmentsOf } from './highlight.ts';

describe('marking words in a note', () => {
  it('cuts overlapping marks into runs that name all marks over them', () => {
    const text = 'crushing chest pain since noon';
    const segments = segmentsOf(text, [
      { id: 'a', start: 0, end: 19, kind: 'decides' },
      { id: 'b', start: 9, end: 30, kind: 'supports' },
    ]);
    expect(segments.map((segment) => [segment.text, segment.marks.map((mark) => mark.id).join()])).toEqual([
      ['crushing ', 'a'],
      ['chest pain', 'a,b'],
      [' since noon', 'b'],
    ]);
  });

  it('leaves out marks that lie outside the text', () => {
    const segments = segmentsOf('cough', [{ id: 'a', start: 2, end: 90, kind: 'decides' }]);
    expect(segments).toEqual([{ start: 0, text: 'cough', marks: [] }]);
  });

  it('never changes a character, whatever the marks', () => {
    const mark = fc.record({
      id: fc.string(),
      start: fc.integer({ min: -5, max: 80 }),
      end: fc.integer({ min: -5, max: 80 }),
      kind: fc.constantFrom('decides', 'denied'),
    });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 70, unit: 'binary' }),
        fc.array(mark, { maxLength: 12 }),
        (text, marks) => {
          const segments = segmentsOf(text, marks);
          expect(segments.map((segment) => segment.text).join('')).toBe(text);
          for (const { start, end } of marks) {
            if (start < 0 || end > text.length || start >= end) continue;
            const covered = segments.filter((segment) =>
              segment.marks.some((candidate) => candidate.start === start && candidate.end === end),
            );
            expect(covered.map((segment) => segment.text).join('')).toBe(text.slice(start, end));
          }
        },
      ),
      { seed: 20260314 },
    );
  });

  it('quotes words with their surroundings, cut at blanks', () => {
    const text = 'Woke at four with a crushing pain in the chest that spread to the left arm and jaw.';
    const start = text.indexOf('crushing');
    expect(quoteOf(text, start, start + 13, 12)).toEqual({
      before: '… with a ',
      words: 'crushing pain',
      after: ' in the …',
    });
    expect(quoteOf('cough', 0, 5)).toEqual({ before: '', words: 'cough', after: '' });
  });
});
