import type { Acuity, Consideration, Reason, Support } from '../../../contract/triage-case.ts';
import type { Lexicon } from '../../../text/index.ts';
import type { Evidence, Picture } from '../picture.ts';
import { type Contribution, type Weighed, weighConditions } from './infer.ts';
import type { ConditionNetwork } from './network.ts';

/** At most this many conditions are shown. */
const SHOWN = 6;
const REASONS_SHOWN = 6;
/** Bands of probability; below the last, only a must-not-miss condition of a recognised complaint is shown. */
export const LIKELY = 0.4;
export const POSSIBLE = 0.06;
export const NOT_EXCLUDED = 0.01;
const LISTED = 0.002;
/**
 * The level is raised to L when the must-not-miss conditions that call for L or more are together at least this
 * probable. Missing an emergency is judged three times as bad as an unneeded emergency assessment, so the threshold
 * is 1 / (1 + 3); a raise to "urgent today" needs more, because most such complaints are harmless, and a raise to
 * "now" most, because it takes the team from others. Checked on the development vignettes.
 */
const DECIDES: readonly (readonly [Acuity, number])[] = [
  [1, 0.5],
  [2, 0.25],
  [3, 0.4],
];
/** One weak finding never decides: the findings alone must make the condition this many times more likely. */
const EVIDENCE_AT_LEAST = Math.log(10);

export interface Considered {
  readonly consider: readonly Consideration[];
  /** Reasons that raise the level: one for each must-not-miss condition that is probable enough. */
  readonly raises: readonly Reason[];
  /** Every condition that was touched, most probable first: what the next questions are chosen by. */
  readonly weighed: readonly Weighed[];
}

/**
 * The conditions to consider for a picture, and the levels that the dangerous ones among them call for.
 *
 * @param listed - ids of the must-not-miss conditions of the recognised complaints: shown at a lower probability.
 * @returns at most six conditions: dangerous ones that are possible first, then what it most probably is, then
 *   dangerous ones that cannot be excluded; within each by probability × harm.
 */
export function considerConditions(
  network: ConditionNetwork,
  lexicon: Lexicon,
  picture: Picture,
  listed: ReadonlySet<string>,
): Considered {
  const weighed = weighConditions(network, picture);
  const shown = choose(weighed, listed);
  return {
    consider: shown.map((item) => considerationOf(lexicon, item)),
    raises: raisesOf(lexicon, weighed, network.lasting),
    weighed,
  };
}

/** Relative harm of overlooking a condition, by the level it calls for. */
const HARM: Readonly<Record<Acuity, number>> = { 1: 10, 2: 6, 3: 3, 4: 1.2, 5: 1 };

function choose(weighed: readonly Weighed[], listed: ReadonlySet<string>): Weighed[] {
  const place = (item: Weighed): number => {
    if (item.probability >= POSSIBLE) return item.condition.mustNotMiss ? 0 : 1;
    if (!item.condition.mustNotMiss) return item.probability >= NOT_EXCLUDED ? 3 : 4;
    const least = listed.has(item.condition.id) ? LISTED : NOT_EXCLUDED;
    return item.beforeDenial >= least ? 2 : 4;
  };
  const harm = (item: Weighed) => item.probability * HARM[item.condition.acuity];
  const ordered = weighed
    .map((item) => ({ item, place: place(item) }))
    .filter((candidate) => candidate.place < 4)
    .sort((a, b) => a.place - b.place || harm(b.item) - harm(a.item))
    .map(({ item }) => item);
  const shown = ordered.slice(0, SHOWN);
  // What it most probably is stays in view, however many dangers there are.
  const first = weighed[0];
  if (first && ordered.includes(first) && !shown.includes(first)) shown.splice(SHOWN - 1, 1, first);
  return shown;
}

/** For each level that the dangerous conditions call for together, the most probable of them as the reason. */
function raisesOf(lexicon: Lexicon, weighed: readonly Weighed[], lasting: ReadonlySet<string>): Reason[] {
  const isEvident = (item: Weighed) => evidenceIn(item, lasting) >= EVIDENCE_AT_LEAST;
  for (const [level, threshold] of DECIDES) {
    const dangerous = weighed.filter(({ condition }) => condition.mustNotMiss && condition.acuity <= level);
    const together = dangerous.reduce((sum, { probability }) => sum + probability, 0);
    const strongest = dangerous.find(isEvident);
    if (together >= threshold && strongest) {
      const others = dangerous.filter((item) => item !== strongest && item.probability >= threshold);
      return [strongest, ...others.filter(isEvident)].map((item) => raiseOf(lexicon, item, level));
    }
  }
  return [];
}

/** The weight of what is found today; the bare name of a disease that people live with is nothing new. */
function evidenceIn({ supports }: Weighed, lasting: ReadonlySet<string>): number {
  let total = 0;
  for (const { kind, weight, evidence } of supports) {
    const nameOnly =
      evidence.length > 0 &&
      evidence.every((item) => item.kind === 'mention' && lasting.has(item.mention.concept));
    if (kind === 'finding' && !nameOnly) total += weight;
  }
  return total;
}

function considerationOf(lexicon: Lexicon, item: Weighed): Consideration {
  const { condition, probability } = item;
  return {
    condition: condition.id,
    title: condition.title,
    probability: Math.round(probability * 1e4) / 1e4,
    likelihood:
      probability >= LIKELY ? 'likely' : probability >= POSSIBLE ? 'possible' : 'cannot-be-excluded',
    acuity: condition.acuity,
    mustNotMiss: condition.mustNotMiss,
    supports: item.supports.slice(0, REASONS_SHOWN).map((part) => supportOf(lexicon, part)),
    against: item.against.slice(0, REASONS_SHOWN).map((part) => supportOf(lexicon, part)),
    source: condition.source,
  };
}

function raiseOf(lexicon: Lexicon, item: Weighed, acuity: Acuity): Reason {
  const { condition } = item;
  const parts = item.supports.slice(0, REASONS_SHOWN).map((part) => supportOf(lexicon, part));
  const strongest = parts.find(({ span }) => span !== null);
  const names = [...new Set(parts.map(({ text }) => lowerFirst(text)))].join(', ');
  return {
    rule: `consider.${condition.id}`,
    text: `Consider ${lowerFirst(condition.title)}: ${names}.`,
    source: condition.source,
    span: strongest?.span ?? null,
    value: parts.find(({ value }) => value !== null)?.value ?? null,
    acuity,
    role: 'decides',
  };
}

/** Lower case for use within a sentence, unless the word is an abbreviation or a name. */
function lowerFirst(text: string): string {
  const second = text[1] ?? '';
  if (second !== second.toLowerCase()) return text;
  return /^(?:Lyme|Kawasaki|Guillain|Bell|Ludwig|Ramsay|Crohn|Stevens|Achilles|Addison|Graves)/.test(text)
    ? text
    : text.charAt(0).toLowerCase() + text.slice(1);
}

function supportOf(lexicon: Lexicon, part: Contribution): Support {
  const mention = part.evidence.find((item) => item.kind === 'mention');
  const value = part.evidence.find((item) => item.kind === 'value');
  return {
    text: textOf(lexicon, part),
    span:
      mention?.kind === 'mention'
        ? { start: mention.mention.start, end: mention.mention.end, text: mention.mention.text }
        : value?.kind === 'value'
          ? value.span && { start: value.span.start, end: value.span.end, text: value.span.text }
          : null,
    value: value?.kind === 'value' ? { field: value.field, value: value.value, unit: value.unit } : null,
    weight: Math.round(part.weight * 100) / 100,
  };
}

function textOf(lexicon: Lexicon, part: Contribution): string {
  const names = part.evidence.map((item) => nameOf(lexicon, item));
  const subject = names.length > 0 ? [...new Set(names)].join(' and ') : plainWords(lexicon, part);
  if (part.kind === 'denied') return `Denied: ${lowerFirst(subject)}`;
  return subject;
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  temperature: 'Temperature',
  heartRate: 'Heart rate',
  respiratoryRate: 'Respiratory rate',
  oxygenSaturation: 'Oxygen saturation',
  systolicBloodPressure: 'Systolic blood pressure',
  diastolicBloodPressure: 'Diastolic blood pressure',
  pregnancyWeeks: 'Weeks of pregnancy',
  age: 'Age',
  glucose: 'Glucose',
  duration: 'Days of illness',
};

function nameOf(lexicon: Lexicon, evidence: Evidence): string {
  if (evidence.kind === 'mention') {
    const { concept, onset, severity } = evidence.mention;
    const name = lexicon.byId.get(concept)?.name ?? concept;
    const qualities = [severity === 'severe' ? 'severe' : null, onset === 'sudden' ? 'sudden' : null];
    const said = qualities.filter((quality) => quality !== null);
    return said.length > 0 ? `${name} (${said.join(', ')})` : name;
  }
  const { field, value, unit } = evidence;
  const name = FIELD_NAMES[field];
  if (name === undefined) return typeof value === 'string' ? value : `${field} ${value}`;
  return `${name} ${value}${unit === null ? '' : ` ${unit}`}`;
}

/** The concepts of an expression by name; a word such as `male` as it stands. */
function plainWords(lexicon: Lexicon, part: Contribution): string {
  const names = part.when.affirmed.map((concept) => lexicon.byId.get(concept)?.name ?? concept);
  if (names.length > 0) return [...new Set(names)].join(' or ');
  const words = part.when.source.match(/\b(?:male|female|pregnant|child|adult)\b/g) ?? [];
  const said = words.join(' ') || part.when.source;
  return said.charAt(0).toUpperCase() + said.slice(1);
}
