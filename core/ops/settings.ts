import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Settings, settingsSchema } from '../contract/index.ts';
import type { Actor } from '../identity/index.ts';
import { FairdocError } from '../kernel/errors.ts';
import type { Db, Store } from '../store/index.ts';
import { setting } from './schema.ts';

/** The settings of a workspace. Defaults are data: `resources/ops/settings.json`. */

const ID = 'settings';
const { targetScale, idleMinutes, retriageMinutes, escalateAfterMinutes } = settingsSchema.shape;
const given = <T extends z.ZodType>(value: T) => z.object({ value, source: z.string() });
const defaultsSchema = z.object({
  comment: z.string(),
  settings: z.object({
    targetScale: given(targetScale),
    idleMinutes: given(idleMinutes),
    retriageMinutes: given(retriageMinutes),
    escalateAfterMinutes: given(escalateAfterMinutes),
  }),
});

export type DefaultSettings = Omit<Settings, 'workspaceName'>;

export function loadDefaultSettings(resources: string): DefaultSettings {
  const text = readFileSync(path.join(resources, 'ops', 'settings.json'), 'utf8');
  const { settings } = defaultsSchema.parse(JSON.parse(text));
  return {
    targetScale: settings.targetScale.value,
    idleMinutes: settings.idleMinutes.value,
    retriageMinutes: settings.retriageMinutes.value,
    escalateAfterMinutes: settings.escalateAfterMinutes.value,
  };
}

/** Writes the first settings of a new workspace, within the change that founds it. */
export function insertSettings(tx: Db, settings: Settings): void {
  tx.insert(setting)
    .values({ id: ID, ...settings })
    .run();
}

export function readSettings(db: Db): Settings {
  const row = db.select().from(setting).where(eq(setting.id, ID)).get();
  if (!row) {
    throw new FairdocError(
      'damaged',
      'ops.settingsMissing',
      'The settings of this workspace are missing.',
      'Verify the record and restore a backup.',
    );
  }
  const { id: _, ...settings } = row;
  return settings;
}

/** Changes some of the settings and returns all of them. */
export function updateSettings(
  store: Store,
  actor: Actor,
  change: { changes: { [K in keyof Settings]?: Settings[K] | undefined }; reason: string },
): Settings {
  return store.change({ actor, action: 'settings.update', reason: change.reason }, (tx) => {
    const next = settingsSchema.parse({ ...readSettings(tx), ...definedOnly(change.changes) });
    demandSensible(next);
    tx.update(setting).set(next).where(eq(setting.id, ID)).run();
    return next;
  }).value;
}

const LONGEST_RETRIAGE_MINUTES = 1_440;

function demandSensible({ retriageMinutes }: Settings): void {
  if (retriageMinutes.every((minutes) => minutes >= 1 && minutes <= LONGEST_RETRIAGE_MINUTES)) return;
  throw new FairdocError(
    'invalid',
    'ops.retriageMinutes',
    'Waiting patients are looked at again after one minute to one day.',
    'Give each level a number of minutes from 1 to 1440.',
  );
}

function definedOnly(changes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
