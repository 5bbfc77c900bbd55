import { sql } from 'drizzle-orm';
import type { Store } from '../store/index.ts';

/**
 * Which rows are about a patient. Every table of the clinic carries `patient_id`, `encounter_id` or both, so the
 * schema itself says where to look; a table that is added later is found without a change here.
 */
export function rowsOfPatient(store: Store, patientId: string): string[] {
  const byPatient = rowIds(store, 'patient_id', [patientId]);
  const encounters = store.read((db) =>
    db
      .all<{ id: string }>(sql`SELECT id FROM encounter WHERE patient_id = ${patientId}`)
      .map((row) => row.id),
  );
  const byEncounter = rowIds(store, 'encounter_id', encounters);
  // The patient's own row and the sealed identity share the patient's id.
  const rows = new Set([patientId, ...byPatient, ...byEncounter]);
  for (const id of signaturesOf(store, [...rows])) rows.add(id);
  return [...rows];
}

function rowIds(store: Store, column: 'patient_id' | 'encounter_id', values: readonly string[]): string[] {
  if (values.length === 0) return [];
  return store.read((db) => {
    const tables = db.all<{ name: string }>(
      sql`SELECT t.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
          WHERE t.schema = 'main' AND t.type = 'table' AND c.name = ${column}
            AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'id')`,
    );
    return tables.flatMap(({ name }) =>
      db
        .all<{ id: string }>(
          sql`SELECT id FROM ${sql.identifier(name)} WHERE ${sql.identifier(column)} IN
              (SELECT value FROM json_each(${JSON.stringify(values)}))`,
        )
        .map((row) => row.id),
    );
  });
}

function signaturesOf(store: Store, subjects: readonly string[]): string[] {
  return store.read((db) =>
    db
      .all<{ id: string }>(
        sql`SELECT id FROM signature WHERE subject_id IN (SELECT value FROM json_each(${JSON.stringify(subjects)}))`,
      )
      .map((row) => row.id),
  );
}
