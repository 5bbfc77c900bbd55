/** Dates of birth as people type them. The age that follows is reckoned in core/contract/age.ts. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const pad = (part: string | number) => String(part).padStart(2, '0');

/**
 * Reads a date of birth, day first: `14/3/1956`, `14 Mar 1956`, `1956-03-14`, `14031956`, `Mar 1956`, `1956`.
 * Returns it as precise as it was given (`1956-03-14`, `1956-03`, `1956`), or null when it is no date.
 */
export function readBirthDate(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  const parts =
    match(text, /^(\d{4})$/, ['y']) ??
    match(text, /^(\d{4})-(\d{1,2})$/, ['y', 'm']) ??
    match(text, /^(\d{4})-(\d{1,2})-(\d{1,2})$/, ['y', 'm', 'd']) ??
    match(text, /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/, ['d', 'm', 'y']) ??
    match(text, /^(\d{2})(\d{2})(\d{4})$/, ['d', 'm', 'y']) ??
    match(text, /^(\d{1,2})[/.\-\s]?([a-z]{3,9})\.?[/.\-\s,]*(\d{4})$/, ['d', 'm', 'y']) ??
    match(text, /^([a-z]{3,9})\.?[/.\-\s]*(\d{4})$/, ['m', 'y']) ??
    match(text, /^(\d{1,2})[/.-](\d{4})$/, ['m', 'y']);
  return parts === null ? null : compose(parts);
}

type Parts = Partial<Record<'y' | 'm' | 'd', string>>;

function match(text: string, pattern: RegExp, names: readonly (keyof Parts)[]): Parts | null {
  const found = pattern.exec(text);
  if (found === null) return null;
  return Object.fromEntries(names.map((name, index) => [name, found[index + 1]]));
}

function compose({ y, m, d }: Parts): string | null {
  if (y === undefined) return null;
  if (m === undefined) return y;
  const month = /^\d+$/.test(m) ? Number(m) : MONTHS.indexOf(m.slice(0, 3)) + 1;
  if (month < 1 || month > 12) return null;
  if (d === undefined) return `${y}-${pad(month)}`;
  const day = Number(d);
  const date = new Date(Date.UTC(Number(y), month - 1, day));
  // 31 February rolls over into March; then it was no date.
  return date.getUTCMonth() === month - 1 && day >= 1 ? `${y}-${pad(month)}-${pad(day)}` : null;
}

export type BirthDateProblem = 'unreadable' | 'future' | 'tooOld';

export function birthDateProblem(typed: string, now: Date): BirthDateProblem | null {
  if (typed.trim() === '') return null;
  const date = readBirthDate(typed);
  if (date === null) return 'unreadable';
  const year = Number(date.slice(0, 4));
  if (date > now.toISOString().slice(0, date.length)) return 'future';
  return now.getUTCFullYear() - year > 130 ? 'tooOld' : null;
}

/** `57 years` as `57 y`, `about 57 years` as `~57 y`, for narrow places. */
export function shortAge(words: string): string {
  return words
    .replace(/^about /, '~')
    .replace(/ years?$/, ' y')
    .replace(/ months?$/, ' mo')
    .replace(/ weeks?$/, ' wk')
    .replace(/ days?$/, ' d');
}
