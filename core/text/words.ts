/**
 * One form for the many spellings of a word, so that "Diarrhoea", "diarrhea" and "swollen", "swelling" meet.
 * Lexicon terms and narratives pass through the same function, so a stem need not be a real word; it only has
 * to keep apart what a clinician keeps apart ("burning", a symptom, is not "burn", an injury).
 */

/** Words that the suffix rules would get wrong or merge with another meaning. Keys are lower case. */
const FIXED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    swollen: 'swell',
    bled: 'bleed',
    fell: 'fall',
    fallen: 'fall',
    broke: 'break',
    broken: 'break',
    bitten: 'bite', // "bit" alone is mostly "a bit": see matcher.ts
    bite: 'bite',
    bites: 'bite',
    biting: 'bite',
    stung: 'stung', // an injury; what urine does is "sting"
    lots: 'lots',
    threw: 'throw',
    thrown: 'throw',
    felt: 'feel',
    hurt: 'hurt',
    began: 'begin',
    begun: 'begin',
    worse: 'worse',
    worsening: 'worse',
    worsened: 'worse',
    worsens: 'worse',
    children: 'child',
    feet: 'foot',
    teeth: 'tooth',
    men: 'man',
    women: 'woman',
    itchy: 'itch',
    itchiness: 'itch',
    sweaty: 'sweat',
    swelled: 'swell',
    burning: 'burning',
    burns: 'burn',
    burnt: 'burn',
    fitting: 'fitting',
    feeling: 'feeling', // "no feeling in the legs": a noun here, while "feel" is a filler
    nothing: 'nothing',
    resolving: 'resolving', // not over yet
    clearing: 'clearing',
    exclude: 'exclude', // a task; "excluded" denies
    ruled: 'ruled', // "ruled out" and "rules out" deny, "rule out" asks
    rules: 'rules',
    noted: 'noted', // not "not"
    note: 'note', // not "not"
    notes: 'notes',
    something: 'something',
    anything: 'anything',
    everything: 'everything',
    morning: 'morning',
    evening: 'evening',
    during: 'during',
    sibling: 'sibling',
    weeing: 'wee',
    peeing: 'pee',
    pooing: 'poo',
    tired: 'tired',
    tiredness: 'tired',
    red: 'red',
    redness: 'red',
    reddened: 'red',
    diabetes: 'diabetes',
    herpes: 'herpes',
    shingles: 'shingles',
    measles: 'measles',
    mumps: 'mumps',
    hives: 'hives',
    piles: 'piles',
    rabies: 'rabies',
    scabies: 'scabies',
    pus: 'pus',
    gas: 'gas',
    yes: 'yes',
    pregnancies: 'pregnancy',
    cannot: 'cant',
    couldnt: 'cant',
    sneezing: 'sneez',
    sneezes: 'sneez',
    seizing: 'seiz',
    tiny: 'tiny',
    wound: 'wound',
    stiffness: 'stiff',
    lightheadedness: 'lightheaded',
    lost: 'lose',
    losing: 'lose',
    loses: 'lose',
    lose: 'lose',
    loss: 'loss',
    loose: 'loose',
    passed: 'pass',
    drank: 'drink',
    drunk: 'drunk',
    ate: 'eat',
    eaten: 'eat',
    shook: 'shak',
    shaken: 'shak',
    woke: 'wak',
    slept: 'sleep',
    stuck: 'stuck',
    caught: 'caught',
    cut: 'cut',
    cuts: 'cut',
    ran: 'run',
    running: 'run',
    runny: 'runny',
    choking: 'chok',
    pants: 'pants', // clothing; who pants is short of breath
    shocking: 'shocking', // "something shocking" is no shock
    his: 'his',
    this: 'this',
    was: 'was',
    has: 'has',
    does: 'does',
    always: 'always',
    perhaps: 'perhaps',
    ears: 'ear',
    chicken: 'chicken',
    quit: 'quits', // "quite" is a filler
    quite: 'quite',
    limping: 'limping', // not the limp of a floppy child
    limps: 'limping',
    limped: 'limping',
    stabbed: 'stabbed', // a wound, not a stabbing pain
    straining: 'straining',
    runs: 'runs',
    drinking: 'drinking',
    ring: 'ring',
    ringing: 'ringing',
    being: 'being',
    thing: 'thing',
    spring: 'spring',
    string: 'string',
    wing: 'wing',
    sting: 'sting',
    stings: 'sting',
    stinging: 'stinging',
    swing: 'swing',
    bring: 'bring',
    king: 'king',
    spotting: 'spotting', // bleeding, not a spot
    tripped: 'tripped', // a stumble, not a journey
    tripping: 'tripped',
    heated: 'heated', // a room, not a fever or the heat outside
    winding: 'winding',
    winded: 'winded', // out of breath, not flatulence
    tearing: 'tearing', // a pain, not tears
  }),
);

/** British to American, inside longer words. Applied in order. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/rrhoea/g, 'rrhea'],
  [/pnoe/g, 'pne'],
  [/haem/g, 'hem'],
  [/aemi/g, 'emi'],
  [/oedem/g, 'edem'],
  [/oesoph/g, 'esoph'],
  [/faec/g, 'fec'],
  [/paed/g, 'ped'],
  [/caesar/g, 'cesar'],
  [/anaes/g, 'anes'],
  [/gynae/g, 'gyne'],
  [/foet/g, 'fet'],
  [/coel/g, 'cel'],
  [/ageing/g, 'aging'],
  [/sulph/g, 'sulf'],
  [/lour/g, 'lor'],
  [/dour/g, 'dor'],
  [/umour/g, 'umor'], // not "mourning"
  [/isation/g, 'ization'],
];

const BRITISH = new RegExp(SPELLINGS.map(([from]) => from.source).join('|'));
const VOWEL = /[aeiouy]/;
const cache = new Map<string, string>();
const CACHE_LIMIT = 20_000; // bounded, so that odd input cannot grow it

/**
 * The normal form of one word of text or lexicon.
 *
 * @param raw - a word in any case, with any apostrophes and accents.
 * @returns its stem in lower case; equal for the inflections and spellings of one word.
 */
export function normaliseWord(raw: string): string {
  const known = cache.get(raw);
  if (known !== undefined) return known;
  const norm = stem(fold(raw));
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(raw, norm);
  return norm;
}

function fold(raw: string): string {
  let word = raw.toLowerCase();
  if (/[^a-z]/.test(word)) {
    word = word
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/['’`]s$/, '')
      .replace(/['’`]/g, '');
  }
  if (word.length < 5 || !BRITISH.test(word)) return word;
  for (const [from, to] of SPELLINGS) word = word.replace(from, to);
  return word;
}

function stem(word: string): string {
  const fixed = FIXED.get(word);
  if (fixed !== undefined) return fixed;
  if (word.length < 4 || word.length > 40 || !/^[a-z]+$/.test(word)) return word;
  return withoutFinalE(withoutSuffix(word));
}

function withoutSuffix(word: string): string {
  if (word.length >= 7 && word.endsWith('ness')) return word.slice(0, -4).replace(/i$/, 'y');
  if (word.length >= 6 && word.endsWith('ing')) return withoutVerbEnding(word, 3);
  if (word.length >= 5 && word.endsWith('ed') && !word.endsWith('eed')) return withoutVerbEnding(word, 2);
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(ss|us|is)$/.test(word)) return word;
  if (/(ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s')) return word.slice(0, -1);
  return word;
}

function withoutVerbEnding(word: string, length: number): string {
  const base = word.slice(0, -length);
  if (base.length < 3 || !VOWEL.test(base)) return word;
  if (base.endsWith('i') && length === 2) return `${base.slice(0, -1)}y`;
  const doubled = base.at(-1) === base.at(-2) && !/[lsz]$/.test(base);
  return doubled ? base.slice(0, -1) : base;
}

function withoutFinalE(word: string): string {
  return word.length >= 4 && word.endsWith('e') && word !== 'worse' && !word.endsWith('ee')
    ? word.slice(0, -1)
    : word;
}
