import type { Age } from './triage-case.ts';

/**
 * Ages from dates of birth that may be known only in part. An age is counted in completed units, as people say
 * it. A date of birth of which only the year is known does not tell a newborn from a toddler, so for the very
 * young such an age is unknown rather than guessed.
 */

interface CalendarDate {
  readonly year: number;
  /** 1–12; null when unknown. */
  readonly month: number | null;
  readonly day: number | null;
}

const DAY = 86_400_000;
/** Below this many years an age from a partial date decides too much to be a guess. */
const GUESSABLE_FROM = 3;

function readDate(partial: string): CalendarDate {
  const [year = Number.NaN, month, day] = partial.split('-').map(Number);
  return { year, month: month ?? null, day: day ?? null };
}

/** The date of birth as a time, with the middle of what is not known; exact when the whole date is known. */
function birthTime({ year, month, day }: CalendarDate): number {
  if (month === null) return Date.UTC(year, 6, 1);
  return Date.UTC(year, month - 1, day ?? 15);
}

function completedMonths(from: number, to: number): number {
  const start = new Date(from);
  const end = new Date(to);
  const months =
    (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  return end.getUTCDate() < start.getUTCDate() ? months - 1 : months;
}

/**
 * The age at a time: days up to four weeks, weeks up to three months, months up to two years, then years. Null
 * when the date of birth is unknown, too vague for the very young, or later than the time.
 * @param birthDate `YYYY`, `YYYY-MM` or `YYYY-MM-DD`
 * @param at ISO 8601 time
 */
export function ageAt(birthDate: string | null, at: string): Exclude<Age, number> | null {
  if (birthDate === null) return null;
  const date = readDate(birthDate);
  const born = birthTime(date);
  const now = Date.parse(at);
  const months = completedMonths(born, now);
  const years = Math.floor(months / 12);
  if (date.day === null && years < GUESSABLE_FROM) return null;
  if (!(now >= born) || years > 130) return null;
  const days = Math.floor((now - born) / DAY);
  if (days <= 28) return { value: days, unit: 'd' };
  if (months < 3) return { value: Math.floor(days / 7), unit: 'wk' };
  if (years < 2) return { value: months, unit: 'mo' };
  return { value: years, unit: 'y' };
}

/** Completed years at a time, for groups and statistics; null as in `ageAt`. */
export function yearsAt(birthDate: string | null, at: string): number | null {
  const age = ageAt(birthDate, at);
  if (age === null) return null;
  if (age.unit === 'y') return age.value;
  return age.unit === 'mo' ? Math.floor(age.value / 12) : 0;
}

const UNITS = {
  d: ['day', 'days'],
  wk: ['week', 'weeks'],
  mo: ['month', 'months'],
  y: ['year', 'years'],
} as const;

/** `5 days`, `7 months`, `34 years`; with `about` where the date of birth is known only in part. */
export function ageText(birthDate: string | null, at: string): string | null {
  const age = ageAt(birthDate, at);
  if (age === null || birthDate === null) return null;
  const [one, many] = UNITS[age.unit];
  const words = `${age.value} ${age.value === 1 ? one : many}`;
  return readDate(birthDate).day === null ? `about ${words}` : words;
}

/** Whether a partial date names a day, month or year that exists. `2025-02-29` does not. */
export function isCalendarDate(partial: string): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(partial)) return false;
  const { year, month, day } = readDate(partial);
  if (month === null) return true;
  if (month < 1 || month > 12) return false;
  const asTime = new Date(Date.UTC(year, month - 1, day ?? 1));
  return asTime.getUTCMonth() === month - 1 && asTime.getUTCFullYear() === year;
}
