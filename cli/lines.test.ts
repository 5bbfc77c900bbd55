import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Line, linesOf } from './lines.ts';

async function read(chunks: readonly (string | Buffer)[], limit?: number): Promise<Line[]> {
  const lines: Line[] = [];
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  for await (const line of linesOf(stream, limit)) lines.push(line);
  return lines;
}

describe('the lines of a stream', () => {
  test('are numbered from 1, whatever ends them, and a mark at the start of the file is no part of them', async () => {
    expect(await read(['\uFEFFone\r\ntwo\n\nfour'])).toEqual([
      { number: 1, text: 'one' },
      { number: 2, text: 'two' },
      { number: 3, text: '' },
      { number: 4, text: 'four' },
    ]);
  });

  test('are the same however the bytes arrive', async () => {
    const seed = 20_261_114;
    console.info(`seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 1, max: 7 }),
        async (texts, size) => {
          const lines = texts.map((text) => text.replaceAll(/[\r\n]/g, ' '));
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const chunks: Buffer[] = [];
          for (let from = 0; from < bytes.length; from += size)
            chunks.push(bytes.subarray(from, from + size));
          const found = (await read(chunks)).map(({ text }) => text);
          expect(found).toEqual(
            lines.map((line, index) => (index === 0 ? line.replace(/^\uFEFF/, '') : line)),
          );
        },
      ),
      { seed, numRuns: 200 },
    );
  });

  test('are passed over when they are too long, and the next one is read', async () => {
    const long = 'x'.repeat(50);
    expect(await read([`${long}\n`, 'short\n', long.slice(25), long, `${long}\nlast`], 40)).toEqual([
      { number: 1, text: null },
      { number: 2, text: 'short' },
      { number: 3, text: null },
      { number: 4, text: 'last' },
    ]);
  });

  test('are none in an empty stream', async () => {
    expect(await read([])).toEqual([]);
  });
});
