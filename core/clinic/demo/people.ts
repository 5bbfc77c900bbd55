import type { PatientDetails } from '../../contract/index.ts';
import type { Random } from '../../kernel/random.ts';
import type { Community, Population } from './demo-data.ts';

/** NHS numbers that begin with 999 are reserved for testing and are never issued. */
export function testNhsNumber(sequence: number): string | undefined {
  const digits = `999${String(sequence).padStart(6, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : `${digits}${check}`;
}

/** Test NHS numbers in ascending order; one in eleven has no valid check digit and is passed over. */
export function createNhsNumbers(from = 1): () => string {
  let sequence = from - 1;
  return () => {
    for (;;) {
      sequence += 1;
      const number = testNhsNumber(sequence);
      if (number) return number;
    }
  };
}

const entriesOf = (weights: Readonly<Record<string, number>>) => Object.entries(weights);

const isoDate = (time: number) => new Date(time).toISOString().slice(0, 10);

const STREETS = [
  'Mill Lane',
  'Station Road',
  'Church Street',
  'Park Avenue',
  'Victoria Terrace',
  'Canal Bank',
];

function namesOf(population: Population, community: Community) {
  const names = population.names[community.id];
  if (!names) throw new Error(`resources/demo/population.yaml has no names for ${community.id}`);
  return names;
}

/** One invented person of the given age in years and sex. */
export function drawPerson(
  random: Random,
  population: Population,
  nhsNumber: string,
  age: number,
  sex: 'female' | 'male',
  now: number,
): PatientDetails {
  const community = random.weighted(population.communities.map((one) => [one, one.share] as const));
  const names = namesOf(population, community);
  const language = random.weighted(entriesOf(community.languages));
  const birth = now - (age + random.next() * 0.02) * 365.25 * 86_400_000;
  const { notStated } = population;
  return {
    family: random.pick(names.family),
    given: random.pick(names[sex]),
    prefix: null,
    birthDate: isoDate(birth),
    sex,
    nhsNumber,
    identifiers: [],
    address: `${random.integer(1, 180)} ${random.pick(STREETS)}`,
    postcode: `ZZ${random.integer(1, 9)} ${random.integer(1, 9)}ZZ`,
    phone: null,
    ethnicCategory: random.chance(notStated.ethnic) ? 'Z' : random.weighted(entriesOf(community.ethnic)),
    language: random.chance(notStated.language) ? null : language,
    interpreterNeeded: language === 'en' ? false : random.chance(population.interpreterNeeded),
    deprivationQuintile: random.chance(notStated.deprivation)
      ? null
      : Number(random.weighted(entriesOf(population.deprivation))),
    gpPractice: random.pick(population.gpPractices),
    deceasedAt: null,
  };
}
