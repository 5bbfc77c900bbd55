import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { barriers } from '../support/accessibility.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, openDepartment, signIn } from '../support/department.ts';

/** From an empty folder to work, and back in when the passphrase is lost. One story, told in order. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

const NEW_PASSPHRASE = 'seven copper bells ring';

describe.skipIf(!present)('the first run', () => {
  let department: Department;
  let page: Page;
  let recoveryKey: string;

  beforeAll(async () => {
    department = await openDepartment();
    page = await department.window();
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('[URS-IDN-01] creates the workspace, its administrator and a recovery key that must be typed back', async () => {
    await page.getByRole('button', { name: /Create a workspace/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /Create a workspace/ }).click();
    const create = page.getByRole('button', { name: 'Create the workspace' });
    await page.getByLabel('Name of the workspace').fill('Emergency department');
    await page.getByLabel("Administrator's full name").fill(LEAD.fullName);
    await page.getByLabel('Login name').fill(LEAD.loginName);
    await page.getByLabel('Passphrase', { exact: true }).fill('too short');
    await page.getByText('3 more characters needed.').waitFor();
    expect(await create.isDisabled()).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Passphrase', { exact: true }).fill(LEAD.passphrase);
    await page.getByLabel('Passphrase again').fill(LEAD.passphrase);
    await create.click();

    await page.getByRole('heading', { name: 'Keep the recovery key' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    recoveryKey = (await page.getByRole('group', { name: 'Recovery key' }).textContent()) ?? '';
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('heading', { name: 'Type the recovery key back' }).waitFor();
    expect(await page.getByRole('group', { name: 'Recovery key' }).count()).toBe(0);
    await page.getByLabel('Recovery key').fill('AAAA-BBBB-CCCC');
    await page.getByRole('button', { name: 'Confirm the key' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: /recovery key/i })
      .waitFor();

    // As a person types it from paper: small letters, one space where the groups are apart.
    await page.getByLabel('Recovery key').fill(recoveryKey.toLowerCase().replaceAll(/\s+/g, ' '));
    await page.getByRole('button', { name: 'Confirm the key' }).click();
    await page.getByRole('heading', { name: 'Triage' }).waitFor();
    await page.getByText('Nobody is waiting').waitFor();
  });

  test('[URS-IDN-01] signs the administrator out and in again, and tells a wrong passphrase from damage', async () => {
    await page.getByRole('button', { name: `${LEAD.fullName}, menu` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Emergency department' }).waitFor();

    await page.getByLabel('Login name').fill(LEAD.loginName);
    await page.getByLabel('Passphrase', { exact: true }).fill('not this one at all');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    const refusal = page.getByRole('alert').filter({ hasText: /do not match/i });
    await refusal.waitFor();
    expect(await refusal.textContent()).not.toMatch(/damage/i);
    expect(await page.getByLabel('Login name').inputValue()).toBe(LEAD.loginName);
    expect(await page.getByLabel('Passphrase', { exact: true }).inputValue()).toBe('');

    await signIn(page, LEAD);
    await page.getByRole('heading', { name: 'Triage' }).waitFor();
  });

  test('[URS-IDN-01] gives access back with the recovery key, and the old passphrase no longer opens', async () => {
    await page.getByRole('button', { name: `${LEAD.fullName}, menu` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    await page.getByLabel('Recovery key').fill(recoveryKey);
    await page.getByLabel('Login name').fill(LEAD.loginName);
    await page.getByLabel('New passphrase', { exact: true }).fill(NEW_PASSPHRASE);
    await page.getByLabel('New passphrase again').fill(NEW_PASSPHRASE);
    await page.getByRole('button', { name: 'Set the new passphrase' }).click();
    await page.getByText('Access recovered').waitFor();

    await page.getByLabel('Passphrase', { exact: true }).fill(LEAD.passphrase);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: /do not match/i })
      .waitFor();
    await signIn(page, { ...LEAD, passphrase: NEW_PASSPHRASE });
    await page.getByRole('heading', { name: 'Triage' }).waitFor();
  });
});
