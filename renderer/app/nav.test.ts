import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission } from '../../core/contract/index.ts';
import { homeOf, navItemsFor } from './nav.ts';

const labels = (permissions: readonly Permission[]) =>
  navItemsFor({ permissions: [...permissions] }).map(({ label }) => label);

describe('the rail', () => {
  it('shows only the workspaces that a person may use', () => {
    expect(labels(['audit.read'])).toEqual(['Inbox', 'Knowledge', 'Record', 'Settings']);
    expect(labels(['triage.read', 'clinical.read'])).not.toContain('Record');
    expect(labels([])).toEqual(['Inbox', 'Knowledge', 'Settings']);
  });

  it('gives every entry its own key', () => {
    const keys = navItemsFor({ permissions: [...PERMISSIONS] }).map((item) => item.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('starts a person on the screen of their work, and everybody somewhere', () => {
    expect(homeOf({ roles: ['auditor'], permissions: ['audit.read'] })).toBe('/record');
    expect(homeOf({ roles: ['triageNurse'], permissions: ['triage.read', 'clinical.read'] })).toBe('/triage');
    expect(homeOf({ roles: ['siteMonitor'], permissions: [] })).toBe('/inbox');
  });
});
