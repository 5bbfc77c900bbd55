import { describe, expect, it } from 'vitest';
import type { QueueRow } from '../../../core/contract/index.ts';
import { byAcuity, lanesOf, matchesFilter, matchesWords, neighbour } from './queue-view.ts';
import { outstandingOf, waitingOf, waitingText } from './waiting.ts';

const ARRIVED = Date.parse('2026-03-14T09:00:00Z');
const minutes = (count: number) => ARRIVED + count * 60_000;
const iso = (count: number) => new Date(minutes(count)).toISOString();

function row(changes: Partial<QueueRow> = {}): QueueRow {
  return {
    encounterId: '00000000-0000-4000-8000-000000000001',
    patientId: '00000000-0000-4000-8000-000000000002',
    name: 'Rivers, Ada',
    age: '57 y',
    sex: 'female',
    bay: 'B4',
    complaint: 'Cough and breathless',
    interpreterNeeded: false,
    acuity: 3,
    decided: false,
    disposition: 'urgent',
    arrivedAt: iso(0),
    dueAt: iso(60),
    retriageAt: null,
    overdue: false,
    retriageOverdue: false,
    scores: [],
    missing: 0,
    ...changes,
  };
}

describe('waiting time against the target', () => {
  it('runs from arrival to the target and then counts what is over', () => {
    expect(waitingOf(row(), minutes(30))).toMatchObject({ used: 0.5, over: 0, state: 'onTime' });
    expect(waitingOf(row(), minutes(45))).toMatchObject({ used: 0.75, state: 'soon' });
    expect(waitingOf(row(), minutes(60))).toMatchObject({ used: 1, over: 0, state: 'soon' });
    expect(waitingOf(row(), minutes(72))).toMatchObject({ used: 1, over: 12 * 60_000, state: 'late' });
    expect(waitingText(waitingOf(row(), minutes(30)))).toBe('30 of 60 min');
    expect(waitingText(waitingOf(row(), minutes(72)))).toBe('12 min over');
    expect(waitingText(waitingOf(row(), minutes(60 + 245)))).toBe('4 h 5 min over');
  });

  it('is a danger only at the emergency levels', () => {
    for (const acuity of [1, 2] as const) {
      expect(waitingOf(row({ acuity, dueAt: iso(10) }), minutes(11)).state).toBe('danger');
    }
    for (const acuity of [3, 4, 5] as const) {
      expect(waitingOf(row({ acuity, dueAt: iso(10) }), minutes(11)).state).toBe('late');
    }
  });

  it('says of level 1 that the patient is to be seen now', () => {
    const waiting = waitingOf(row({ acuity: 1, dueAt: iso(0) }), minutes(3));
    expect(waiting).toMatchObject({ target: null, used: 1, state: 'danger' });
    expect(waitingText(waiting)).toBe('3 min over');
    expect(waitingText(waitingOf(row({ acuity: 1, dueAt: iso(0) }), minutes(0)))).toBe('see now');
  });

  it('stops once a level is signed, and then runs towards the next look', () => {
    const decided = row({ decided: true, acuity: 2, dueAt: iso(10), retriageAt: iso(30) });
    expect(waitingOf(decided, minutes(20))).toMatchObject({ used: 0, over: 0, state: 'settled' });
    expect(waitingText(waitingOf(decided, minutes(20)))).toBe('again in 10 min');
    expect(waitingOf(decided, minutes(35)).state).toBe('again');
    expect(waitingText(waitingOf(decided, minutes(35)))).toBe('look again, 5 min over');
    expect(waitingText(waitingOf(row({ decided: true }), minutes(35)))).toBe('decided');
  });

  it('keeps what the core called overdue even where this clock is behind', () => {
    expect(waitingOf(row({ overdue: true }), minutes(10))).toMatchObject({ used: 1, over: 0, state: 'late' });
  });

  it('names what is outstanding, most pressing first', () => {
    const due = row({ retriageAt: iso(20), missing: 2 });
    expect(outstandingOf(due, minutes(25)).map(({ text }) => text)).toEqual([
      'Re-triage due 5 min ago',
      'Not decided yet',
      '2 open questions',
    ]);
    expect(outstandingOf(row({ decided: true, retriageAt: iso(20) }), minutes(25))).toEqual([]);
  });
});

describe('narrowing the queue', () => {
  it('filters by what is outstanding and by words of name, bay or complaint', () => {
    expect(matchesFilter(row(), 'undecided', minutes(1))).toBe(true);
    expect(matchesFilter(row(), 'late', minutes(59))).toBe(false);
    expect(matchesFilter(row(), 'late', minutes(61))).toBe(true);
    expect(matchesFilter(row({ retriageAt: iso(5) }), 'retriage', minutes(6))).toBe(true);
    expect(matchesWords(row(), 'rivers B4')).toBe(true);
    expect(matchesWords(row(), 'rivers B5')).toBe(false);
    expect(matchesWords(row(), '')).toBe(true);
  });

  it('groups by level and keeps the order of the core', () => {
    const rows = [
      row({ encounterId: 'a', acuity: 2 }),
      row({ encounterId: 'b' }),
      row({ encounterId: 'c', acuity: 2 }),
    ];
    const groups = byAcuity(rows);
    expect(groups.get(2)?.map(({ encounterId }) => encounterId)).toEqual(['a', 'c']);
    expect([...groups.keys()]).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('lanes of the board', () => {
  it('gives the fullest columns another lane while the width allows it', () => {
    expect(lanesOf([1, 7, 19, 10, 3], 14, 6)).toEqual([1, 1, 2, 1, 1]);
    expect(lanesOf([1, 7, 40, 30, 3], 14, 8)).toEqual([1, 1, 3, 2, 1]);
  });

  it('leaves columns alone that fit, and never goes below one lane', () => {
    expect(lanesOf([1, 2, 3, 4, 5], 14, 9)).toEqual([1, 1, 1, 1, 1]);
    expect(lanesOf([50, 50, 50, 50, 50], 14, 3)).toEqual([1, 1, 1, 1, 1]);
    expect(lanesOf([3, 0, 0, 0, 0], 0, 6)).toEqual([2, 1, 1, 1, 1]);
  });
});

describe('moving by key', () => {
  it('starts at the first row, stays inside, and starts again when the selected patient has gone', () => {
    const ids = ['a', 'b', 'c'];
    expect(neighbour(ids, null, 1)).toBe('a');
    expect(neighbour(ids, 'a', 1)).toBe('b');
    expect(neighbour(ids, 'c', 1)).toBe('c');
    expect(neighbour(ids, 'a', -1)).toBe('a');
    expect(neighbour(ids, 'gone', 1)).toBe('a');
    expect(neighbour([], 'a', 1)).toBeNull();
  });
});
