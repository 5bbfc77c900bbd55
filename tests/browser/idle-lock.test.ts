import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, openDepartment, signIn, staff } from '../support/department.ts';

/** A screen that somebody walked away from, with a half-typed intake on it. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

const MINUTE = 60_000;
const TYPED = 'Fell from a ladder, left wrist hurts.';

describe.skipIf(!present)('a screen that nobody watches', () => {
  let department: Department;
  let page: Page;

  beforeAll(async () => {
    department = await openDepartment();
    await staff(department.core, [], { idleMinutes: 10 });
    page = await department.window({ clockFrom: Date.now() });
    await signIn(page, LEAD);
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('warns, locks, and gives back what was typed to whoever has both components', async () => {
    const narrative = page.getByRole('textbox', { name: 'In their words' });
    await page.getByRole('link', { name: 'New intake' }).click();
    await narrative.fill(TYPED);
    await page.clock.fastForward(9.5 * MINUTE);
    await page.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
    await page.clock.fastForward(MINUTE);
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    // Nothing of the patient can be seen, heard or reached behind the lock.
    expect(await narrative.count()).toBe(0);
    expect(await page.getByText(TYPED).first().isVisible()).toBe(false);

    const loginName = page.getByLabel('Login name');
    const passphrase = page.getByLabel('Passphrase', { exact: true });
    const unlock = page.getByRole('button', { name: 'Unlock' });
    expect(await loginName.inputValue()).toBe('');
    await passphrase.fill(LEAD.passphrase);
    await unlock.click();
    expect(await page.getByRole('heading', { name: 'Locked' }).isVisible()).toBe(true);
    await loginName.fill(LEAD.loginName);
    await passphrase.fill('a passphrase of nobody');
    await unlock.click();
    await page
      .getByRole('alert')
      .filter({ hasText: /passphrase/i })
      .waitFor();
    await passphrase.fill(LEAD.passphrase);
    await unlock.click();
    await page.getByRole('heading', { name: 'New intake' }).waitFor();
    expect(await narrative.inputValue()).toBe(TYPED);
  });
});
