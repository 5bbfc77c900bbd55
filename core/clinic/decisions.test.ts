import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Decision, EncounterView } from '../contract/index.ts';
import { reassessOpen } from './assessments.ts';
import { type DecisionRequest, decide } from './decisions.ts';
import { closeEncounter, recordVitals, updateNarrative } from './encounters.ts';
import { addHistory } from './history.ts';
import { takeIn } from './intake.ts';
import { readQueue } from './queue.ts';
import { intakeOf, openTestClinic, type TestClinic } from './testing.ts';
import { readEncounterView } from './views.ts';

let test: TestClinic;
let encounterId: string;
beforeEach(async () => {
  test = await openTestClinic();
  ({ encounterId } = await takeIn(test.clinic, test.context, intakeOf({ narrative: 'cough, level 3' })));
});
afterEach(() => test.remove());

const view = (): EncounterView => readEncounterView(test.clinic, test.store, encounterId);
const SIGNING = { passphrase: 'checked by the identity of a real core' };

const sign = (decision: DecisionRequest['decision'], seen: EncounterView = view()): Promise<Decision> =>
  decide(test.clinic, test.context, {
    encounterId,
    assessmentId: seen.assessment?.id ?? '',
    shownDigest: seen.assessment?.digest ?? '',
    decision,
    signing: SIGNING,
  });

const confirm = { kind: 'confirm' } as const;
const upTo = (acuity: 1 | 2 | 3 | 4 | 5) =>
  ({ kind: 'override', acuity, reason: 'clinicalJudgement', note: 'looks unwell' }) as const;

describe('a triage decision', () => {
  it('[URS-TRI-07] confirms the proposed level under a signature bound to what was shown', async () => {
    const seen = view();
    const decision = await sign(confirm, seen);
    expect(decision).toMatchObject({
      kind: 'confirm',
      proposedAcuity: 3,
      acuity: 3,
      disposition: 'urgent',
      targetMinutes: 60,
      overrideReason: null,
      superseded: false,
      assessmentId: seen.assessment?.id,
      decidedBy: { name: 'Dr Amara Osei' },
      signature: { name: 'Dr Amara Osei', meaning: 'Confirmed the proposed triage level 3', state: 'valid' },
    });
    const after = view();
    expect(after.encounter.status).toBe('decided');
    expect(after.decisions).toEqual([decision]);
    const [set] = test.store.changes.list({ limit: 1 });
    expect(set).toMatchObject({ action: 'triage.confirm', actorName: 'Dr Amara Osei' });
    const tables = test.store.changes.rows(set?.seq ?? 0).map(({ table }) => table);
    expect(new Set(tables)).toEqual(new Set(['signature', 'triage_decision', 'finding', 'encounter']));
  });

  it.each([
    [1, 'emergency', 0],
    [2, 'emergency', 10],
    [4, 'routine', 120],
    [5, 'self-care', 240],
  ] as const)(
    '[URS-TRI-07] overrides to level %i with a reason',
    async (acuity, disposition, targetMinutes) => {
      const decision = await sign(upTo(acuity));
      expect(decision).toMatchObject({
        kind: 'override',
        proposedAcuity: 3,
        acuity,
        disposition,
        targetMinutes,
        overrideReason: 'clinicalJudgement',
        note: 'looks unwell',
        signature: { meaning: `Set triage level ${acuity} in place of the proposed level 3`, state: 'valid' },
      });
      expect(test.store.changes.list({ limit: 1 })[0]).toMatchObject({
        action: 'triage.override',
        reason: 'looks unwell',
      });
    },
  );

  it('refuses an override to the level that was proposed', async () => {
    await expect(sign(upTo(3))).rejects.toMatchObject({ code: 'triage.overrideSame' });
  });

  it.each([
    [
      'vital signs',
      () => recordVitals(test.clinic, test.context, { encounterId, vitals: { heartRate: 130 } }),
    ],
    [
      'the narrative',
      () =>
        updateNarrative(test.clinic, test.context, {
          encounterId,
          narrative: 'cough with blood, level 2',
          reason: 'told the nurse later',
        }),
    ],
  ])('[URS-TRI-07] is refused when %s changed after the assessment was shown', async (_, change) => {
    const seen = view();
    change();
    await expect(sign(confirm, seen)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'triage.assessmentChanged',
    });
    expect(view().decisions).toEqual([]);
    expect(view().earlierAssessments.map(({ id }) => id)).toEqual([seen.assessment?.id]);
    await expect(sign(confirm)).resolves.toMatchObject({ kind: 'confirm' });
  });

  it('[URS-TRI-07] is refused for the right assessment with another digest', async () => {
    const seen = view();
    const other = seen.assessment && { ...seen.assessment, digest: '0'.repeat(64) };
    await expect(sign(confirm, { ...seen, assessment: other })).rejects.toMatchObject({
      code: 'triage.assessmentChanged',
    });
  });

  it('takes the place of an earlier one, which stays in the record with its signature', async () => {
    const first = await sign(confirm);
    test.clock.advance(60_000);
    const second = await sign(upTo(2));
    const { decisions } = view();
    expect(decisions.map(({ id, superseded }) => [id, superseded])).toEqual([
      [second.id, false],
      [first.id, true],
    ]);
    expect(decisions.map(({ signature }) => signature.state)).toEqual(['valid', 'valid']);
  });

  it('[URS-TRI-07] shows as altered when decision or assessment are changed around the program', async () => {
    await sign(confirm);
    const state = () => view().decisions[0]?.signature.state;
    const edit = (sql: string) =>
      test.store.change({ actor: 'system', action: 'test.tamper' }, (tx) => void tx.$client.exec(sql));
    expect(state()).toBe('valid');
    edit("UPDATE triage_decision SET note = 'never said'");
    expect(state()).toBe('altered');
    edit('UPDATE triage_decision SET note = NULL');
    expect(state()).toBe('valid');
    edit(`UPDATE finding SET payload = replace(payload, 'cough', 'chest pain')`);
    expect(state()).toBe('altered');
  });

  it('is refused once the encounter is closed', async () => {
    await sign(confirm);
    closeEncounter(test.clinic, test.context, { encounterId, outcome: { kind: 'admitted', note: 'ward 7' } });
    await expect(sign(upTo(2))).rejects.toMatchObject({ code: 'clinic.encounterState' });
    expect(view().encounter).toMatchObject({
      status: 'closed',
      outcome: { kind: 'admitted', note: 'ward 7' },
    });
  });
});

describe('after a decision', () => {
  it('a patient who gets worse waits for a decision again, at the level that is now proposed', async () => {
    await sign(confirm);
    recordVitals(test.clinic, test.context, { encounterId, vitals: { oxygenSaturation: 88 } });
    expect(readQueue(test.clinic, test.store).rows).toMatchObject([{ acuity: 2, decided: false }]);
    await sign(confirm);
    expect(readQueue(test.clinic, test.store).rows).toMatchObject([{ acuity: 2, decided: true }]);
  });

  it('a patient who does not get worse keeps the signed level', async () => {
    await sign(upTo(2));
    recordVitals(test.clinic, test.context, { encounterId, vitals: { heartRate: 80 } });
    expect(readQueue(test.clinic, test.store).rows).toMatchObject([{ acuity: 2, decided: true }]);
  });

  it('a new entry in the history leads to a new assessment', async () => {
    const seen = view();
    addHistory(
      test.clinic,
      test.context,
      { patientId: seen.patient.id, item: { kind: 'condition', text: 'Splenectomy' } },
      (tx, patientId) => reassessOpen(test.clinic, test.store, tx, patientId),
    );
    expect(view().assessment?.id).not.toBe(seen.assessment?.id);
  });
});
