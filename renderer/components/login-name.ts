import { loginNameSchema } from '../../core/contract/index.ts';

/** `a.okafor` for "Adaeze Okafor": a starting point that can be changed. Empty when the name gives none. */
export function suggestLoginName(fullName: string): string {
  const words = fullName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return '';
  const suggestion = (words.length === 1 ? first : `${first.charAt(0)}.${last}`).slice(0, 32);
  return loginNameSchema.safeParse(suggestion).success ? suggestion : '';
}

/** What is wrong with a typed login name, in words; undefined when nothing is, or nothing is typed. */
export function loginNameProblem(typed: string): string | undefined {
  if (typed === '') return undefined;
  const parsed = loginNameSchema.safeParse(typed);
  return parsed.success ? undefined : 'Start with a small letter; then small letters, digits, dots, - or _.';
}
