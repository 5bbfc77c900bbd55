import { expect, test } from 'vitest';
import { pairs, table } from './table.ts';

test('columns stand under their headings, numbers to the right, what is not known as a dash', () => {
  const lines = table(
    ['name', 'n'],
    [
      ['ab', 1],
      ['abcdef', 1000],
      [null, null],
    ],
  );
  expect(lines).toEqual(['name       n', '──────  ────', 'ab         1', 'abcdef  1000', '–          –']);
});

test('pairs stand below each other', () => {
  expect(
    pairs([
      ['total', 3],
      ['band', null],
    ]),
  ).toEqual(['total  3', 'band   –']);
});
