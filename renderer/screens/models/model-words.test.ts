import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../../core/contract/index.ts';
import {
  actsFor,
  calibrationSentence,
  figuresCsv,
  gapText,
  measuredText,
  raisingSentence,
  vouchedFor,
} from './model-words.ts';

const card = {} as Parameters<typeof actsFor>[0]['card'];
const problem = (code: string) => ({ code, message: 'm', next: 'n' });
const group = {
  attribute: 'sex',
  value: 'female',
  n: 200,
  events: 40,
  auroc: null,
  brier: 0,
  brierOfPrevalence: 0,
  ece: 0,
};

describe('the models page', () => {
  it('offers to sign off only what is unsigned, never what was altered', () => {
    expect(actsFor({ status: 'draft', problem: problem('models.unsigned'), card })).toEqual(['signOff']);
    expect(actsFor({ status: 'draft', problem: problem('models.altered'), card })).toEqual([]);
    expect(actsFor({ status: 'draft', problem: problem('models.unsigned'), card: null })).toEqual([]);
    expect(actsFor({ status: 'active', problem: null, card })).toEqual(['retire']);
    expect(actsFor({ status: 'retired', problem: null, card })).toEqual(['activate']);
  });

  it('says who vouches for a model, and when nobody does', () => {
    expect(vouchedFor({ signedBy: null })).toBe('Nobody vouches for these files');
    expect(vouchedFor({ signedBy: { kind: 'release', name: 'Fairdoc release', at: null } })).toBe(
      'Signed by Fairdoc release',
    );
  });

  it('shows figures with their interval, and says insufficient data for few', () => {
    expect(measuredText({ value: 0.8872, low: 0.879, high: 0.8941 })).toBe('0.887 (0.879–0.894)');
    expect(measuredText(null)).toBe('insufficient data');
    expect(gapText({ ...group, gap: 0.021, sufficient: true })).toBe('+2.1 points');
    expect(gapText({ ...group, gap: -0.0001, sufficient: true })).toBe('0.0 points');
    expect(gapText({ ...group, gap: 0.3, sufficient: false })).toBe('insufficient data');
  });

  it('does not call a poor fit close', () => {
    const of = (ece: number) => calibrationSentence({ ...group, n: 9_000, ece });
    expect(of(0.012)).toMatch(/is close to .* 1\.2 points .* 9,000/);
    expect(of(0.09)).toMatch(/is not close to/);
  });

  it('says when a level is raised', () => {
    const levels = [
      { level: 2, probability: 0.9 },
      { level: 3, probability: 0.7 },
    ];
    expect(raisingSentence({ levels, minimumVitals: 3 })).toMatch(
      /at least 90% for level 2, 70% for level 3\. At least 3 vital signs/,
    );
  });

  it('exports every figure, the notice first', () => {
    const performance = {
      n: 90,
      events: 30,
      auroc: { value: 0.8, low: 0.7, high: 0.9 },
      brier: 0.1,
      brierOfPrevalence: 0.2,
      ece: 0.02,
    };
    const bin = { from: 0, to: 0.1, n: 0, events: 0, predicted: null, observed: null };
    const metrics = {
      newWording: performance,
      knownWording: performance,
      reliability: [bin],
      subgroups: [{ ...group, gap: -0.02, sufficient: true }],
    };
    const csv = figuresCsv({
      title: 'Admission',
      version: '1.0.0',
      syntheticNotice: 'Invented, all.',
      metrics,
    } as unknown as ModelCard);
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(1 + 1 + 6 + 1 + 2);
    expect(lines[1]).toBe('Admission 1.0.0,notice,"Invented, all.",,,,,');
    expect(lines).toContain('Admission 1.0.0,AUROC,told in new words,0.8,0.7,0.9,90,30');
    expect(lines).toContain('Admission 1.0.0,gap,sex: female,-0.02,,,200,40');
  });
});
