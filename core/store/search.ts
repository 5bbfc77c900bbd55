import type Database from 'better-sqlite3';
import { misuse } from './errors.ts';
import type { Db, Store } from './store.ts';

/**
 * Search by words (FTS5) and by meaning (sqlite-vec), joined by reciprocal rank fusion. The index lives in the
 * encrypted database. It is derived from records, so it is not audited and can always be rebuilt.
 */
export interface SearchIndexSpec {
  /** Prefix of the index's tables: `knowledge`. */
  readonly name: string;
  /** Length of the vectors. */
  readonly dimensions: number;
  /** Names of text values by which a search can be narrowed: `language`. */
  readonly filters?: readonly string[];
}

export interface SearchItem {
  readonly id: string;
  readonly text: string;
  /** Of unit length or not; compared by cosine. Absent: found by words alone. */
  readonly vector?: Float32Array;
  readonly filters?: Readonly<Record<string, string>>;
}

export interface SearchQuery {
  readonly text?: string;
  readonly vector?: Float32Array;
  readonly filters?: Readonly<Record<string, string>>;
  /** 10 unless told. */
  readonly limit?: number;
}

export interface SearchHit {
  readonly id: string;
  /** Sum of 1 / (60 + rank) over the two lists; higher is better. */
  readonly score: number;
  /** Place among the matches by words, from 1; null when not among them. */
  readonly textRank: number | null;
  readonly vectorRank: number | null;
  /** Cosine distance, 0 (same direction) to 2; null when not compared. */
  readonly distance: number | null;
}

export interface SearchIndex {
  /** Adds an item, or replaces the one with the same id. @throws store.misuse for a vector that cannot be compared. */
  put(tx: Db, item: SearchItem): void;
  remove(tx: Db, id: string): void;
  search(query: SearchQuery): SearchHit[];
  /** Gives back the space of removed vectors, and with it what is left of their values. Needed after an erasure. */
  rebuild(tx: Db): void;
}

/** Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet", SIGIR 2009. */
const RRF_K = 60;
/** Most neighbours that sqlite-vec gives at once. */
const MAX_NEIGHBOURS = 4_096;
const MAX_WORDS = 32;

interface Names {
  item: string;
  text: string;
  vector: string;
  filters: string[];
}

function namesOf({ name, filters = [] }: SearchIndexSpec): Names {
  if (![name, ...filters].every((word) => /^[a-z][a-z_]{0,30}$/.test(word))) {
    throw misuse('a search index and its filters are named in small letters');
  }
  return {
    item: `${name}_item`,
    text: `${name}_text`,
    vector: `${name}_vector`,
    filters: [...filters],
  };
}

const vectorTable = ({ vector, filters }: Names, dimensions: number): string =>
  `CREATE VIRTUAL TABLE ${vector} USING vec0(
    embedding float[${dimensions}] distance_metric=cosine${filters.map((filter) => `, ${filter} text`).join('')})`;

/** What a migration needs to create the index: its SQL, and the table to be left out of the audit. */
export function searchTables(spec: SearchIndexSpec): { up: string; unaudited: Record<string, string> } {
  const names = namesOf(spec);
  const { item, text, filters } = names;
  const up = `
    CREATE TABLE ${item} (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      text TEXT NOT NULL${filters.map((filter) => `,\n      ${filter} TEXT NOT NULL DEFAULT ''`).join('')}
    ) STRICT;
    CREATE VIRTUAL TABLE ${text} USING fts5(
      text, content='${item}', content_rowid='seq', tokenize="unicode61 remove_diacritics 2");
    INSERT INTO ${text} (${text}, rank) VALUES ('secure-delete', 1);
    ${vectorTable(names, spec.dimensions)};`;
  return { up, unaudited: { [item]: 'Derived from records; rebuilt at any time.' } };
}

export function openSearchIndex(store: Pick<Store, 'prepare'>, spec: SearchIndexSpec): SearchIndex {
  const names = namesOf(spec);
  const { item, text, vector, filters } = names;
  const filterNames = spec.filters ?? [];
  const find = store.prepare<[string], { seq: number; text: string }>(
    `SELECT seq, text FROM ${item} WHERE id = ?`,
  );
  const addItem = store.prepare(
    `INSERT INTO ${item} (id, text${filters.map((f) => `, ${f}`).join('')}) VALUES (?, ?${', ?'.repeat(filters.length)})`,
  );
  const addText = store.prepare(`INSERT INTO ${text} (rowid, text) VALUES (?, ?)`);
  const addVector = store.prepare(
    `INSERT INTO ${vector} (rowid, embedding${filters.map((f) => `, ${f}`).join('')}) VALUES (?, ?${', ?'.repeat(filters.length)})`,
  );
  const dropText = store.prepare(`INSERT INTO ${text} (${text}, rowid, text) VALUES ('delete', ?, ?)`);
  const dropVector = store.prepare(`DELETE FROM ${vector} WHERE rowid = ?`);
  const dropItem = store.prepare(`DELETE FROM ${item} WHERE seq = ?`);

  function remove(id: string): void {
    const found = find.get(id);
    if (found === undefined) return;
    dropText.run(found.seq, found.text);
    dropVector.run(BigInt(found.seq));
    dropItem.run(found.seq);
  }

  function requireVector(values: Float32Array): void {
    if (values.length !== spec.dimensions) throw misuse(`a vector needs ${spec.dimensions} numbers`);
    // sqlite-vec takes NaN, which then compares as nearest to everything; a zero vector has no direction.
    if (!values.every(Number.isFinite) || values.every((value) => value === 0)) {
      throw misuse('a vector holds a number that cannot be compared');
    }
  }

  function narrow(query: SearchQuery, table: string): { sql: string; values: string[] } {
    const wanted = Object.entries(query.filters ?? {});
    if (wanted.some(([name]) => !filterNames.includes(name))) throw misuse('this index has no such filter');
    return {
      sql: wanted.map(([name]) => ` AND ${table}.${name} = ?`).join(''),
      values: wanted.map(([, value]) => value),
    };
  }

  function byWords(query: SearchQuery, candidates: number): string[] {
    const match = matchExpression(query.text ?? '');
    if (match === null) return [];
    const { sql, values } = narrow(query, 'i');
    return store
      .prepare<unknown[], { id: string }>(
        `SELECT i.id AS id FROM ${text} JOIN ${item} i ON i.seq = ${text}.rowid
         WHERE ${text} MATCH ?${sql} ORDER BY ${text}.rank LIMIT ?`,
      )
      .all(match, ...values, candidates)
      .map(({ id }) => id);
  }

  function byMeaning(query: SearchQuery, candidates: number): { id: string; distance: number }[] {
    if (query.vector === undefined) return [];
    requireVector(query.vector);
    const { sql, values } = narrow(query, 'v');
    return store
      .prepare<unknown[], { id: string; distance: number }>(
        `SELECT i.id AS id, n.distance AS distance FROM (
           SELECT v.rowid AS seq, v.distance AS distance FROM ${vector} v WHERE v.embedding MATCH ? AND v.k = ?${sql}
         ) n JOIN ${item} i ON i.seq = n.seq ORDER BY n.distance, i.id`,
      )
      .all(query.vector, candidates, ...values);
  }

  return {
    put(tx, { id, text: content, vector: embedding, filters: given = {} }) {
      requireTransaction(tx);
      if (embedding !== undefined) requireVector(embedding);
      remove(id);
      const values = filterNames.map((name) => given[name] ?? '');
      const seq = addItem.run(id, content, ...values).lastInsertRowid;
      addText.run(seq, content);
      if (embedding !== undefined) addVector.run(BigInt(seq), embedding, ...values);
    },
    remove(tx, id) {
      requireTransaction(tx);
      remove(id);
    },
    search(query) {
      const limit = Math.max(1, query.limit ?? 10);
      const candidates = Math.min(MAX_NEIGHBOURS, Math.max(50, 4 * limit));
      return fuse(byWords(query, candidates), byMeaning(query, candidates)).slice(0, limit);
    },
    rebuild(tx) {
      requireTransaction(tx);
      const { $client: db } = tx;
      const columns = ['rowid', 'embedding', ...filters].join(', ');
      const rows = db.prepare<[], unknown[]>(`SELECT ${columns} FROM ${vector}`).raw().all();
      db.exec(`DROP TABLE ${vector}`);
      db.exec(vectorTable(names, spec.dimensions));
      const add = db.prepare(
        `INSERT INTO ${vector} (${columns}) VALUES (?, ?${', ?'.repeat(filters.length)})`,
      );
      for (const [seq, ...rest] of rows) add.run(BigInt(Number(seq)), ...rest);
    },
  };
}

function requireTransaction(tx: Db): void {
  const db: Database.Database = tx.$client;
  if (!db.inTransaction) throw misuse('a search index is changed within a change');
}

/** Words as FTS5 wants them: each quoted, so that nothing a person types is taken for an operator. */
function matchExpression(text: string): string | null {
  const words = text
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
  return words.length === 0
    ? null
    : words
        .slice(0, MAX_WORDS)
        .map((word) => `"${word}"`)
        .join(' OR ');
}

function fuse(words: readonly string[], meaning: readonly { id: string; distance: number }[]): SearchHit[] {
  const hits = new Map<string, SearchHit>();
  words.forEach((id, index) => {
    hits.set(id, {
      id,
      score: 1 / (RRF_K + index + 1),
      textRank: index + 1,
      vectorRank: null,
      distance: null,
    });
  });
  meaning.forEach(({ id, distance }, index) => {
    const hit = hits.get(id) ?? { id, score: 0, textRank: null, vectorRank: null, distance: null };
    hits.set(id, { ...hit, score: hit.score + 1 / (RRF_K + index + 1), vectorRank: index + 1, distance });
  });
  return [...hits.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
