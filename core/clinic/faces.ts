import type { PatientDetails } from '../contract/index.ts';
import type { Store } from '../store/index.ts';
import { displayName } from './patient-details.ts';
import { readIdentity } from './patients.ts';

/** What a list shows of a person. */
export interface Face {
  readonly name: string;
  readonly birthDate: PatientDetails['birthDate'];
}

const CACHE_SIZE = 2_000;
const opened = new WeakMap<Store, Map<string, Face>>();

/**
 * Name and date of birth of a person who is shown again and again, such as everybody in the queue. Opened from the
 * vault once and kept in memory until something about the person is written. Not for use inside a change, whose
 * values may yet be rolled back.
 */
export function faceOf(store: Store, patientId: string): Face {
  const faces = opened.get(store) ?? follow(store);
  const known = faces.get(patientId);
  if (known !== undefined) return known;
  const identity = readIdentity(store, patientId);
  const face = { name: displayName(identity), birthDate: identity.birthDate };
  if (faces.size >= CACHE_SIZE) faces.clear();
  faces.set(patientId, face);
  return face;
}

function follow(store: Store): Map<string, Face> {
  const faces = new Map<string, Face>();
  opened.set(store, faces);
  store.onCommit(({ tables, rows }) => {
    // Erasing a person marks the patient row; the key itself is not in the log.
    if (!tables.includes('person_identity') && !tables.includes('patient')) return;
    for (const { table, rowId } of rows()) {
      if (table === 'person_identity' || table === 'patient') faces.delete(rowId);
    }
  });
  return faces;
}
