import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { agentsMigrations } from '../agents/index.ts';
import {
  type Acuity,
  acuitySchema,
  type Intake,
  intakeSchema,
  type TriageResult,
} from '../contract/index.ts';
import type { HandlerContext } from '../identity/index.ts';
import { identityMigrations } from '../identity/index.ts';
import { appUser } from '../identity/schema.ts';
import { createSigner, provideSigningKey } from '../identity/signatures.ts';
import { type ManualClock, manualClock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { findResources } from '../kernel/resources.ts';
import { createWorkspace, KDF_FLOOR, type Store } from '../store/index.ts';
import type { Clinic, TriageEngine, TriageSettings } from './clinic.ts';
import { loadCodeLists } from './code-lists.ts';
import { clinicMigrations } from './migrations.ts';
import { dispositionOf } from './triage/disposition.ts';

/** A clinic on a real encrypted workspace in a temporary folder, for tests. */
export interface TestClinic {
  readonly clinic: Clinic;
  readonly store: Store;
  readonly clock: ManualClock;
  /** Of one signed-in clinician; `as` gives that of another. */
  readonly context: Pick<HandlerContext, 'store' | 'actor' | 'authoriseSigning'>;
  readonly folder: string;
  settings: TriageSettings;
  remove(): void;
}

export async function openTestClinic(engine: TriageEngine = levelEngine()): Promise<TestClinic> {
  const clock = manualClock('2026-03-14T09:00:00Z');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'fairdoc-clinic-'));
  const userId = newId(clock);
  const { store, dataKey } = await createWorkspace(folder, {
    name: 'Test',
    clock,
    kdf: KDF_FLOOR,
    firstUser: { userId, loginName: 'amara', passphrase: 'correct horse battery staple' },
    migrations: [...identityMigrations, ...agentsMigrations, ...clinicMigrations],
  });
  provideSigningKey(store, dataKey.derive('signature'));
  const person = { userId, fullName: 'Dr Amara Osei', sessionId: newId(clock) };
  store.change({ actor: 'system', action: 'test.setUp' }, (tx) => {
    tx.insert(appUser)
      .values({
        id: userId,
        loginName: 'amara',
        fullName: person.fullName,
        active: true,
        createdAt: '2026-01-01',
      })
      .run();
  });
  const test: TestClinic = {
    store,
    clock,
    folder,
    settings: { targetScale: 'manchester', retriageMinutes: [5, 15, 60, 120, 240], escalateAfterMinutes: 30 },
    clinic: {
      clock,
      codes: loadCodeLists(findResources()),
      triage: engine,
      settings: () => test.settings,
    },
    context: {
      store,
      actor: { userId, name: person.fullName },
      authoriseSigning: async () => createSigner(store, person, clock, () => undefined),
    },
    remove() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return test;
}

const MINUTES = [0, 10, 60, 120, 240] as const;

/**
 * A stand-in for the rules, so that tests of queues and decisions do not hang on clinical knowledge: the level is
 * what the narrative says (`level 4`), 3 where it says nothing, and at least 2 for a saturation below 92%.
 */
export function levelEngine(): TriageEngine {
  return {
    agent: { id: 'triage.test', version: '1' },
    targetMinutes: (acuity) => MINUTES[acuity - 1] ?? 0,
    assess(input) {
      const said = acuitySchema.safeParse(Number(/level (\d)/.exec(input.narrative ?? '')?.[1] ?? 3));
      const low = (input.vitals?.oxygenSaturation ?? 100) < 92;
      const acuity: Acuity = Math.min(said.data ?? 3, low ? 2 : 5) as Acuity;
      const result: TriageResult = {
        id: input.id,
        acuity,
        disposition: dispositionOf(acuity),
        targetMinutes: MINUTES[acuity - 1] ?? 0,
        confidence: 0.5,
        reasons: [],
        scores: { news2: { total: 4, band: 'low', missing: [], reason: null } },
        missing: [
          { field: 'pain', question: 'How strong is the pain?', about: null, gain: null, couldBecome: null },
        ],
        denied: [],
        words: [],
        warnings: [],
        consider: [],
        advice: [],
        estimates: null,
        ruleSet: { version: '1', digest: 'test' },
      };
      return result;
    },
  };
}

/** An intake with what a test does not care about filled in. */
export function intakeOf(partial: Partial<Parameters<typeof intakeSchema.parse>[0] & object>): Intake {
  return intakeSchema.parse({
    patient: { details: { sex: 'female', family: 'Okafor', given: 'Ngozi', birthDate: '1984-05-02' } },
    narrative: 'chest pain since this morning',
    vitals: {},
    ...partial,
  });
}
