import type { PatientSummary } from '../contract/index.ts';
import type { Store } from '../store/index.ts';
import { foldedWords, readSearchDate } from './names.ts';
import { NHS_NUMBER_SYSTEM } from './nhs-number.ts';
import { displayName } from './patient-details.ts';
import { findByIdentifier, readIdentity } from './patients.ts';

/**
 * Who is in the workspace, by name, decrypted in memory while it is open: names are sealed on disk, so no index of
 * them can stand there. It follows every commit.
 */
export interface Directory {
  /** Best matches first; for an empty query those who came last first. */
  search(query: string, options: { includeArchived: boolean }): PatientSummary[];
  readonly size: number;
}

interface Entry {
  readonly summary: PatientSummary;
  readonly family: readonly string[];
  readonly words: readonly string[];
  readonly sortKey: string;
}

interface PatientFacts {
  id: string;
  sex: PatientSummary['sex'];
  archived: number;
  encounters: number;
  last: string | null;
}

/** People read at a time while the directory fills, so that no other call waits long. */
const SLICE = 500;

const open = new WeakMap<Store, Promise<Directory>>();

/** The directory of an open store, filled at the first call. */
export function directoryOf(store: Store): Promise<Directory> {
  const known = open.get(store);
  if (known !== undefined) return known;
  const filling = fillDirectory(store);
  open.set(store, filling);
  filling.catch(() => open.delete(store));
  return filling;
}

const FACTS = `
  SELECT p.id, p.sex, p.deleted_at IS NOT NULL AS archived,
    (SELECT count(*) FROM encounter e WHERE e.patient_id = p.id AND e.deleted_at IS NULL) AS encounters,
    (SELECT max(arrived_at) FROM encounter e WHERE e.patient_id = p.id AND e.deleted_at IS NULL) AS last
  FROM patient p`;

async function fillDirectory(store: Store): Promise<Directory> {
  const entries = new Map<string, Entry>();
  const byId = store.prepare<[string], PatientFacts>(`${FACTS} WHERE p.id = ?`);
  const after = store.prepare<[string, number], PatientFacts>(
    `${FACTS} WHERE p.id > ? ORDER BY p.id LIMIT ?`,
  );
  const patientOf = store.prepare<[string], { id: string }>(
    'SELECT patient_id AS id FROM encounter WHERE id = ?',
  );

  const refresh = (patientId: string) => {
    const facts = byId.get(patientId);
    if (facts !== undefined) entries.set(patientId, toEntry(store, facts));
  };
  // Before the first slice is read, so that nothing that happens in between is missed.
  store.onCommit(({ tables, rows }) => {
    if (!tables.some((table) => WATCHED.has(table))) return;
    const touched = new Set<string>();
    for (const { table, rowId } of rows()) {
      if (table === 'patient' || table === 'person_identity') touched.add(rowId);
      else if (table === 'encounter') touched.add(patientOf.get(rowId)?.id ?? '');
    }
    for (const patientId of touched) refresh(patientId);
  });

  for (let last = ''; ; ) {
    const slice = after.all(last, SLICE);
    for (const facts of slice) entries.set(facts.id, toEntry(store, facts));
    last = slice.at(-1)?.id ?? '';
    if (slice.length < SLICE) break;
    await new Promise((resolve) => setImmediate(resolve));
  }

  return {
    get size() {
      return entries.size;
    },
    search: (query, { includeArchived }) => {
      const live = [...entries.values()].filter(({ summary }) => includeArchived || !summary.archived);
      const numbered = findByNumber(store, query);
      if (numbered.length > 0)
        return live.flatMap(({ summary }) => (numbered.includes(summary.id) ? summary : []));
      const words = foldedWords(query);
      const date = readSearchDate(query);
      if (date !== undefined) return sortByName(live.filter(({ summary }) => summary.birthDate === date));
      return words.length === 0 ? sortByArrival(live) : sortByMatch(live, words);
    },
  };
}

const WATCHED: ReadonlySet<string> = new Set(['patient', 'person_identity', 'encounter']);

function toEntry(store: Store, { id, sex, archived, encounters, last }: PatientFacts): Entry {
  const identity = readIdentity(store, id);
  const family = foldedWords(identity.family ?? '');
  const words = [...family, ...foldedWords(identity.given ?? '')];
  return {
    summary: {
      id,
      name: displayName(identity),
      birthDate: identity.birthDate,
      sex,
      nhsNumber: identity.nhsNumber,
      encounters,
      lastEncounterAt: last,
      archived: archived === 1,
    },
    family,
    words,
    sortKey: `${words.join(' ')} ${id}`,
  };
}

/** A whole NHS number, or a whole identifier as `system|value`. */
function findByNumber(store: Store, query: string): string[] {
  const digits = query.replaceAll(/[\s\u00a0-]/g, '');
  if (/^\d{10}$/.test(digits)) return findByIdentifier(store, NHS_NUMBER_SYSTEM, digits);
  const [system, value] = query.split('|').map((part) => part.trim());
  return system && value ? findByIdentifier(store, system, value) : [];
}

/** Every word of the query begins a word of the name; a family name that is meant entirely comes first. */
function sortByMatch(entries: readonly Entry[], words: readonly string[]): PatientSummary[] {
  const ranked = entries.flatMap((entry) => {
    const found = words.every((word) => entry.words.some((name) => name.startsWith(word)));
    if (!found) return [];
    const whole = words.filter((word) => entry.words.includes(word)).length;
    const family = words.some((word) => entry.family.includes(word)) ? 1 : 0;
    return [{ entry, rank: whole * 2 + family }];
  });
  ranked.sort((a, b) => b.rank - a.rank || byName(a.entry, b.entry));
  return ranked.map(({ entry }) => entry.summary);
}

/** Folded names compare as plain text, many times faster than by a collator. */
const byName = (a: Entry, b: Entry): number => (a.sortKey < b.sortKey ? -1 : 1);

const sortByName = (entries: Entry[]): PatientSummary[] => entries.sort(byName).map(({ summary }) => summary);

function sortByArrival(entries: Entry[]): PatientSummary[] {
  const last = ({ summary }: Entry) => summary.lastEncounterAt ?? '';
  return entries
    .sort((a, b) => (last(a) === last(b) ? byName(a, b) : last(a) < last(b) ? 1 : -1))
    .map(({ summary }) => summary);
}
