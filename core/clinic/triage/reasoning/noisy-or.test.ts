import { describe, expect, test } from 'vitest';
import { absentWeight, posterior, presentWeight } from './noisy-or.ts';

describe('the weight of a finding', () => {
  test('that is present is the log of noisy-or over leak', () => {
    // leak 0.1, cause 0.5: 1 − 0.9 × 0.5 = 0.55; 0.55 / 0.1 = 5.5
    expect(presentWeight(0.1, 0.5)).toBeCloseTo(Math.log(5.5), 12);
    // leak 0.02, cause 0.9: 1 − 0.98 × 0.1 = 0.902; 0.902 / 0.02 = 45.1
    expect(presentWeight(0.02, 0.9)).toBeCloseTo(Math.log(45.1), 12);
  });

  test('that is absent is the log of what the condition failed to cause, whatever the leak', () => {
    // (1 − leak)(1 − 0.75) / (1 − leak) = 0.25
    expect(absentWeight(0.75)).toBeCloseTo(Math.log(0.25), 12);
  });
});

describe('the probabilities of competing conditions', () => {
  test('share out what something else leaves', () => {
    // odds 3 and 1 against 1 for something else: 3/5, 1/5, and 1/5 for something else
    const [first, second] = posterior([Math.log(3), 0]);
    expect(first).toBeCloseTo(0.6, 12);
    expect(second).toBeCloseTo(0.2, 12);
  });

  test('are what counting every combination gives for two conditions and two findings', () => {
    // Priors 0.2, 0.1, something else 0.7. Finding A: leak 0.1, causes 0.8 and 0.3. Finding B: leak 0.05, cause 0.6
    // by the second alone. A and B are both present.
    //   first:  0.2 × (1 − 0.9 × 0.2 = 0.82) × 0.05                     = 0.0082
    //   second: 0.1 × (1 − 0.9 × 0.7 = 0.37) × (1 − 0.95 × 0.4 = 0.62)  = 0.02294
    //   else:   0.7 × 0.1 × 0.05                                        = 0.0035
    const first = Math.log(0.2 / 0.7) + presentWeight(0.1, 0.8);
    const second = Math.log(0.1 / 0.7) + presentWeight(0.1, 0.3) + presentWeight(0.05, 0.6);
    const total = 0.0082 + 0.02294 + 0.0035;
    const [one, two] = posterior([first, second]);
    expect(one).toBeCloseTo(0.0082 / total, 10);
    expect(two).toBeCloseTo(0.02294 / total, 10);
  });

  test('stay finite under overwhelming evidence', () => {
    const [sure] = posterior([2000]);
    expect(sure).toBe(1);
    expect(posterior([-2000])[0]).toBe(0);
  });
});
