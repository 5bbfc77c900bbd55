import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers } from '../support/accessibility.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, NURSE, openDepartment, sign, signIn, staff } from '../support/department.ts';

/** The page of the learned models: what it says about them, and retiring one. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

describe.skipIf(!present)('the models page', () => {
  let department: Department;
  let lead: Page;
  beforeAll(async () => {
    department = await openDepartment();
    await staff(department.core, [NURSE]);
    lead = await department.window();
    await signIn(lead, LEAD);
    await lead.getByRole('link', { name: 'Models' }).click();
    await lead.getByRole('heading', { name: 'Models', level: 1 }).waitFor();
  });
  afterAll(() => department?.close());

  const entry = (page: Page, name: RegExp) =>
    page.getByRole('navigation', { name: 'Models' }).getByRole('button', { name });

  test('[URS-TRI-05] shows reliability and AUROC of each model with the notice that its patients are invented', async () => {
    for (const name of [/^Admission/, /^Critical care within 12 h/, /^Return within 72 h/, /^Acuity/]) {
      await entry(lead, name).click();
      await expect(lead.getByText('None of these models has seen a real patient.').isVisible()).resolves.toBe(
        true,
      );
      await lead.getByRole('img', { name: /predicted \d.*happened/ }).waitFor();
      const row = lead.getByRole('row', { name: /told in new words/ });
      expect(await row.textContent()).toMatch(/0\.\d{3} \(0\.\d{3}–0\.\d{3}\)/);
    }
    await lead.getByText('Table', { exact: true }).click();
    await lead.getByRole('table', { name: 'Reliability of Acuity' }).waitFor();
    expect(department.complaints()).toEqual([]);
  });

  test('has no barriers, as a diagram and as a table', { timeout: 120_000 }, async () => {
    expect(await barriers(lead)).toEqual([]);
    await lead.getByText('Diagram', { exact: true }).click();
    await lead.getByRole('img', { name: /predicted/ }).waitFor();
    expect(await barriers(lead)).toEqual([]);
  });

  test('[URS-MOD-01] an administrator retires a model with a reason and a signature; a nurse can only read', async () => {
    await entry(lead, /^Admission/).click();
    await lead.getByRole('button', { name: 'Retire' }).click();
    const why = lead.getByRole('dialog', { name: 'Retire: Admission 1.0.0' });
    await why.getByLabel('Reason').fill('Estimates do not fit our wards.');
    await why.getByRole('button', { name: 'Continue to the signature' }).click();
    await sign(lead, LEAD);
    await entry(lead, /^Admission.*Retired/s).waitFor();
    await lead.getByRole('cell', { name: 'Estimates do not fit our wards.' }).waitFor();

    const nurse = await department.window();
    await signIn(nurse, NURSE);
    await nurse.getByRole('link', { name: 'Models' }).click();
    await entry(nurse, /^Admission.*Retired/s).click();
    await nurse.getByRole('heading', { name: 'Admission 1.0.0' }).waitFor();
    expect(await nurse.getByRole('button', { name: /Put to use|Retire$|Sign off/ }).count()).toBe(0);
    expect(department.complaints()).toEqual([]);
  });
});
