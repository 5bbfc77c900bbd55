import type { Span } from './quantities.ts';

/** Doses in text: "metformin 500 mg BD", "2 puffs of salbutamol", "paracetamol 1 g qds". */
export interface Dose extends Span {
  /** Words of the drug as written; null when the text names none beside the amount. */
  readonly drug: string | null;
  /** Concept of the lexicon, when it knows the drug. */
  readonly concept: string | null;
  readonly amount: number;
  /** The upper end of "1–2 tablets". */
  readonly amountTo: number | null;
  readonly unit: DoseUnit;
  /** How often a day; 1/7 for weekly; null when not said or only when needed. */
  readonly perDay: number | null;
  readonly asNeeded: boolean;
  readonly route: Route | null;
}

export type DoseUnit =
  | 'mg'
  | 'microgram'
  | 'g'
  | 'mL'
  | 'unit'
  | 'puff'
  | 'tablet'
  | 'capsule'
  | 'drop'
  | 'spray'
  | 'patch'
  | 'sachet'
  | 'suppository'
  | 'nebule';
export type Route =
  | 'oral'
  | 'intravenous'
  | 'intramuscular'
  | 'subcutaneous'
  | 'rectal'
  | 'sublingual'
  | 'inhaled'
  | 'nebulised'
  | 'topical'
  | 'nasal'
  | 'buccal'
  | 'eye';

/** A drug that the lexicon knows, where it stands. */
export interface DrugMention extends Span {
  readonly concept: string;
}

const UNITS: readonly (readonly [RegExp, DoseUnit])[] = [
  [/^(?:mcg|micrograms?|µg|μg|ug|mics?)$/i, 'microgram'],
  [/^(?:mgs?|milligrams?)$/i, 'mg'],
  [/^(?:g|gm|gms|grams?|grammes?)$/i, 'g'],
  [/^(?:mls?|millilit(?:re|er)s?)$/i, 'mL'],
  [/^(?:units?|iu|u)$/i, 'unit'],
  [/^puffs?$/i, 'puff'],
  [/^(?:tab|tabs|tablets?|pills?)$/i, 'tablet'],
  [/^(?:cap|caps|capsules?)$/i, 'capsule'],
  [/^(?:drops?|gtts?)$/i, 'drop'],
  [/^sprays?$/i, 'spray'],
  [/^patch(?:es)?$/i, 'patch'],
  [/^sachets?$/i, 'sachet'],
  [/^(?:suppositor(?:y|ies)|supps?)$/i, 'suppository'],
  [/^(?:neb|nebs|nebules?|nebuli[sz]ers?)$/i, 'nebule'],
];
const COUNTS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  half: 0.5,
  a: 1,
  six: 6,
  ten: 10,
};
const AMOUNT =
  /(?<![\d.,/\p{L}])(\d{1,5}(?:[.,]\d{1,3})?|one|two|three|four|six|ten|half a|half|½)(?:\s?(?:-|–|to)\s?(\d{1,4}(?:\.\d+)?))?\s?(micrograms?|milligrams?|mcg|µg|μg|ug|mgs?|grams?|grammes?|gms?|g|millilit(?:re|er)s?|mls?|units?|iu|puffs?|tabs?|tablets?|pills?|caps?|capsules?|drops?|gtts?|sprays?|patch(?:es)?|sachets?|suppositor(?:y|ies)|supps?|nebules?|nebs?|u)(?![\p{L}\d])(?!\s?\/\s?(?:dl|l|ml|mm|mol|h|hr|hour|week|wk)\b)(?!\s(?:a|per)\s(?:week|pack))/giu;

const FREQUENCIES: readonly (readonly [RegExp, number | null])[] = [
  [
    /\b(?:qds|qid|q\.i\.d|four times (?:a day|daily)|4x?\s?(?:times )?(?:\/|a |per )?(?:day|daily)|q6h|6[- ]hourly|every (?:6|six) hours|qqh|4 times (?:a day|daily))\b/i,
    4,
  ],
  [
    /\b(?:tds|tid|t\.i\.d|t\.d\.s|three times (?:a day|daily)|3 times (?:a day|daily)|thrice daily|q8h|8[- ]hourly|every (?:8|eight) hours)\b/i,
    3,
  ],
  [
    /\b(?:bd|bid|b\.d|b\.i\.d|twice (?:a day|daily|per day)|two times (?:a day|daily)|2 times (?:a day|daily)|q12h|12[- ]hourly|every (?:12|twelve) hours|morning and (?:night|evening)|am and pm)\b/i,
    2,
  ],
  [/\b(?:q4h|4[- ]hourly|every (?:4|four) hours|every 4-6 hours)\b/i, 6],
  [/\b(?:once (?:a )?week(?:ly)?|weekly|every week|once per week)\b/i, 1 / 7],
  [/\b(?:alternate days|every other day|qod)\b/i, 0.5],
  [
    /\b(?:od|qd|o\.d|once (?:a day|daily)|daily|every day|each day|per day|a day|nocte|on|qhs|hs|at night|at bedtime|mane|om|in the morning|every morning|every night|q24h|nightly)\b/i,
    1,
  ],
];
const AS_NEEDED =
  /\b(?:prn|p\.r\.n|as needed|as required|when required|when needed|if needed|if required)\b/i;
const ROUTES: readonly (readonly [RegExp, Route])[] = [
  [/\b(?:nebuli[sz]ed|nebs?|via nebuli[sz]er|by nebuli[sz]er)\b/i, 'nebulised'],
  [/\b(?:inh|inhaled|inhaler|inhalation|puffs?)\b/i, 'inhaled'],
  [/\b(?:iv|i\.v|intravenous(?:ly)?|infusion|ivi)\b/i, 'intravenous'],
  [/\b(?:im|i\.m|intramuscular(?:ly)?)\b/i, 'intramuscular'],
  [/\b(?:sc|s\.c|subcut|subcutaneous(?:ly)?|sq|subq)\b/i, 'subcutaneous'],
  [/\b(?:pr|rectal(?:ly)?|suppositor(?:y|ies))\b/i, 'rectal'],
  [/\b(?:sl|sublingual(?:ly)?|under (?:the|my) tongue)\b/i, 'sublingual'],
  [/\b(?:buccal(?:ly)?)\b/i, 'buccal'],
  [/\b(?:topical(?:ly)?|to (?:the )?skin|cream|ointment|patch(?:es)?)\b/i, 'topical'],
  [/\b(?:nasal(?:ly)?|intranasal(?:ly)?|in each nostril|per nostril)\b/i, 'nasal'],
  [/\b(?:eye drops?|in(?:to)? (?:the|each|both) eyes?)\b/i, 'eye'],
  [/\b(?:po|p\.o|oral(?:ly)?|by mouth|tabs?|tablets?|caps?|capsules?|pills?)\b/i, 'oral'],
];
/** Words before an amount that are no drug. */
const NOT_DRUG = new Set(
  'alcohol wine beer spirits vodka lager cider blood plasma platelets packed whole took take takes taking given gave with about approximately another started had received was were have has and the of for than only daily dose doses up over from then plus increased reduced decreased changed dropped drink drinks drinking smokes weight weighs lost gained every each per least most total further two three four five some his her my a an at on to by'.split(
    ' ',
  ),
);

/**
 * Every dose of the text, in order: an amount with a unit of medicines, and the drug named beside it. An amount of
 * mass or volume without a drug beside it is no dose. Linear in the length of the text.
 *
 * @param drugs - mentions of medicines in text order.
 */
export function findDoses(text: string, drugs: readonly DrugMention[]): Dose[] {
  const found: Dose[] = [];
  let drug = 0;
  for (const match of amountsIn(text)) {
    const [whole, number = '', to, unitText = ''] = match;
    const start = match.index;
    const end = start + whole.length;
    const unit = UNITS.find(([pattern]) => pattern.test(unitText))?.[1];
    if (unit === undefined) continue;
    while ((drugs[drug]?.end ?? Number.POSITIVE_INFINITY) < start - 60) drug += 1;
    const named = nearestDrug(text, drugs, drug, start, end) ?? unknownDrug(text, start, end, unit);
    if (!named && unit !== 'puff') continue;
    const tail = tailOf(text, end);
    const frequency = FREQUENCIES.find(([pattern]) => pattern.test(tail));
    const first = Math.min(start, named?.start ?? start);
    const last = Math.max(end, named?.end ?? end);
    found.push({
      drug: named?.text ?? null,
      concept: named?.concept ?? null,
      amount: countOf(number),
      amountTo: to === undefined || to === '' ? null : Number(to),
      unit,
      perDay: frequency?.[1] ?? null,
      asNeeded: AS_NEEDED.test(tail),
      route: routeOf(`${unitText} ${tail}`, text.slice(Math.max(first, start - 20), start)),
      start: first,
      end: last,
      text: text.slice(first, last),
    });
  }
  return found;
}

/** "20 paracetamol tablets": the drug stands between the number and what is counted. */
const COUNTED =
  /(?<![\d.,/\p{L}])(\d{1,3}|two|three|four|six|ten)()\s(?:x\s)?[\p{L}-]{4,24}\s(tablets?|tabs?|pills?|capsules?|caps?|puffs?|sachets?|patches|drops)(?![\p{L}\d])/giu;

function amountsIn(text: string): RegExpExecArray[] {
  const amounts = [...text.matchAll(AMOUNT)];
  const counted = [...text.matchAll(COUNTED)];
  if (counted.length === 0) return amounts;
  return [...amounts, ...counted].sort((a, b) => a.index - b.index);
}

function countOf(number: string): number {
  if (number === '½' || /^half/i.test(number)) return 0.5;
  const word = COUNTS[number.toLowerCase()];
  if (word !== undefined) return word;
  return /,\d{3}$/.test(number) ? Number(number.replace(',', '')) : Number(number.replace(',', '.'));
}

/** What follows an amount up to the end of its clause, where frequency and route are written. */
function tailOf(text: string, end: number): string {
  const tail = text.slice(end, end + 60);
  const stop = /[;\n]|\.\s|,\s*(?=[A-Za-z-]+\s+\d)|\band\s+[A-Za-z-]+\s+\d/.exec(tail);
  return stop ? tail.slice(0, stop.index) : tail;
}

function routeOf(after: string, before: string): Route | null {
  return (
    ROUTES.find(([pattern]) => pattern.test(after))?.[1] ??
    ROUTES.find(([pattern]) => pattern.test(before))?.[1] ??
    null
  );
}

interface NamedDrug extends Span {
  readonly concept: string | null;
}

function nearestDrug(
  text: string,
  drugs: readonly DrugMention[],
  from: number,
  start: number,
  end: number,
): NamedDrug | null {
  let best: NamedDrug | null = null;
  let bestGap = Number.POSITIVE_INFINITY;
  for (let at = from; at < drugs.length; at += 1) {
    const drug = drugs[at];
    if (!drug || drug.start > end + 16) break;
    if (drug.start >= start && drug.end <= end) return drug;
    const isBefore = drug.end <= start;
    const between = isBefore ? text.slice(drug.end, start) : text.slice(end, drug.start);
    // Another amount, a clause or a line between: the drug has its own dose.
    if (/[;\n]|\.\s|\d\s?(?:mg|g|mcg|ml|units|puffs)\b/i.test(between) || (!isBefore && /,/.test(between)))
      continue;
    const gap = isBefore ? start - drug.end : drug.start - end + 4; // the drug mostly stands before its dose
    if (gap > (isBefore ? 30 : 18) || gap >= bestGap) continue;
    best = drug;
    bestGap = gap;
  }
  return best;
}

/** A drug that the lexicon does not know: the word directly before an amount of mass or units. */
function unknownDrug(text: string, start: number, end: number, unit: DoseUnit): NamedDrug | null {
  if (unit !== 'mg' && unit !== 'microgram' && unit !== 'g' && unit !== 'unit' && unit !== 'puff')
    return null;
  const before = /([\p{L}][\p{L}-]{3,})\s*$/u.exec(text.slice(Math.max(0, start - 40), start));
  const name = before?.[1];
  if (name !== undefined && !NOT_DRUG.has(name.toLowerCase()) && unit !== 'g' && unit !== 'unit') {
    const at = Math.max(0, start - 40) + (before?.index ?? 0);
    return { start: at, end: at + name.length, text: name, concept: null };
  }
  const after = /^\s+of\s+([\p{L}][\p{L}-]{3,})/u.exec(text.slice(end, end + 40));
  const later = after?.[1];
  if (after === null || later === undefined || NOT_DRUG.has(later.toLowerCase()) || unit === 'g') return null;
  const at = end + after[0].length - later.length;
  return { start: at, end: at + later.length, text: later, concept: null };
}
