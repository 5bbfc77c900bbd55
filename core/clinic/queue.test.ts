import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decide } from './decisions.ts';
import { closeEncounter, recordVitals } from './encounters.ts';
import { takeIn } from './intake.ts';
import { readQueue } from './queue.ts';
import { remindersFor } from './reminders.ts';
import { intakeOf, openTestClinic, type TestClinic } from './testing.ts';
import { readEncounterView } from './views.ts';

let test: TestClinic;
beforeEach(async () => {
  test = await openTestClinic();
});
afterEach(() => test.remove());

const arrive = async (narrative: string, bay: string | null = null): Promise<string> =>
  (await takeIn(test.clinic, test.context, intakeOf({ narrative, bay }))).encounterId;

const confirm = async (encounterId: string) => {
  const { assessment } = readEncounterView(test.clinic, test.store, encounterId);
  await decide(test.clinic, test.context, {
    encounterId,
    assessmentId: assessment?.id ?? '',
    shownDigest: assessment?.digest ?? '',
    decision: { kind: 'confirm' },
    signing: { passphrase: '' },
  });
};

const rows = () => readQueue(test.clinic, test.store).rows;
const reminders = () => {
  const { rows: queue, asOf } = readQueue(test.clinic, test.store);
  return remindersFor(queue, asOf, test.settings);
};
const minutes = (count: number) => test.clock.advance(count * 60_000);

describe('the queue', () => {
  it('[URS-TRI-06] stands in the order of urgency, then of the target, whatever the order of arrival', async () => {
    const minor = await arrive('splinter, level 5');
    minutes(1);
    const cough = await arrive('cough, level 3');
    minutes(1);
    const pain = await arrive('belly pain, level 3');
    minutes(1);
    const arrest = await arrive('collapsed, level 1');
    expect(rows().map(({ encounterId }) => encounterId)).toEqual([arrest, cough, pain, minor]);
  });

  it('shows who it is, how old, what is wrong, and what is known', async () => {
    const encounterId = await arrive(`chest   pain\n${'and more '.repeat(40)}`, 'Majors 2');
    const [row] = rows();
    expect(row).toMatchObject({
      encounterId,
      name: 'OKAFOR, Ngozi',
      age: '41 years',
      sex: 'female',
      bay: 'Majors 2',
      interpreterNeeded: false,
      acuity: 3,
      decided: false,
      disposition: 'urgent',
      arrivedAt: '2026-03-14T09:00:00.000Z',
      dueAt: '2026-03-14T10:00:00.000Z',
      retriageAt: '2026-03-14T10:00:00.000Z',
      scores: [{ id: 'news2', total: 4, band: 'low' }],
      missing: 1,
    });
    expect(row?.complaint).toMatch(/^chest pain and more/);
    expect(row?.complaint.length).toBeLessThanOrEqual(141);
  });

  it('[URS-TRI-06] runs the target from arrival until the decision is signed', async () => {
    const encounterId = await arrive('cough, level 2');
    expect(rows()).toMatchObject([{ dueAt: '2026-03-14T09:10:00.000Z', overdue: false }]);
    minutes(10);
    expect(rows()).toMatchObject([{ overdue: false }]);
    minutes(1);
    expect(rows()).toMatchObject([{ overdue: true }]);
    await confirm(encounterId);
    expect(rows()).toMatchObject([{ decided: true, overdue: false, dueAt: '2026-03-14T09:10:00.000Z' }]);
  });

  it('[URS-TRI-06] counts re-triage from when somebody last looked at the patient', async () => {
    const encounterId = await arrive('cough, level 3');
    minutes(59);
    expect(rows()).toMatchObject([{ retriageOverdue: false }]);
    recordVitals(test.clinic, test.context, { encounterId, vitals: { heartRate: 96 } });
    expect(rows()).toMatchObject([{ retriageAt: '2026-03-14T10:59:00.000Z' }]);
    minutes(30);
    await confirm(encounterId);
    expect(rows()).toMatchObject([{ retriageAt: '2026-03-14T11:29:00.000Z', retriageOverdue: false }]);
    minutes(61);
    expect(rows()).toMatchObject([{ retriageOverdue: true }]);
  });

  it('goes by the scale and the intervals in the settings', async () => {
    await arrive('cough, level 3');
    test.settings = { ...test.settings, retriageMinutes: [5, 15, 20, 120, 240] };
    expect(rows()).toMatchObject([{ retriageAt: '2026-03-14T09:20:00.000Z' }]);
  });

  it('shows a patient whose assessment is missing rather than leaving the patient out', async () => {
    await arrive('cough, level 5');
    test.store.change(
      { actor: 'system', action: 'test.remove' },
      (tx) => void tx.$client.exec('DELETE FROM finding'),
    );
    expect(rows()).toMatchObject([{ acuity: 3, disposition: 'urgent', decided: false, scores: [] }]);
  });

  it('leaves out who has gone', async () => {
    const encounterId = await arrive('cough, level 3');
    const close = (kind: 'discharged' | 'left') =>
      closeEncounter(test.clinic, test.context, { encounterId, outcome: { kind } });
    expect(() => close('discharged')).toThrow(expect.objectContaining({ code: 'clinic.encounterState' }));
    expect(rows()).toHaveLength(1);
    close('left');
    expect(rows()).toEqual([]);
    const view = readEncounterView(test.clinic, test.store, encounterId);
    expect(view).toMatchObject({ dueAt: null, retriageAt: null, encounter: { outcome: { kind: 'left' } } });
  });
});

describe('reminders', () => {
  it('[URS-TRI-06] tell of a missed target, then escalate, each once under the same key', async () => {
    const encounterId = await arrive('cough, level 2', 'Majors 4');
    minutes(10);
    expect(reminders()).toEqual([]);
    minutes(1);
    expect(reminders()).toMatchObject([{ kind: 'targetMissed', severity: 'urgent', encounterId }]);
    const first = reminders()[0]?.key;
    minutes(15);
    expect(reminders().map(({ kind }) => kind)).toEqual(['retriageDue', 'targetMissed']);
    expect(reminders().find(({ kind }) => kind === 'targetMissed')?.key).toBe(first);
    minutes(14);
    expect(reminders()).toMatchObject([
      { kind: 'retriageDue' },
      { kind: 'targetMissed' },
      { kind: 'escalation', severity: 'urgent', dueAt: '2026-03-14T09:40:00.000Z' },
    ]);
    await confirm(encounterId);
    expect(reminders()).toEqual([]);
  });

  it('[URS-TRI-06] ask for a re-triage again when the next one falls due', async () => {
    const encounterId = await arrive('cough, level 3');
    await confirm(encounterId);
    minutes(60);
    const [first] = reminders();
    expect(first).toMatchObject({ kind: 'retriageDue', severity: 'attention' });
    recordVitals(test.clinic, test.context, { encounterId, vitals: { heartRate: 90 } });
    expect(reminders()).toEqual([]);
    minutes(60);
    const [second] = reminders();
    expect(second?.kind).toBe('retriageDue');
    expect(second?.key).not.toBe(first?.key);
  });

  it('name the bay and the level, never the patient', async () => {
    await arrive('cough, level 2', 'Majors 4');
    minutes(60);
    const text = JSON.stringify(reminders());
    expect(text).toContain('Majors 4');
    expect(text).not.toMatch(/okafor|ngozi|cough/i);
  });
});
