import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from '../../core/app/testing.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, NURSE, openDepartment, sign, signIn, staff } from '../support/department.ts';

/** What an inspector asks of the record: who did what when and why, and whether it is all still there. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

describe.skipIf(!present)('the record', () => {
  let department: Department;
  let page: Page;

  const saved = async (press: () => Promise<void>): Promise<{ download: Download; text: string }> => {
    const waiting = page.waitForEvent('download');
    await press();
    const download = await waiting;
    return { download, text: await readFile(await download.path(), 'utf8') };
  };
  const openRecord = async (part: string) => {
    await page.getByRole('link', { name: 'Record', exact: true }).click();
    await page.getByRole('link', { name: part, exact: true }).click();
  };

  beforeAll(async () => {
    department = await openDepartment();
    await staff(department.core, [NURSE]);
    const nurse = clientOf(department.core, 'nurse');
    await nurse.session.signIn(NURSE);
    await nurse.clinic.takeIn({
      patient: { details: { family: 'Rivers', given: 'Ada', sex: 'female', birthDate: '1968-03-14' } },
      narrative: 'Palpitations since breakfast, light-headed when standing.',
      vitals: { heartRate: 124, respiratoryRate: 18, consciousness: 'A' },
      arrivalMode: 'walk-in',
      bay: null,
      pregnancyWeeks: null,
      history: [],
      attachments: [],
    });
    await nurse.session.signOut({});
    page = await department.window();
    await signIn(page, LEAD);
    await page.getByRole('link', { name: /Rivers/i }).click();
    await page.getByRole('button', { name: /^Confirm level/ }).click();
    await sign(page, LEAD);
    await page.getByText(/^Decided by/).waitFor();
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('[URS-CMP-01] keeps for a correction who made it, when and why, with the old and the new value', async () => {
    await page.getByRole('link', { name: 'Patients', exact: true }).click();
    await page.getByRole('link', { name: /Rivers/i }).click();
    await page.getByRole('button', { name: 'Correct' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Date of birth').fill('14/3/1958');
    await dialog.getByLabel(/reason|why/i).fill('Misheard at the desk.');
    await dialog.getByRole('button', { name: /^(Save|Correct)/ }).click();
    await dialog.waitFor({ state: 'hidden' });

    await page.getByRole('tab', { name: 'Audit trail' }).click();
    const entry = page.getByRole('article', { name: /^Entry \d+$/ });
    await entry.getByText('Misheard at the desk.').waitFor();
    await entry.getByText(LEAD.fullName).waitFor();
    const row = entry.getByRole('row', { name: /Date of birth/ });
    await row.getByText(/1968/).waitFor();
    await row.getByText(/1958/).waitFor();
  });

  test('[URS-CMP-01] shows the whole trail, narrows it to a person and to a record, and widens it again', async () => {
    await openRecord('Audit trail');
    const entries = page.getByRole('listbox', { name: 'Entries, newest first' });
    const byNurse = entries.getByRole('option').filter({ hasText: NURSE.fullName });
    const byLead = entries.getByRole('option').filter({ hasText: LEAD.fullName });
    await byNurse.first().waitFor();
    await byLead.first().waitFor();

    await page.getByRole('combobox', { name: 'Person' }).click();
    await page.getByRole('option', { name: NURSE.fullName, exact: true }).click();
    await byLead.first().waitFor({ state: 'hidden' });
    expect(await byNurse.count()).toBeGreaterThan(0);
    expect(await entries.getByRole('option').count()).toBe(await byNurse.count());

    await byNurse.filter({ hasText: 'Patient' }).first().click();
    const entry = page.getByRole('article', { name: /^Entry \d+$/ });
    await entry.getByRole('button', { name: 'History of this record' }).first().click();
    await page.getByText('One record only').waitFor();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await byLead.first().waitFor();
  });

  test('[URS-CMP-01] exports the trail as a file that says how to check it', async () => {
    const { download, text } = await saved(() => page.getByRole('button', { name: 'Export' }).click());
    expect(download.suggestedFilename()).toMatch(/^fairdoc-audit-trail-.*\.jsonl$/);
    const lines = text.trimEnd().split('\n');
    const types = lines.map((line) => JSON.parse(line).type);
    expect(types.filter((type) => type === 'changeSet').length).toBeGreaterThan(5);
    expect(text).toContain('Misheard at the desk.');
  });

  test('[URS-CMP-01] verifies the whole record and says so in words', async () => {
    await openRecord('Verification');
    await page.getByRole('button', { name: 'Verify now' }).first().click();
    await page.getByText('The record is intact').waitFor();
    await page.getByText(/^Verified .* entries/).waitFor();
  });

  test('lists the signature as valid', async () => {
    await openRecord('Signatures');
    const row = page.getByRole('row', { name: new RegExp(LEAD.fullName) });
    await row.getByText('Valid', { exact: true }).waitFor();
    await row.getByText(/^Confirmed the proposed triage level \d$/).waitFor();
  });

  test('makes a backup, restores it on trial, and hands it out for another disk', async () => {
    await openRecord('Backups');
    await page.getByRole('button', { name: 'Make a backup' }).first().click();
    const check = page.getByRole('button', { name: 'Check', exact: true });
    await check.click();
    await page.getByText(/^Restores intact/).waitFor();
    const { text } = await saved(() => page.getByRole('button', { name: 'Save elsewhere' }).click());
    expect(text.length).toBeGreaterThan(10_000);
    expect(text).not.toContain('Rivers');
    expect(text).not.toContain('Misheard');
  });
});
