import { describe, expect, it } from 'vitest';
import { ageAt, ageText, isCalendarDate, yearsAt } from './age.ts';

const NOW = '2026-03-14T09:00:00.000Z';

describe('age', () => {
  it.each([
    ['2026-03-14', '0 days', 0],
    ['2026-03-13', '1 day', 0],
    ['2026-02-14', '28 days', 0],
    ['2026-02-13', '4 weeks', 0],
    ['2025-12-15', '12 weeks', 0],
    ['2025-12-14', '3 months', 0],
    ['2025-03-15', '11 months', 0],
    ['2025-03-14', '12 months', 1],
    ['2024-03-15', '23 months', 1],
    ['2024-03-14', '2 years', 2],
    ['1992-03-15', '33 years', 33],
    ['1992-03-14', '34 years', 34],
    ['1904-02-29', '122 years', 122],
  ])('counts completed units: born %s is %s old', (born, text, years) => {
    expect(ageText(born, NOW)).toBe(text);
    expect(yearsAt(born, NOW)).toBe(years);
  });

  it.each([
    ['1980', 'about 45 years'],
    ['1980-11', 'about 45 years'],
    ['2024', null],
    ['2025-12', null],
  ])('says that an age from %s is approximate, and does not guess for the very young', (born, text) => {
    expect(ageText(born, NOW)).toBe(text);
  });

  it.each([null, '2026-03-15', '1880-01-01', '2027'])('knows no age for a birth date of %s', (born) => {
    expect(ageAt(born, NOW)).toBeNull();
  });

  it.each([
    ['2024-02-29', true],
    ['2025-02-29', false],
    ['2025-13', false],
    ['2025-04-31', false],
    ['1970', true],
    ['70', false],
  ])('%s is a date of the calendar: %s', (date, real) => {
    expect(isCalendarDate(date)).toBe(real);
  });
});
