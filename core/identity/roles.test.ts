import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROLES } from '../contract/index.ts';
import { findResources } from '../kernel/resources.ts';
import { loadRoles } from './roles.ts';

/** The roles file with some of its text replaced. */
function edited(find: string, put: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'fairdoc-roles-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(path.join(findResources(), 'identity'), path.join(folder, 'identity'), { recursive: true });
  const file = path.join(folder, 'identity', 'roles.json');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(find);
  writeFileSync(file, text.replace(find, put));
  return folder;
}

test('all seven roles are defined, and no role means no permission', () => {
  const book = loadRoles(findResources());
  expect(book.definitions.map((role) => role.id).sort()).toEqual([...ROLES].sort());
  expect(book.permissionsOf([])).toEqual(new Set());
});

test('duties are kept apart: auditors write nothing, administrators and bias reviewers see no patient', () => {
  const { permissionsOf } = loadRoles(findResources());
  const may = (role: (typeof ROLES)[number], permission: string) =>
    [...permissionsOf([role])].includes(permission as never);
  for (const permission of [
    'clinical.write',
    'clinical.import',
    'triage.decide',
    'people.manage',
    'settings.manage',
  ]) {
    expect(may('auditor', permission)).toBe(false);
  }
  for (const role of ['administrator', 'biasReviewer', 'auditor', 'siteMonitor'] as const) {
    expect(may(role, 'clinical.read')).toBe(false);
    expect(may(role, 'triage.read')).toBe(false);
  }
  for (const role of ROLES.filter((role) => role !== 'clinician' && role !== 'triageNurse')) {
    expect(may(role, 'triage.decide')).toBe(false);
  }
});

test('a roles file that is not understood stops the program: permissions are never guessed', () => {
  expect(() => loadRoles(edited('"triage.decide"', '"triage.everything"'))).toThrow();
  expect(() => loadRoles(edited('"id": "auditor"', '"id": "administrator"'))).toThrow(/twice|auditor/);
  expect(() => loadRoles(edited('["administrator", "clinician"]', '["clinician"]'))).toThrow('manage people');
});
