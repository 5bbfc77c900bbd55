import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, NURSE, openDepartment, staff } from '../support/department.ts';

/** The main job with the keys alone. Nothing in this file may click, hover or put the focus anywhere itself. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

/** More stops than any screen of the job has; a person would have given up. */
const MOST_STOPS = 60;

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element.matches(':focus'));

/** Presses Tab until the focus is on the target, as somebody does who sees where it is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

describe.skipIf(!present)('the keyboard alone', () => {
  let department: Department;
  let page: Page;

  beforeAll(async () => {
    department = await openDepartment();
    await staff(department.core, [NURSE]);
    page = await department.window();
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('[URS-UIX-01] leads from sign-in over a new intake to a signed decision', async () => {
    await type(page, 'Login name', NURSE.loginName);
    await type(page, 'Passphrase', NURSE.passphrase);
    await page.keyboard.press('Enter');
    await page.getByText('Nobody is waiting').waitFor();

    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'New intake' }).waitFor();
    await type(page, 'Family name', 'Marsh');
    await type(page, 'Date of birth', '1/5/1961');
    await tabTo(page, page.getByRole('radio', { name: 'Female' }));
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: 'Male', exact: true }).isChecked()).toBe(true);
    await tabTo(page, page.getByRole('textbox', { name: 'In their words' }));
    await page.keyboard.type('Coughing up blood since this morning, breathless.');
    await type(page, 'Respiratory rate', '26');
    await type(page, 'Heart rate', '118');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Marsh' }).waitFor();

    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Triage', level: 1 }).waitFor();
    const row = page.getByRole('link', { name: /Marsh/i });
    await row.waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await hasFocus(row)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Evidence' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('c');

    const dialog = page.getByRole('dialog', { name: 'Sign the triage decision' });
    await dialog.waitFor();
    // The focus starts where something is to be typed, never on the button that signs.
    expect(await hasFocus(dialog.getByLabel('Login name'))).toBe(true);
    await page.keyboard.type(NURSE.loginName);
    await tabTo(page, dialog.getByLabel('Passphrase', { exact: true }));
    await page.keyboard.type(NURSE.passphrase);
    await page.keyboard.press('Enter');
    await page.getByText(new RegExp(`^Decided by ${NURSE.fullName}`)).waitFor();
  });

  test('[URS-UIX-01] finds a patient, shows the keys of the screen, locks and unlocks', async () => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Decide on another level').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Search patients and commands' }).waitFor();
    await page.keyboard.type('marsh');
    await page.getByRole('dialog').getByText('Marsh').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Control+Alt+l');
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    await type(page, 'Login name', NURSE.loginName);
    await type(page, 'Passphrase', NURSE.passphrase);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
  });
});
