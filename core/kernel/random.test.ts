import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

const draw = (seed: number, n: number) => {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => random.next());
};

test('one seed gives one sequence, another seed another', () => {
  expect(draw(7, 50)).toEqual(draw(7, 50));
  expect(draw(7, 50)).not.toEqual(draw(8, 50));
});

test('draws are uniform, normal and weighted as asked', () => {
  const random = createRandom(20_260_314);
  const n = 40_000;
  const uniform = Array.from({ length: n }, () => random.next());
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...uniform)).toBeLessThan(1);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  // Four standard errors.
  expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan((4 * Math.sqrt(1 / 12)) / Math.sqrt(n));
  const normal = Array.from({ length: n }, () => random.normal(100, 15));
  expect(Math.abs(mean(normal) - 100)).toBeLessThan((4 * 15) / Math.sqrt(n));
  expect(Math.abs(Math.sqrt(mean(normal.map((x) => (x - 100) ** 2))) - 15)).toBeLessThan(0.4);
  const picked = Array.from({ length: n }, () =>
    random.weighted([
      ['a', 3],
      ['b', 1],
    ] as const),
  );
  const share = picked.filter((item) => item === 'a').length / n;
  expect(Math.abs(share - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / n));
  const integers = new Set(Array.from({ length: 500 }, () => random.integer(2, 5)));
  expect([...integers].sort()).toEqual([2, 3, 4, 5]);
});
