import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../core/contract/index.ts';
import { changesBetween } from './settings-changes.ts';

const stored: Settings = {
  workspaceName: 'ED',
  targetScale: 'manchester',
  idleMinutes: 10,
  retriageMinutes: [5, 15, 60, 120, 240],
  escalateAfterMinutes: 15,
};

describe('editing the settings', () => {
  it('sends only what differs, and says it old → new', () => {
    const { values, words, valid } = changesBetween(stored, {
      ...stored,
      targetScale: 'australasian',
      retriageMinutes: [5, 10, 60, 120, 240],
    });
    expect(values).toEqual({ targetScale: 'australasian', retriageMinutes: [5, 10, 60, 120, 240] });
    expect(words).toEqual([
      'Target times: Manchester Triage → Australasian Triage Scale',
      'Look again after: 5, 15, 60, 120, 240 min → 5, 10, 60, 120, 240 min',
    ]);
    expect(valid).toBe(true);
  });

  it('offers nothing to save when a value is set back', () => {
    expect(changesBetween(stored, { ...stored }).words).toEqual([]);
  });

  it('refuses what the core would refuse, and minutes that are missing', () => {
    expect(changesBetween(stored, { ...stored, idleMinutes: 0 }).valid).toBe(false);
    expect(changesBetween(stored, { ...stored, workspaceName: '  ' }).valid).toBe(false);
    expect(changesBetween(stored, { ...stored, retriageMinutes: [5, 0, 60, 120, 240] }).valid).toBe(false);
  });
});
