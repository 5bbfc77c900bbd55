import path from 'node:path';
import Database from 'better-sqlite3';
import type { Store } from '../../core/store/index.ts';
import { type Figure, median, type Suite, timed } from '../figure.ts';
import {
  INSERT,
  inScratch,
  MEASUREMENT_SQL,
  META,
  measurementRow,
  scratchStore,
} from '../support/scratch.ts';

/** An intake writes about a dozen rows at once: that is the unit that people wait for. */
const ROWS_PER_INTAKE = 12;
const ROUNDS = 15;

/** Writes `changes` transactions of `rows` rows each and returns microseconds per row. */
type Writer = (changes: number, rows: number) => number;

function plainWriter(folder: string): Writer {
  const db = new Database(path.join(folder, 'plain.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(MEASUREMENT_SQL);
  const insert = db.prepare(INSERT);
  let next = 0;
  return (changes, rows) => {
    const write = db.transaction(() => {
      for (let row = 0; row < rows; row += 1) insert.run(...measurementRow(next++));
    });
    const elapsed = timed(() => {
      for (let change = 0; change < changes; change += 1) write.immediate();
    });
    return (elapsed * 1_000) / (changes * rows);
  };
}

function auditedWriter(store: Store): Writer {
  const insert = store.prepare<(string | number)[]>(INSERT);
  let next = 0;
  return (changes, rows) => {
    const elapsed = timed(() => {
      for (let change = 0; change < changes; change += 1) {
        store.change(META, () => {
          for (let row = 0; row < rows; row += 1) insert.run(...measurementRow(next++));
        });
      }
    });
    return (elapsed * 1_000) / (changes * rows);
  };
}

/** Rounds alternate, so that noise of the machine meets both; the ratio is the median of the rounds' ratios. */
function compare(plain: Writer, audited: Writer, changes: number, rows: number) {
  plain(changes, rows);
  audited(changes, rows);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    plain: plain(changes, rows),
    audited: audited(changes, rows),
  }));
  return {
    ratio: median(rounds.map((round) => round.plain / round.audited)),
    rowsPerSecond: 1e6 / median(rounds.map((round) => round.audited)),
  };
}

export const writes: Suite = {
  id: 'writes',
  title: 'Audited, encrypted writes against plain, unaudited SQLite with the same durability (WAL, FULL)',
  run: (say) =>
    inScratch(async (folder) => {
      const plain = plainWriter(folder);
      const store = await scratchStore(folder);
      const audited = auditedWriter(store);
      say('one intake at a time (12 rows)');
      const intake = compare(plain, audited, 60, ROWS_PER_INTAKE);
      say('one row at a time');
      const single = compare(plain, audited, 100, 1);
      say('one import at a time (2,000 rows)');
      const bulk = compare(plain, audited, 2, 2_000);
      say('ten times the data');
      for (let filled = 0; filled < 10; filled += 1) {
        plain(5, 4_000);
        audited(5, 4_000);
      }
      const grown = compare(plain, audited, 60, ROWS_PER_INTAKE);
      const cipher = await alternativeCipher(folder, plain);
      store.close();
      const figures: Figure[] = [
        {
          id: 'writes.ratio',
          title: 'intakes of 12 rows, speed against plain',
          value: intake.ratio,
          unit: '×',
          goal: { kind: 'atLeast', value: 0.5 },
        },
        { id: 'writes.rows', title: 'rows a second in intakes', value: intake.rowsPerSecond, unit: '/s' },
        { id: 'writes.single', title: 'single rows, speed against plain', value: single.ratio, unit: '×' },
        {
          id: 'writes.bulk',
          title: 'imports of 2,000 rows, speed against plain',
          value: bulk.ratio,
          unit: '×',
        },
        {
          id: 'writes.growth',
          title: 'speed of an intake with 200,000 rows more, against before',
          value: grown.rowsPerSecond / intake.rowsPerSecond,
          unit: '×',
          goal: { kind: 'atLeast', value: 0.5 },
        },
        cipher,
      ];
      return figures;
    }),
};

async function alternativeCipher(folder: string, plain: Writer): Promise<Figure> {
  const store = await scratchStore(folder, 'sqlcipher');
  const { ratio } = compare(plain, auditedWriter(store), 60, ROWS_PER_INTAKE);
  store.close();
  return {
    id: 'writes.sqlcipher',
    title: 'intakes with the SQLCipher 4 format, speed against plain',
    value: ratio,
    unit: '×',
  };
}
