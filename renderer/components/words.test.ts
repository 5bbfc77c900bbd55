import { describe, expect, it } from 'vitest';
import { summaryOf } from './audit/audit-words.ts';
import { percentOf, timeLeft } from './job-words.ts';
import { loginNameProblem, suggestLoginName } from './login-name.ts';
import { initialsOf } from './person-words.ts';
import { keyGroups } from './recovery-key.ts';

describe('names', () => {
  it('suggests a login name that the contract takes, from any script', () => {
    expect(suggestLoginName('Adaeze Okafor')).toBe('a.okafor');
    expect(suggestLoginName('Lucía Marín Ñuñez')).toBe('l.nunez');
    expect(suggestLoginName('Bo')).toBe('bo');
    expect(suggestLoginName('李 明')).toBe('');
  });

  it('says what is wrong with a login name only once something is typed', () => {
    expect(loginNameProblem('')).toBeUndefined();
    expect(loginNameProblem('Anna')).toContain('small letter');
    expect(loginNameProblem('a.okafor')).toBeUndefined();
  });

  it('takes initials from the first and the last name', () => {
    expect(initialsOf('Anna Maria Smith')).toBe('AS');
    expect(initialsOf('  ada ')).toBe('A');
    expect(initialsOf('Dr Robin Hale')).toBe('RH');
    expect(initialsOf('Dr')).toBe('D');
  });

  it('keeps the groups of a recovery key, or makes groups of four', () => {
    expect(keyGroups('AB12-CD34 EF56')).toEqual(['AB12', 'CD34', 'EF56']);
    expect(keyGroups('AB12CD34EF')).toEqual(['AB12', 'CD34', 'EF']);
  });
});

describe('jobs', () => {
  const startedAt = '2026-03-14T09:00:00.000Z';
  const secondsIn = (seconds: number) => Date.parse(startedAt) + seconds * 1_000;

  it('shows no percentage where the amount is not known, and never more than all', () => {
    expect(percentOf({ done: 5, total: null })).toBeNull();
    expect(percentOf({ done: 0, total: 0 })).toBeNull();
    expect(percentOf({ done: 30, total: 20 })).toBe(100);
  });

  it('estimates the time left from the pace so far, once there is a pace', () => {
    expect(timeLeft({ done: 50, total: 200, startedAt }, secondsIn(60))).toBe(180_000);
    expect(timeLeft({ done: 1, total: 200, startedAt }, secondsIn(1))).toBeNull();
    expect(timeLeft({ done: 0, total: 200, startedAt }, secondsIn(60))).toBeNull();
    expect(timeLeft({ done: 5, total: 10, startedAt: null }, secondsIn(60))).toBeNull();
  });
});

describe('the line that sums up an entry of the trail', () => {
  const value = (label: string) => ({ field: label, label, old: '1', new: '2' });
  const row = (operation: 'added' | 'changed', labels: string[], recordLabel = 'Encounter') => ({
    recordType: 'encounter',
    recordLabel,
    recordId: 'x',
    operation,
    values: labels.map(value),
  });

  it('names what changed in one record', () => {
    expect(summaryOf({ rows: [row('changed', ['Heart rate', 'Bay'])], moreRows: 0 })).toBe(
      'Encounter: heart rate, bay',
    );
    expect(summaryOf({ rows: [row('added', ['Bay'])], moreRows: 0 })).toBe('Encounter added');
  });

  it('counts the records of a larger entry, those not shown included', () => {
    const rows = [row('added', []), row('added', [], 'Observation'), row('added', [], 'Observation')];
    expect(summaryOf({ rows, moreRows: 7 })).toBe('Encounter 1, Observation 2, 7 more records');
  });

  it('says nothing for a step that touched no record', () => {
    expect(summaryOf({ rows: [], moreRows: 0 })).toBe('');
  });
});
