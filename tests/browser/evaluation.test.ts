import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { barriers } from '../support/accessibility.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, openDepartment, signIn, staff } from '../support/department.ts';

/** How good is triage here? A file of cases with known levels, judged, opened, compared and saved. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

const CHEST = 'Crushing chest pain spreading to the left arm for an hour, sweating and grey.';
const COLD = 'Runny nose and sneezing for two days, no fever, otherwise well.';
const CASES = [
  { id: 'chest', age: 61, sex: 'male', narrative: CHEST, gold: 'emergency' },
  { id: 'cold', age: 28, narrative: COLD, gold: 'self-care' },
  // A gold level that no reader would give, so that there is a disagreement to open.
  { id: 'disputed', age: 61, sex: 'male', narrative: CHEST, gold: 'non-emergency' },
  { id: 'unknown', narrative: 'Nobody has said how urgent this is.' },
];
const jsonl = (cases: readonly object[]) => Buffer.from(cases.map((item) => JSON.stringify(item)).join('\n'));

describe.skipIf(!present)('the evaluation', () => {
  let department: Department;
  let page: Page;

  const choose = async (name: string, buffer: Buffer) => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file of cases' }).click();
    await (await choosing).setFiles({ name, mimeType: 'application/json', buffer });
  };

  beforeAll(async () => {
    department = await openDepartment();
    await staff(department.core);
    page = await department.window();
    await signIn(page, LEAD);
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('says first what to do, and refuses what is no file of cases with what is wrong', async () => {
    await page.getByRole('link', { name: 'Evaluation', exact: true }).click();
    await page.getByText('Nothing was evaluated yet').waitFor();
    await choose('colours.csv', Buffer.from('colour,size\nred,4\n'));
    await page.getByRole('alert').getByText('evaluation.noColumns').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('judges a file of cases and leads with how often it agrees and whether an emergency was missed', async () => {
    await choose('cases.jsonl', jsonl(CASES));
    const headline = page.getByRole('heading', { level: 1, name: /^66\.7% in agreement on three levels/ });
    await headline.waitFor();
    expect(await headline.textContent()).toMatch(/the emergency was recognised\.$/);
    await page.getByText('3 of 4 cases judged, 1 line could not be').waitFor();
    const figures = page.getByRole('table', { name: 'Headline figures' });
    await figures.getByRole('row', { name: /Over-triage.*33\.3%.*1 of 3/ }).waitFor();
    await figures.getByRole('row', { name: /Emergencies missed.*0 of 1/ }).waitFor();
    await page.getByRole('img', { name: /Gold Non-emergency: 1 given Emergency/ }).waitFor();
    await page.getByText('Line 4 (unknown)').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('shows the table behind the map by one key', async () => {
    await page.keyboard.press('t');
    const table = page.getByRole('table', { name: 'Gold levels by level given' });
    await table.getByRole('row', { name: /^Non-emergency 1 0 0$/ }).waitFor();
    await page.keyboard.press('t');
    await table.waitFor({ state: 'hidden' });
  });

  test('opens a disagreement by keys alone: the words that decided, the rule, and the way back', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const pane = page.getByRole('complementary', { name: 'Case disputed' });
    await pane.getByRole('heading', { name: 'As it was written' }).waitFor();
    await pane
      .getByRole('button')
      .filter({ hasText: /chest|crushing|arm/i })
      .first()
      .waitFor();
    expect(await pane.getByRole('listitem').count()).toBeGreaterThan(0);
    expect(await barriers(page)).toEqual([]);
    const rule = pane.getByRole('link').first();
    const id = (await rule.textContent()) ?? '';
    await rule.click();
    await page
      .getByText(id.replace(/^consider\./, ''), { exact: true })
      .first()
      .waitFor();
    await page.goBack();
    await pane.waitFor();
    await page.keyboard.press('Escape');
    await pane.waitFor({ state: 'hidden' });
  });

  test('compares with an earlier run and never calls chance a difference', async () => {
    await choose('cases-again.jsonl', jsonl(CASES.slice(0, 2)));
    await page.getByRole('heading', { level: 1, name: /^100\.0% in agreement/ }).waitFor();
    await page.getByRole('combobox', { name: 'Compare with an earlier run' }).click();
    await page.getByRole('option', { name: /^cases\.jsonl/ }).click();
    await page.getByText('The same answer to every one of 2 cases.').waitFor();
    await page.getByText(/McNemar’s test: right only before in 0/).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('saves the report, and finds both runs again later', async () => {
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('menuitem', { name: 'The whole report (JSON)' }).click();
    const download = await waiting;
    const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(saved).toMatchObject({ run: { name: 'cases-again.jsonl' }, report: { judged: 2 } });
    const runs = page.getByRole('navigation', { name: 'Evaluations' });
    expect(await runs.getByRole('link').count()).toBe(2);
    await runs.getByRole('link', { name: /^cases\.jsonl/ }).click();
    await page.getByRole('heading', { level: 1, name: /^66\.7%/ }).waitFor();
  });
});
