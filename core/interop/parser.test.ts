import { afterEach, describe, expect, test } from 'vitest';
import { UK_ADT, UK_MDM } from './fixtures.ts';
import { LIMITS } from './limits.ts';
import { createParser, type Parser, type ParserOptions, parseInWorker } from './parser.ts';
import { parse } from './testing.ts';

const file = (text: string) => ({ name: 'file', bytes: new TextEncoder().encode(text) });

/** A worker that does as told instead of reading: the text of the file is the order. */
const OBEDIENT = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ bytes }) => {
  const order = new TextDecoder().decode(bytes);
  if (order === 'hang') for (;;);
  if (order === 'exit') process.exit(3);
  if (order === 'throw') throw new Error('secret');
  if (order === 'hoard') for (const kept = []; ; ) kept.push(new Array(100000).fill(0).map((_, index) => ({ index })));
  parentPort.postMessage({ format: 'unknown', records: [], leftOut: [], error: null });
});`;
const obedient = new URL(`data:text/javascript,${encodeURIComponent(OBEDIENT)}`);

describe('reading a file on a thread of its own', () => {
  let parser: Parser | null = null;
  const open = (options: ParserOptions = {}) => {
    parser = createParser(options);
    return parser;
  };
  afterEach(async () => {
    await parser?.close();
    parser = null;
  });

  test('gives the same answer as reading it in place, documents included', async () => {
    expect(await parseInWorker(file(UK_MDM))).toEqual(parse(UK_MDM));
  });

  test('several files at once are all answered, each with its own content', async () => {
    const many = open();
    const answers = await Promise.all([
      many.parse(file(UK_ADT)),
      many.parse(file('nothing')),
      many.parse(file(UK_MDM)),
    ]);
    expect(answers.map(({ format, error }) => [format, error?.code])).toEqual([
      ['hl7v2', undefined],
      ['unknown', 'interop.notClinical'],
      ['hl7v2', undefined],
    ]);
  });

  test.each([
    ['hang', 'interop.timeout'],
    ['exit', 'interop.crashed'],
    ['throw', 'interop.crashed'],
    ['hoard', 'interop.memory'],
  ])('a file that makes the reader %s is refused, and the next one is read', async (order, code) => {
    const strict = open({ workerUrl: obedient, timeoutMs: order === 'hang' ? 300 : 30_000, memoryMb: 32 });
    const refused = await strict.parse(file(order));
    expect(refused.error).toMatchObject({ code, next: expect.any(String) });
    expect(JSON.stringify(refused)).not.toContain('secret');
    expect((await strict.parse(file('well'))).error).toBeNull();
  });

  test('a file above the size limit never reaches the thread', async () => {
    const answer = await open({ workerUrl: obedient }).parse({
      name: 'big',
      bytes: new Uint8Array(LIMITS.fileBytes + 1),
    });
    expect(answer.error?.code).toBe('interop.tooLarge');
  });
});
