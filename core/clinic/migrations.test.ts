import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finding } from '../agents/index.ts';
import * as schema from './schema.ts';
import { openTestClinic, type TestClinic } from './testing.ts';

let test: TestClinic;
beforeAll(async () => {
  test = await openTestClinic();
});
afterAll(() => test.remove());

const TABLES: readonly SQLiteTable[] = [
  finding,
  schema.patient,
  schema.encounter,
  schema.answer,
  schema.observation,
  schema.historyItem,
  schema.attachment,
  schema.triageDecision,
  schema.importFile,
  schema.sourceRecord,
];

interface Column {
  name: string;
  type: string;
  notnull: number;
  pk: number;
}

const pragma = <R>(sql: string, ...values: string[]) =>
  test.store.read(({ $client }) => $client.prepare<string[], R>(sql).all(...values));

describe('the tables of the clinic', () => {
  it.each(TABLES.map((table) => [getTableConfig(table).name, table] as const))(
    '%s is in the database as the code believes it to be',
    (name, table) => {
      const declared = getTableConfig(table);
      const columns = pragma<Column>('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', name);
      expect(columns).toEqual(
        declared.columns.map((column) => ({
          name: column.name,
          type: column.getSQLType().toUpperCase(),
          notnull: column.notNull ? 1 : 0,
          pk: column.primary ? 1 : 0,
        })),
      );
      const references = pragma<{ from: string; table: string; to: string }>(
        'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)',
        name,
      );
      const expected = declared.foreignKeys.map((key) => {
        const { columns: from, foreignTable, foreignColumns: to } = key.reference();
        return { from: from[0]?.name, table: getTableConfig(foreignTable).name, to: to[0]?.name };
      });
      expect(new Set(references)).toEqual(new Set(expected));
      const indexes = pragma<{ name: string }>(
        "SELECT name FROM pragma_index_list(?) WHERE origin = 'c'",
        name,
      ).map((entry) => entry.name);
      const named = declared.indexes.map((entry) => entry.config.name);
      expect(indexes).toEqual(expect.arrayContaining(named));
    },
  );

  it('leads from every row of a patient to the patient, for the audit trail', () => {
    const tables = TABLES.filter((table) => table !== schema.patient && table !== schema.importFile);
    for (const table of tables) {
      expect(getTableConfig(table).columns.map(({ name }) => name)).toContain('patient_id');
    }
  });

  it.each([
    ['patient', 'SELECT * FROM encounter WHERE patient_id = ? ORDER BY arrived_at'],
    ['observations', 'SELECT * FROM observation WHERE encounter_id = ?'],
    ['assessments', "SELECT * FROM finding WHERE subject_id = ? AND kind = 'triage.assessment'"],
    ['decision', 'SELECT * FROM triage_decision WHERE encounter_id = ? AND superseded_at IS NULL'],
    ['queue', "SELECT id FROM encounter WHERE status IN ('waiting', 'decided')"],
  ])('reads the %s by an index, not by going through everything', (_, sql) => {
    const binds = sql.includes('?') ? ['x'] : [];
    const plan = pragma<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...binds).map(
      ({ detail }) => detail,
    );
    expect(plan.join('\n')).toMatch(/SEARCH|USING (COVERING )?INDEX/);
    expect(plan.join('\n')).not.toMatch(/SCAN (encounter|observation|finding|triage_decision)$/);
  });
});
