import { expect, test } from 'vitest';
import type { Missing } from '../../../core/contract/index.ts';
import { answerOf, byWorth, withAnswer, withoutAnswer, worthText } from './asking.ts';

const ask = (
  field: string,
  gain: number,
  couldBecome: Missing['couldBecome'],
  about: string | null = field,
): Missing => ({
  field,
  question: `${field}?`,
  about,
  gain,
  couldBecome,
});

test('questions that could change the level stand open, all others are folded', () => {
  const missing = [ask('sweating', 0.4, 2), ask('denied:fever', 0, 3), ask('temperature', 0, 3, null)];
  const { telling, others } = byWorth(missing, 3);
  expect(telling.map(({ field }) => field)).toEqual(['sweating', 'denied:fever']);
  expect(others.map(({ field }) => field)).toEqual(['temperature']);
  expect(worthText(missing[0] ?? ask('', 0, null), 3)).toBe('could become level 2');
  expect(worthText(ask('x', 0.2, 3), 3)).toBeNull();
});

test('an answer goes on record with its question; a value is not answered with yes or no', () => {
  expect(answerOf(ask('headache[sudden]', 0.2, 2, 'Headache, sudden'), 'yes')).toEqual({
    concept: 'headache',
    quality: 'sudden',
    answer: 'yes',
    question: 'headache[sudden]?',
    about: 'Headache, sudden',
  });
  expect(answerOf(ask('denied:neck-stiffness', 0.2, 2, 'Stiff neck'), 'no')).toMatchObject({
    concept: 'neck-stiffness',
    quality: null,
    answer: 'no',
  });
  expect(answerOf(ask('heartRate', 0.2, 2, null), 'yes')).toBeNull();
});

test('a later answer to the same question takes the place of the earlier one', () => {
  const yes = answerOf(ask('sweating', 0.4, 2), 'yes');
  const no = answerOf(ask('sweating', 0.4, 2), 'no');
  if (yes === null || no === null) throw new Error('no answers');
  expect(withAnswer([yes], no)).toEqual([no]);
  expect(withoutAnswer([no], yes)).toEqual([]);
});
