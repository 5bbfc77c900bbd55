import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { barriers } from '../support/accessibility.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, openDepartment, signIn, staff } from '../support/department.ts';

/** A file of decisions from elsewhere is dropped on the Bias page: is one group missed more often? */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

const rows = (n: number, row: string) => Array.from({ length: n }, () => row);
/** Of 400 patients in need of each language, 80 speakers of English and 160 of Polish are missed. */
const DECISIONS = [
  'language,site,decided_urgent,outcome',
  ...rows(320, 'English,A,1,1'),
  ...rows(80, 'English,A,0,1'),
  ...rows(600, 'English,A,0,0'),
  ...rows(100, 'English,A,1,0'),
  ...rows(240, 'Polish,A,1,1'),
  ...rows(160, 'Polish,A,0,1'),
  ...rows(600, 'Polish,A,0,0'),
  ...rows(100, 'Polish,A,1,0'),
  ...rows(4, 'Welsh,A,1,1'),
  ...rows(5, ',A,0,0'),
].join('\r\n');

describe.skipIf(!present)('the audit of a file', () => {
  let department: Department;
  let page: Page;

  const choose = async (name: string, content: string) => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: /^Choose a/ }).click();
    await (await choosing).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  };

  beforeAll(async () => {
    department = await openDepartment();
    await staff(department.core);
    page = await department.window();
    await signIn(page, LEAD);
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('is offered on the Bias page, and refuses a table that is none with its line', async () => {
    await page.getByRole('link', { name: 'Bias', exact: true }).click();
    await page.getByRole('link', { name: 'Audit a file' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit a file of decisions' }).waitFor();
    await choose('torn.csv', 'a,b\n1,2\n3\n');
    await page.getByRole('alert').getByText('Line 3 has 1 cell, the first line names 2 columns.').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('proposes the columns and asks what it cannot know', async () => {
    await choose('words.csv', 'sex,decision,outcome\nfemale,admit,1\nmale,home,0\n');
    await page.getByText('Holds admit, home').waitFor();
    await page.getByRole('button', { name: 'Audit the file' }).click();
    await page.getByRole('alert').getByText('fairness.positiveNeeded').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('[URS-FAI-07] names the group that is missed more often, and what is insufficient', async () => {
    await choose('decisions.csv', DECISIONS);
    await page.getByText('decisions.csv').first().waitFor();
    await page.getByText('Holds 1, 0').first().waitFor();
    await page.getByRole('button', { name: 'Audit the file' }).click();
    await page.getByRole('heading', { level: 1, name: /^language, (English|Polish): / }).waitFor();
    const findings = page.getByRole('table', { name: 'Disparities beyond the threshold' });
    await findings.getByRole('row', { name: /Polish.*False negative rate.*40\.0%.*(19|20)\.\d%/ }).waitFor();
    await page.getByText('language is not recorded in 5 rows').waitFor();
    await page.getByRole('combobox', { name: 'Rate shown' }).click();
    await page.getByRole('option', { name: 'False negative rate' }).click();
    await page
      .getByRole('img', { name: /Polish 40\.0%.*Welsh insufficient data, 0 of 4.*missing insufficient data/ })
      .waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('shows the table behind the plot by one key, with a verdict for each group', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('t');
    const table = page.getByRole('table', { name: 'Figures by language' });
    await table.getByRole('row', { name: /Polish 160 400 40\.0%.*Beyond the threshold/ }).waitFor();
    await table.getByRole('row', { name: /Welsh 0 4 insufficient data – Insufficient data/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('a file that is dropped on the Bias page is taken up', async () => {
    await page.getByRole('link', { name: 'Bias', exact: true }).click();
    await page.getByText('No signed decisions yet').waitFor();
    const data = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify(DECISIONS)}], 'dropped.csv', { type: 'text/csv' }));
      return transfer;
    })()`);
    for (const event of ['dragenter', 'dragover', 'drop']) {
      await page.dispatchEvent('#drop-anywhere', event, { dataTransfer: data });
    }
    await page.getByText('dropped.csv').waitFor();
    await page.getByRole('button', { name: 'Audit the file' }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});
