import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createWorkspace, KDF_FLOOR, type Migration, type Store } from '../../core/store/index.ts';

/** Gives `work` a folder that is gone afterwards. */
export async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'fairdoc-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A table of the shape of the clinic's observations, the most written one. */
export const MEASUREMENT_SQL = `
  CREATE TABLE measurement (
    id TEXT PRIMARY KEY, patient_id TEXT NOT NULL, encounter_id TEXT NOT NULL, display TEXT NOT NULL,
    value_number REAL, unit TEXT, status TEXT NOT NULL, effective_at TEXT NOT NULL, recorded_at TEXT NOT NULL
  );
  CREATE INDEX measurement_patient ON measurement (patient_id);`;

const MIGRATIONS: readonly Migration[] = [
  { domain: 'bench', version: 1, name: 'measurements', up: MEASUREMENT_SQL },
];

export const INSERT = 'INSERT INTO measurement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';

/** The values of row `index`: as long and as varied as real ones. */
export function measurementRow(index: number): (string | number)[] {
  const id = index.toString(16).padStart(12, '0');
  return [
    `018e4c1e-0000-7000-8000-${id}`,
    `018e4c1e-0000-7000-9000-${(index >> 4).toString(16).padStart(12, '0')}`,
    `018e4c1e-0000-7000-a000-${(index >> 3).toString(16).padStart(12, '0')}`,
    'Respiratory rate',
    12 + (index % 20) + 0.5,
    '/min',
    'final',
    '2026-03-14T09:05:00.000Z',
    '2026-03-14T09:06:12.345Z',
  ];
}

export async function scratchStore(folder: string, cipher?: 'aegis' | 'sqlcipher'): Promise<Store> {
  const { store } = await createWorkspace(path.join(folder, `workspace-${cipher ?? 'default'}`), {
    name: 'Benchmark',
    firstUser: { userId: 'bench', loginName: 'bench', passphrase: 'a passphrase for the benchmark' },
    migrations: MIGRATIONS,
    kdf: KDF_FLOOR,
    ...(cipher ? { cipher } : {}),
  });
  return store;
}

export const META = { actor: { userId: 'bench', name: 'Benchmark' }, action: 'bench.write' } as const;
