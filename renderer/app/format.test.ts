import { describe, expect, it } from 'vitest';
import {
  formatDateTime,
  formatPartialDate,
  formatRelative,
  formatSize,
  formatSpan,
  plural,
} from './format.ts';

const MINUTE = 60_000;

describe('dates and numbers', () => {
  it('writes a moment as day, month by name, year and 24-hour clock, in the zone of this machine', () => {
    const at = new Date(2026, 2, 14, 9, 5);
    expect(formatDateTime(at)).toBe('14 Mar 2026, 09:05');
    expect(formatDateTime(new Date(2026, 2, 14, 0, 5))).toBe('14 Mar 2026, 00:05');
  });

  it('shows a date only as precisely as it is known', () => {
    expect(formatPartialDate('1967')).toBe('1967');
    expect(formatPartialDate('1967-03')).toBe('Mar 1967');
    expect(formatPartialDate('1967-03-02')).toBe('2 Mar 1967');
  });

  it('never moves a date of birth to another day, whatever the zone', () => {
    for (const day of ['2000-01-01', '1999-12-31', '2024-02-29']) {
      expect(formatPartialDate(day)).toContain(String(Number(day.slice(8))));
    }
  });

  it('writes spans in minutes, hours and days, and no negative ones', () => {
    expect(formatSpan(0)).toBe('0 min');
    expect(formatSpan(59 * MINUTE)).toBe('59 min');
    expect(formatSpan(60 * MINUTE)).toBe('1 h');
    expect(formatSpan(65 * MINUTE)).toBe('1 h 5 min');
    expect(formatSpan(25 * 60 * MINUTE)).toBe('1 d 1 h');
    expect(formatSpan(-5 * MINUTE)).toBe('0 min');
  });

  it('says how long ago or how soon', () => {
    const now = Date.UTC(2026, 2, 14, 9, 0);
    expect(formatRelative(new Date(now - 5 * MINUTE), now)).toBe('5 min ago');
    expect(formatRelative(new Date(now + 12 * MINUTE), now)).toBe('in 12 min');
    expect(formatRelative(new Date(now - 20_000), now)).toBe('just now');
  });

  it('writes sizes in binary units', () => {
    expect(formatSize(900)).toBe('900 B');
    expect(formatSize(1_536)).toBe('1.5 KiB');
    expect(formatSize(48 * 1_048_576)).toBe('48 MiB');
  });

  it('counts in words', () => {
    expect(plural(1, 'patient')).toBe('1 patient');
    expect(plural(12_345, 'entry', 'entries')).toBe('12,345 entries');
  });
});
