import { describe, expect, it } from 'vitest';
import { vitalsSchema } from '../contract/index.ts';
import { findResources } from '../kernel/resources.ts';
import { loadCodeLists } from './code-lists.ts';

const lists = loadCodeLists(findResources());

describe('coded choices of the clinic', () => {
  it('[URS-CLN-01] offers the sixteen ethnic categories of the NHS, not stated and not known', () => {
    const codes = lists.ethnicCategories.map(({ code }) => code);
    expect(codes).toEqual([...'ABCDEFGHJKLMNPRSZ', '99']);
    expect(new Set(lists.ethnicCategories.map(({ label }) => label)).size).toBe(18);
  });

  it('offers languages by well-formed tags, each once, English first', () => {
    const codes = lists.languages.map(({ code }) => code);
    expect(codes[0]).toBe('en');
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.map((code) => new Intl.Locale(code).toString())).toEqual(codes);
    expect(codes.length).toBeGreaterThanOrEqual(60);
    expect(codes).toEqual(expect.arrayContaining(['cy', 'pl', 'ur', 'ro', 'bfi']));
  });

  it('describes every vital sign of the contract', () => {
    expect([...lists.vitalSigns.keys()].sort()).toEqual([...vitalsSchema.keyof().options].sort());
  });
});
