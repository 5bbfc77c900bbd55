import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Permission, Role } from '../contract/index.ts';
import { findResources } from '../kernel/resources.ts';
import { implementClinic, type UploadedFile } from './api.ts';
import { rulesEngine } from './engine.ts';
import { openTestClinic, type TestClinic } from './testing.ts';
import { loadTriageKnowledge } from './triage/index.ts';
import { implementTriage } from './triage-api.ts';

const knowledge = loadTriageKnowledge(findResources());

let test: TestClinic;
let uploaded: readonly UploadedFile[];
beforeEach(async () => {
  test = await openTestClinic(rulesEngine(knowledge));
  uploaded = [];
});
afterEach(() => test.remove());

/** The contract as a signed-in clinician calls it, on the rules that ship. */
function client() {
  const { clinic, context } = test;
  const session = {
    id: 'session',
    userId: context.actor.userId,
    loginName: 'amara',
    fullName: context.actor.name,
    roles: [] as Role[],
    permissions: new Set<Permission>(),
  };
  const router = {
    clinic: implementClinic({
      clinic,
      startImport: (_, files) => {
        uploaded = files;
        return test.context.actor.userId;
      },
    }),
    triage: implementTriage({ clinic, knowledge }),
  };
  return createRouterClient(router, { context: { ...context, connectionId: 'test', session } });
}

const NARRATIVE = 'Central chest pain for 2 hours, sweating, pain going down the left arm.';

const arrive = (family: string) =>
  client().clinic.takeIn({
    patient: { details: { sex: 'male', family, given: 'Adam', birthDate: '1958-01-20' } },
    narrative: NARRATIVE,
    vitals: { heartRate: 104, respiratoryRate: 20, oxygenSaturation: 96, systolicBloodPressure: 104 },
  });

describe('the clinic over its contract', () => {
  it('[URS-TRI-02] explains an assessment: every reason names a rule that can be read and the words it rests on', async () => {
    const { encounterId } = await arrive('Everyman');
    const view = await client().triage.encounter({ encounterId });
    const result = view.assessment?.result;
    expect(result?.acuity).toBeLessThanOrEqual(2);
    expect(result?.disposition).toBe('emergency');
    expect(result?.reasons.length).toBeGreaterThan(0);
    for (const reason of result?.reasons ?? []) {
      if (reason.span !== null) {
        const { start, end, text } = reason.span;
        expect(view.encounter.narrative.slice(start, end)).toBe(text);
      }
      const rule = await client().triage.rule({ rule: reason.rule });
      expect(rule.source.length).toBeGreaterThan(3);
      expect(rule.condition.length).toBeGreaterThan(0);
    }
  });

  it('shows every rule that ships', async () => {
    const names = [
      ...knowledge.rules.map(({ id }) => id),
      ...knowledge.presentations.flatMap(({ id, discriminators }) => [
        ...discriminators.map((rule) => `${id}.${rule.id}`),
        `${id}.default`,
      ]),
    ];
    expect(names.length).toBeGreaterThan(50);
    for (const rule of names) expect(await client().triage.rule({ rule })).toMatchObject({ id: rule });
    await expect(client().triage.rule({ rule: 'no.such-rule' })).rejects.toMatchObject({
      code: 'triage.ruleNotFound',
    });
  });

  it('pages through patients without losing or repeating one', async () => {
    for (const name of ['Ash', 'Birch', 'Cedar', 'Dogwood', 'Elm']) await arrive(name);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client().clinic.searchPatients({ query: '', limit: 2, ...(cursor && { cursor }) });
      expect(page.total).toBe(5);
      seen.push(...page.patients.map(({ name }) => name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen.sort()).toEqual(['ASH, Adam', 'BIRCH, Adam', 'CEDAR, Adam', 'DOGWOOD, Adam', 'ELM, Adam']);
  });

  it('takes a document in and gives it out again as it was', async () => {
    const { patientId, encounterId } = await arrive('Everyman');
    const file = new File(['time,pulse\n09:00,88\n'], 'readings.csv');
    const { id } = await client().clinic.addAttachment({ patientId, encounterId, file });
    const opened = await client().clinic.attachment({ attachmentId: id });
    expect(opened.attachment).toMatchObject({ name: 'readings.csv', mediaType: 'text/csv', encounterId });
    expect(await opened.content.text()).toBe('time,pulse\n09:00,88\n');
    await client().clinic.removeAttachment({ attachmentId: id, reason: 'wrong patient' });
    await expect(client().clinic.attachment({ attachmentId: id })).rejects.toMatchObject({
      code: 'clinic.itemNotFound',
    });
    expect((await client().clinic.patient({ patientId })).attachments).toEqual([]);
  });

  it('does not attach a document to the visit of another patient', async () => {
    const { patientId } = await arrive('Everyman');
    const other = await arrive('Other');
    const file = new File(['x'], 'note.txt');
    await expect(
      client().clinic.addAttachment({ patientId, encounterId: other.encounterId, file }),
    ).rejects.toMatchObject({ code: 'clinic.encounterNotFound' });
  });

  it('hands files over for import with name and content', async () => {
    const file = new File(['MSH|'], 'a01.hl7');
    const { jobId } = await client().clinic.importFiles({ files: [file] });
    expect(jobId).toBe(test.context.actor.userId);
    expect(uploaded.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['a01.hl7', 'MSH|'],
    ]);
  });

  it('lists the scores with the type of every input, and computes one item by item', async () => {
    const scores = await client().triage.scores({});
    const news2 = scores.find(({ id }) => id === 'news2');
    expect(Object.fromEntries(news2?.inputs.map(({ name, type }) => [name, type]) ?? [])).toMatchObject({
      age: 'age',
      heartRate: 'number',
      supplementalOxygen: 'boolean',
      oxygenScale: '1 | 2',
      consciousness: 'A | C | V | P | U',
    });
    expect(scores.find(({ id }) => id === 'pews')).toMatchObject({ enabled: false });
    const input = { respiratoryRate: 22, systolicBloodPressure: 96, alteredMentation: false };
    const result = await client().triage.computeScore({ score: 'qsofa', input });
    expect(result).toMatchObject({ total: 2 });
    expect(result.components.reduce((sum, { points }) => sum + points, 0)).toBe(2);
  });

  it('previews an assessment without recording anything', async () => {
    const before = test.store.changes.list({ limit: 1 })[0]?.seq;
    const result = await client().triage.preview({ id: 'x', narrative: 'sore throat for two days', age: 24 });
    expect(result.acuity).toBeGreaterThanOrEqual(3);
    expect(test.store.changes.list({ limit: 1 })[0]?.seq).toBe(before);
  });
});
