/** Durations and ages in text, with offsets. Numbers may be digits or words. */

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Duration extends Span {
  readonly days: number;
}

const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  couple: 2,
  few: 3,
  several: 4,
  half: 0.5,
};

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:min|sec)/, 1 / 1440],
  [/^(?:h)/, 1 / 24],
  [/^(?:d|night)/, 1],
  [/^(?:w)/, 7],
  [/^(?:mo|mth)/, 30.44],
  [/^(?:y)/, 365.25],
];

const NUMBER =
  '(\\d{1,3}(?:\\.\\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|(?:a )?couple(?: of)?|(?:a )?few|several|half an?)';
const UNIT =
  '(minutes?|mins?|seconds?|hours?|hrs?|hr|h|days?|d|nights?|weeks?|wks?|wk|w|months?|mths?|mo|years?|yrs?|yr|y)';
const RANGE = new RegExp(
  `\\b${NUMBER}(?:\\s?(?:-|–|to|or)\\s?${NUMBER})?[\\s-]?${UNIT}\\b(?![\\s-]?(?:old|of age)\\b)`,
  'gi',
);
/** "2/7", "3/52" and "6/12" are days, weeks and months, where the words around say that a time is meant. */
const FRACTION =
  /(?<![\d/.])(\d{1,2})\s?\/\s?(7|52|12)(?![\d/])(?=\s?(?:hx|h\/o|history|of|ago|hist|duration|cough|pain|fever|old|post|in|f\/u|$|[,.;)])|\s\w)/gi;
const FRACTION_LEAD =
  /(?:\b(?:for|x|over|past|last|since|of|a|in|by|after|about|review|every|day)|[×(:,–-]|^|\n|\.)\s?$/i;
const FRACTION_DAYS: Readonly<Record<string, number>> = { '7': 1, '52': 7, '12': 30.44 };

const NAMED: readonly (readonly [RegExp, number])[] = [
  [/\bsince (?:yesterday|last night)\b|\byesterday\b|\blast night\b|\bovernight\b/gi, 1],
  [/\b(?:since )?(?:this (?:morning|afternoon|evening)|today|tonight|just now|an hour ago)\b/gi, 0.3],
  [/\bsince (?:last|the) weekend\b/gi, 3],
  [/\b(?:since last week|(?:for|over) the (?:past|last) week|for a week)\b/gi, 7],
  [/\b(?:for|over|in|during) the (?:past|last) month\b/gi, 30],
  [/\b(?:for|over|in|during) the (?:past|last) year\b/gi, 365],
  [/\bfor weeks\b/gi, 21],
  [/\bfor months\b|\bsince last month\b/gi, 60],
  [/\bfor (?:many )?years\b/gi, 1000],
];

/** Every duration in the text. Ages ("15 months old") are not durations. */
export function findDurations(text: string): Duration[] {
  const found: Duration[] = [];
  for (const match of text.matchAll(RANGE)) {
    const [whole, first, second, unit] = match;
    if (/^[hdwy]$/i.test(unit ?? '') && !/^\d/.test(first ?? '')) continue; // "a d" is no duration
    const count = Math.max(numberOf(first), numberOf(second));
    const size = UNITS.find(([pattern]) => pattern.test((unit ?? '').toLowerCase()))?.[1];
    if (!(count > 0) || size === undefined) continue;
    const start = match.index;
    if (/\b(?:every|each|per|aged?|times|once|twice)\s$/i.test(text.slice(Math.max(0, start - 7), start)))
      continue; // how often, not how long
    if (
      /^\s?(?:pregnant|gestation|gravid|'? gestation)/i.test(
        text.slice(start + whole.length, start + whole.length + 12),
      )
    )
      continue;
    found.push({ start, end: start + whole.length, text: whole, days: count * size });
  }
  for (const match of text.matchAll(FRACTION)) {
    const [whole, count = '', unit = ''] = match;
    const start = match.index;
    const after = text.slice(start + whole.length, start + whole.length + 8);
    const led = FRACTION_LEAD.test(text.slice(Math.max(0, start - 8), start));
    if (/^\s?(?:old|[MF]|male|female|boy|girl|baby)\b/.test(after)) continue; // an age
    if (!led && !/^\s?(?:hx|h\/o|history|ago|duration|post)/i.test(after)) continue;
    if (
      Number(count) === 0 ||
      /\b(?:pain|score|bp|gcs|power)\b[^.]{0,12}$/i.test(text.slice(Math.max(0, start - 16), start))
    )
      continue;
    found.push({
      start,
      end: start + whole.length,
      text: whole,
      days: Number(count) * (FRACTION_DAYS[unit] ?? 1),
    });
  }
  for (const [pattern, days] of NAMED) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (!found.some((other) => other.start < end && other.end > start)) {
        found.push({ start, end, text: match[0], days });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function numberOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const plain = text.toLowerCase();
  const digits = Number.parseFloat(plain);
  if (!Number.isNaN(digits)) return digits;
  if (plain.includes('couple')) return 2;
  if (plain.includes('few')) return 3;
  if (plain.startsWith('half')) return 0.5;
  return WORDS[plain] ?? 0;
}

export interface StatedAge extends Span {
  readonly days: number;
}

const AGE_NUMBER =
  '(\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)';
const AGE_UNIT = '(years?|yrs?|yr|y|months?|mths?|mo|m|weeks?|wks?|wk|w|days?|d)';
const AGE_FORMS: readonly RegExp[] = [
  new RegExp(`\\b${AGE_NUMBER}[\\s-]?${AGE_UNIT}[\\s-]?(?:/|-)?(?:old|o\\b|of age)`, 'gi'),
  /\b(\d{1,3})\s?(y)(?:\/?o)?\s?(?:[mf]\b|male|female|man|woman|boy|girl)/gi,
  /\b(?:aged?|age is)\s?:?\s(\d{1,3})(?:\s?(years?|yrs?|months?|weeks?|days?))?\b/gi,
  /\b(\d{1,3})[\s-]?(months?|weeks?|days?|years?|mo|wk|yr)[\s-](?:old\s)?(?:baby|infant|boy|girl|toddler|child|male|female|man|woman|son|daughter)\b/gi,
  /\b(?:i am|i'm|i’m|im|he is|he's|she is|she's|i am a|i'm a)\s(\d{1,3})(?=\s*(?:,|\.|and|year|yo|y\b|$|male|female))/gi,
  /^(?:an? )?\s?(\d{1,3})\s?(?:[mf]\b|male|female|man|woman|boy|girl)/gi,
  /(?<![\d/])(\d{1,2})\/(7|52|12)[\s-]?(?:old|y\/o|baby|infant|boy|girl|male|female|[mf])\b/gi,
  /\bin (?:my|his|her) (?:early |mid |late )?(\d0)s\b/gi,
];
const AGE_SIZES: readonly (readonly [RegExp, number])[] = [
  [/^7$/, 1],
  [/^52$/, 7],
  [/^12$/, 30.44],
  [/^d/i, 1],
  [/^w/i, 7],
  [/^m/i, 30.44],
  [/^y/i, 365.25],
];
const AGE_WORDS = /\b(newborn|neonate)\b/i;

/** The first age that the text states, in days; null when it states none. */
export function findAge(text: string): StatedAge | null {
  let first: StatedAge | null = null;
  for (const form of AGE_FORMS) {
    for (const match of text.matchAll(form)) {
      const count = numberOf(match[1]);
      const unit = match[2] ?? 'y';
      const size = AGE_SIZES.find(([pattern]) => pattern.test(unit))?.[1] ?? 365.25;
      const days = count * size;
      if (days > 125 * 365.25) continue;
      if (
        /(?:son|daughter|mother|father|husband|wife|brother|sister) (?:is|was|who is)?\s?$/i.test(
          lead(text, match.index),
        ) &&
        first
      )
        continue;
      if (first === null || match.index < first.start) {
        first = { start: match.index, end: match.index + match[0].length, text: match[0], days };
      }
      break;
    }
  }
  if (first) return first;
  const newborn = AGE_WORDS.exec(text);
  return newborn
    ? { start: newborn.index, end: newborn.index + newborn[0].length, text: newborn[0], days: 3 }
    : null;
}

function lead(text: string, at: number): string {
  return text.slice(Math.max(0, at - 24), at);
}

export interface StatedSex extends Span {
  readonly sex: 'female' | 'male';
}

const SEX =
  /\b(?:(wom[ae]n|female|girl|lady|mrs|ms|miss|pregnant|housewife|grandmother|schoolgirl)|(m[ae]n|male|boy|gentleman|mr|grandfather|schoolboy))\b|\b\d{1,3}\s?(?:y\/?o?|yo|yr)?\s?(?:(F)|(M))\b/g;

/** The sex that the text states first; null when it states none. Pronouns are too often somebody else's. */
export function findSex(text: string): StatedSex | null {
  SEX.lastIndex = 0;
  const match = SEX.exec(text) ?? new RegExp(SEX.source, 'i').exec(text.slice(0, 2_000));
  if (!match) return null;
  const sex = match[1] || match[3] ? 'female' : 'male';
  return { start: match.index, end: match.index + match[0].length, text: match[0], sex };
}

export interface StatedWeeks extends Span {
  readonly weeks: number;
}

const PREGNANCY: readonly RegExp[] = [
  /\b(\d{1,2})(?:\+\d)?[\s-]?(?:weeks?|wks?|wk|w)['’]?[\s-](?:\d days? )?(?:pregnant|gestation(?:al)?|gravid|into (?:my|her|the) pregnancy|of pregnancy|gest)\b/gi,
  /\b(?:pregnant|pregnancy|gestation(?:al age)?|gravid\w*|ga)\b[^.\d]{0,25}?\b(\d{1,2})(?:\+\d)?[\s-]?(?:weeks?|wks?|wk)\b/gi,
  /\bG\d+\s?P\d+\S*[,;]?\s(?:at|@|,|now)?\s?(\d{1,2})(?:\s?\+\s?\d)?(?:\s?\/\s?40|\s?(?:weeks?|wks?|wk|w)?)\b/gi,
  /\b(?:pregnant|pregnancy)\b[^.\d]{0,25}?\b(\d)(?:st|nd|rd|th)? months?\b/gi,
  /\b(\d) months? pregnant\b/gi,
  /\b(first|second|third) trimester\b/gi,
  /(?<![\d/.])(\d{1,2})(?:\s?\+\s?\d)?\s?\/\s?40(?![\d/])/g,
  /\b(\d{1,2})\s?\+\s?[0-6]\s?(?:weeks?|wks?|wk)\b/gi,
];

/** Weeks of pregnancy that the text states. Trimesters give their first week after the last one's end. */
export function findPregnancyWeeks(text: string): StatedWeeks | null {
  for (const [index, form] of PREGNANCY.entries()) {
    for (const match of text.matchAll(form)) {
      const stated = (match[1] ?? '').toLowerCase();
      const trimester = { first: 8, second: 20, third: 32 }[stated];
      const weeks = trimester ?? Number(stated) * (index === 3 || index === 4 ? 4.3 : 1);
      if (weeks > 0 && weeks <= 45) {
        return { start: match.index, end: match.index + match[0].length, text: match[0], weeks };
      }
    }
  }
  return null;
}
