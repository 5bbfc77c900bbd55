import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, openDepartment, signIn, staff } from '../support/department.ts';

/** Records from elsewhere, by the import screen: what came in, what was left out, and what could not be read. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

const FIXTURES = path.resolve(import.meta.dirname, '..', 'fixtures', 'import');
const SHARED = path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const shared = existsSync(SHARED);
if (!shared) console.info('skipped: the shared example files are not here');

describe.skipIf(!present)('the import screen', () => {
  let department: Department;
  let page: Page;

  const importFiles = async (files: readonly string[]) => {
    await page.getByRole('link', { name: 'Patients', exact: true }).click();
    await page
      .getByRole('link', { name: /import/i })
      .first()
      .click();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: /^Choose files/ }).click();
    await (await choosing).setFiles([...files]);
    await page.getByRole('button', { name: /^Import \d+ files?/ }).click();
  };
  const report = (file: string) => page.getByRole('listitem').filter({ hasText: file });

  beforeAll(async () => {
    department = await openDepartment();
    await staff(department.core);
    page = await department.window();
    await signIn(page, LEAD);
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('takes in a FHIR bundle and an HL7 message, and a broken file beside them stops neither', async () => {
    await importFiles(
      ['bundle.json', 'broken.txt', 'admission.hl7'].map((file) => path.join(FIXTURES, file)),
    );
    await page.getByText(/^3 files read: .*2 patients.*1 file could not be imported\.$/).waitFor();
    await report('bundle.json')
      .getByText(/^Added 1 patient, .*1 observation/)
      .waitFor();
    await report('admission.hl7')
      .getByText(/^Added 1 patient/)
      .waitFor();
    await report('admission.hl7')
      .getByText(/Calloway, Rufus, born 11 Feb 1974, male/i)
      .waitFor();
    await report('broken.txt').getByRole('img', { name: 'Not imported' }).waitFor();
  });

  test('names what was left out, with its place in the file and why', async () => {
    await report('bundle.json')
      .getByRole('button', { name: /left out$/ })
      .click();
    await report('bundle.json')
      .getByRole('row', { name: /entry\[2\]/ })
      .first()
      .waitFor();
  });

  test('puts what came in where it belongs', async () => {
    await page.getByRole('link', { name: 'Patients', exact: true }).click();
    await page.getByRole('link', { name: /Winterbourne/i }).click();
    await page.getByRole('tab', { name: 'Observations' }).click();
    await page.getByText('88 /min').first().waitFor();
  });

  test.skipIf(!shared)('adds nothing twice when real example files come a second time', async () => {
    const files = ['fhir/Bundle-from-ADT01-28.json', 'hl7v2/ADT-A01-01.hl7', 'hl7v2/ORU-R01-01.hl7'].map(
      (file) => path.join(SHARED, file),
    );
    await importFiles(files);
    await page.getByText(/^3 files read: \d+ patient/).waitFor();
    await importFiles(files);
    await page.getByText(/^3 files read: nothing new added/).waitFor();
  });
});
