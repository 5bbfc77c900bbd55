import { describe, expect, it } from 'vitest';
import { capsOf, type KeyPress, matchKeys, stepOf } from './keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('keys', () => {
  it('reads a press as one step: letters in small, shift only where the key does not show it', () => {
    expect(stepOf(press('j'))).toBe('j');
    expect(stepOf(press('J', { shiftKey: true }))).toBe('shift+j');
    expect(stepOf(press('?', { shiftKey: true }))).toBe('?');
    expect(stepOf(press('Tab', { shiftKey: true }))).toBe('shift+Tab');
    expect(stepOf(press(' '))).toBe('Space');
  });

  it('takes Ctrl and Cmd for the same modifier', () => {
    expect(stepOf(press('k', { ctrlKey: true }))).toBe('mod+k');
    expect(stepOf(press('k', { metaKey: true }))).toBe('mod+k');
    expect(stepOf(press('l', { ctrlKey: true, altKey: true }))).toBe('mod+alt+l');
  });

  it('does not take a modifier on its own for a step', () => {
    for (const key of ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph']) expect(stepOf(press(key))).toBeNull();
  });

  it('knows a whole sequence, the start of one, and neither', () => {
    expect(matchKeys('g t', ['g', 't'])).toBe('whole');
    expect(matchKeys('g t', ['g'])).toBe('start');
    expect(matchKeys('g t', ['g', 'i'])).toBe('none');
    expect(matchKeys('g', ['g', 't'])).toBe('none');
  });

  it('draws the caps of a sequence and of the plus key itself', () => {
    expect(capsOf('g t')).toEqual([['G'], ['T']]);
    expect(capsOf('mod++')).toHaveLength(1);
    expect(capsOf('mod++')[0]?.at(-1)).toBe('+');
  });
});
