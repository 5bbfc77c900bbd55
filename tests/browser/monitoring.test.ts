import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSPHRASE } from '../../core/app/index.ts';
import { barriers } from '../support/accessibility.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, openDepartment, sign, signIn } from '../support/department.ts';

/** The demonstration holds a bias against languages other than English: it is found, shown and worked on. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

const REVIEWER = { loginName: 'reviewer', passphrase: DEMO_PASSPHRASE };
const FOUND =
  /^Decided below the proposal, language: Everybody else against English, [\d.]+ points more often$/;

describe.skipIf(!present)('monitoring', () => {
  let department: Department;
  let page: Page;

  beforeAll(async () => {
    department = await openDepartment();
    await department.core.makeDemo();
    page = await department.window();
    await signIn(page, REVIEWER);
  }, 600_000);
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('[URS-FAI-02] the injected bias is found, and its evidence is shown beyond the alarm line', async () => {
    await page.getByRole('link', { name: 'Monitoring', exact: true }).click();
    await page
      .getByRole('heading', { level: 1, name: /differences? between groups beyond chance\.$/ })
      .waitFor();
    const cell = page.getByRole('button', {
      name: /^Decided below the proposal by language: Alert\s?English −/,
    });
    await cell.click();
    const groups = page.getByRole('table', { name: 'Decided below the proposal by language' });
    await groups.getByRole('row', { name: /^English Alert/ }).waitFor();
    await groups.getByText('Not enough yet').first().waitFor();
    await page
      .getByRole('img', { name: /^English, .*the e-value is [\d,^]+, beyond the alarm line/ })
      .waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('shows the table behind the chart by one key, and another group by a click', async () => {
    await page.keyboard.press('t');
    const english = page.getByRole('table', { name: /^Evidence for English/ });
    expect(await english.getByRole('row').count()).toBeGreaterThan(50);
    await page.getByRole('button', { name: 'Polish', exact: true }).click();
    await page.getByRole('table', { name: /^Evidence for Polish/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('t');
    await page.getByRole('img', { name: /^Polish, / }).waitFor();
  });

  test('the alert is acknowledged, investigated and rated', async () => {
    await page.getByRole('link', { name: 'Alerts', exact: true }).click();
    const alerts = page.getByRole('navigation', { name: 'Bias alerts' });
    await alerts.getByRole('link', { name: /^Decided below the proposal, language/ }).click();
    const alert = page.getByRole('article', { name: FOUND });
    await alert.getByText(/^Open, raised .* no owner yet/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await alert.getByRole('button', { name: 'Acknowledge' }).click();
    await alert.getByText('owner Lena Fischer').waitFor();
    await alert.getByRole('button', { name: 'Investigate' }).click();
    await page.getByLabel('Reason').fill('Notes of twenty patients are read with an interpreter.');
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await alert.getByText('Being investigated').waitFor();
    await alert.getByRole('button', { name: 'Change the entry' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the entry of the hazard log' });
    await dialog.getByLabel('Cause').fill('Triage without an interpreter');
    await dialog.getByLabel('Control').fill('Interpreter line at every triage desk');
    await dialog.getByLabel('Reason').fill('As agreed with the clinical safety officer');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save the entry' }).click();
    await alert.getByText('Interpreter line at every triage desk').waitFor();
  });

  test('it is closed with a conclusion and a signature, and the hazard log keeps it', async () => {
    const alert = page.getByRole('article', { name: FOUND });
    await alert.getByRole('button', { name: 'Close the alert' }).click();
    await page.getByLabel('Bias was confirmed and acted on').check();
    await page
      .getByRole('textbox', { name: 'Reason' })
      .fill('Interpreters are called from today; the groups are watched anew.');
    await page.getByRole('button', { name: 'Continue to the signature' }).click();
    await sign(page, REVIEWER);
    await alert.getByText(/Signed by Lena Fischer, .* exactly what was signed\.$/).waitFor();
    await page.getByRole('link', { name: 'Hazard log', exact: true }).click();
    const log = page.getByRole('table', { name: 'Hazard log' });
    await log
      .getByRole('row', { name: /Triage without an interpreter.*Lena Fischer Accepted at closing/ })
      .waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});
