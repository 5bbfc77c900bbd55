import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestClinic, type TestClinic } from '../clinic/testing.ts';
import type { Db } from '../store/index.ts';
import {
  type Finding,
  finding,
  raiseFinding,
  recomputedDigest,
  settleFinding,
  supersedeFindings,
} from './index.ts';

let test: TestClinic;
beforeEach(async () => {
  test = await openTestClinic();
});
afterEach(() => test.remove());

const write = <T>(work: (tx: Db) => T) =>
  test.store.change({ actor: 'system', action: 'test.write' }, (tx) => ({ result: work(tx) })).value.result;
const draft = {
  kind: 'test.signal',
  agent: { id: 'test.agent', version: '1' },
  subject: { type: 'site', id: 'site-7' },
  patientId: null,
  encounterId: null,
  severity: 2,
  confidence: 0.8,
  summary: { title: 'three visits late' },
  payload: { visits: [3, 4, 7], rule: 'late-visits' },
};
const raise = (): Finding => write((tx) => raiseFinding(tx, test.clock, draft));
const all = () => test.store.read((db) => db.select().from(finding).all());

describe('findings', () => {
  it('stay open until a person settles them, and say who did and when', () => {
    const raised = raise();
    expect(raised).toMatchObject({ status: 'open', settledAt: null });
    const by = { userId: 'user-1', at: '2026-03-14T10:00:00.000Z' };
    write((tx) => settleFinding(tx, raised.id, 'accepted', by));
    expect(all()).toMatchObject([{ status: 'accepted', settledBy: 'user-1', settledAt: by.at }]);
    write((tx) => settleFinding(tx, raised.id, 'overruled', { ...by, userId: 'user-2' }));
    expect(all()).toMatchObject([{ status: 'overruled', settledBy: 'user-2' }]);
  });

  it('cannot be settled once a newer one has taken their place', () => {
    const older = raise();
    write((tx) => supersedeFindings(tx, test.clock, draft.kind, draft.subject.id));
    const newer = raise();
    const by = { userId: 'user-1', at: '2026-03-14T10:00:00.000Z' };
    expect(() => write((tx) => settleFinding(tx, older.id, 'accepted', by))).toThrow(
      expect.objectContaining({ code: 'agents.findingSuperseded' }),
    );
    expect(all().map(({ id, status }) => [id, status])).toEqual([
      [older.id, 'superseded'],
      [newer.id, 'open'],
    ]);
  });

  it('of another kind about the same subject are left alone', () => {
    raise();
    write((tx) => supersedeFindings(tx, test.clock, 'test.other', draft.subject.id));
    expect(all()).toMatchObject([{ status: 'open' }]);
  });

  it('have a digest that shows when anything they say was altered', () => {
    const raised = raise();
    expect(recomputedDigest(raised)).toBe(raised.digest);
    expect(raise().digest).toBe(raised.digest);
    for (const altered of [
      { ...raised, payload: raised.payload.replace('7', '8') },
      { ...raised, severity: 3 },
      { ...raised, subjectId: 'site-8' },
      { ...raised, agentVersion: '2' },
    ]) {
      expect(recomputedDigest(altered)).not.toBe(raised.digest);
    }
  });
});
