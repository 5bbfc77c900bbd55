import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSigner } from '../../identity/signatures.ts';
import { newId } from '../../kernel/ids.ts';
import { findResources } from '../../kernel/resources.ts';
import { decisionFacts } from '../decision-facts.ts';
import { decisionsOf } from '../decisions.ts';
import { readQueue } from '../queue.ts';
import { openTestClinic, type TestClinic } from '../testing.ts';
import { loadDemoData } from './demo-data.ts';
import { DEFAULT_BIAS, generateDemo } from './generate.ts';
import type { DemoClinician } from './timeline.ts';

const ENCOUNTERS = 300;
const WAITING = 20;
const data = loadDemoData(findResources());

async function generated(): Promise<TestClinic> {
  const clinic = await openTestClinic();
  const { userId, name } = clinic.context.actor;
  const clinician: DemoClinician = {
    actor: clinic.context.actor,
    signer: (clock) =>
      createSigner(clinic.store, { userId, fullName: name, sessionId: newId(clock) }, clock, () => undefined),
  };
  const options = {
    seed: 7,
    encounters: ENCOUNTERS,
    waiting: WAITING,
    bias: DEFAULT_BIAS,
    clinicians: [clinician],
  };
  await generateDemo(clinic.clinic, clinic.store, data, options);
  return clinic;
}

let first: TestClinic;
let second: TestClinic;
beforeAll(async () => {
  first = await generated();
  second = await generated();
}, 60_000);
afterAll(() => {
  first.remove();
  second.remove();
});

describe('a demonstration workspace', () => {
  test('[URS-STO-11] the same seed gives the same encounters, decisions and outcomes', () => {
    const facts = decisionFacts(first.store, {});
    expect(facts.length).toBeGreaterThanOrEqual(ENCOUNTERS);
    expect(decisionFacts(second.store, {})).toEqual(facts);
  });

  test('past decisions are signed, at the time at which they were made, and every signature is valid', () => {
    const rows = first.store
      .prepare<[], { encounterId: string; decidedAt: string; arrivedAt: string }>(
        `SELECT e.id AS encounterId, d.decided_at AS decidedAt, e.arrived_at AS arrivedAt
         FROM triage_decision d JOIN encounter e ON e.id = d.encounter_id LIMIT 50`,
      )
      .all();
    for (const { encounterId, decidedAt, arrivedAt } of rows) {
      expect(decidedAt > arrivedAt).toBe(true);
      const [decision] = first.store.read((db) => decisionsOf(first.store, db, encounterId));
      expect(decision?.signature).toMatchObject({
        state: 'valid',
        name: 'Dr Amara Osei',
        signedAt: decidedAt,
      });
    }
  });

  test('the waiting room holds patients of now, some decided and some not', () => {
    const { rows } = readQueue(first.clinic, first.store);
    expect(rows).toHaveLength(WAITING);
    expect(new Set(rows.map(({ decided }) => decided))).toEqual(new Set([true, false]));
    for (const { arrivedAt } of rows) expect(Date.parse(arrivedAt)).toBeLessThanOrEqual(first.clock.now());
  });

  test('the log of it all verifies', async () => {
    expect((await first.store.verify()).breaks).toEqual([]);
  });
});
