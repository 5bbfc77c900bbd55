import { describe, expect, it } from 'vitest';
import type { Action } from '../app/actions.ts';
import { rankActions } from './rank-actions.ts';

const action = (label: string, more: Partial<Action> = {}): Action => ({
  id: label,
  label,
  group: 'General',
  run: () => undefined,
  ...more,
});
const offered = [
  action('Go to Triage'),
  action('Take in a patient', { group: 'Triage', keywords: 'intake new arrival' }),
  action('Triage board as one list', { group: 'Triage' }),
  action('Next patient', { paletteHidden: true }),
];
const found = (query: string) => rankActions(offered, query).map(({ label }) => label);

describe('finding commands', () => {
  it('finds by the beginnings of words, in any order, in label, group and keywords', () => {
    expect(found('pat tak')).toEqual(['Take in a patient']);
    expect(found('arrival')).toEqual(['Take in a patient']);
    expect(found('riage')).toEqual([]);
  });

  it('puts labels that start with the query first', () => {
    expect(found('triage')[0]).toBe('Triage board as one list');
    expect(found('triage')).toHaveLength(3);
  });

  it('leaves out movements within a list', () => {
    expect(found('')).not.toContain('Next patient');
    expect(found('next')).toEqual([]);
  });
});
