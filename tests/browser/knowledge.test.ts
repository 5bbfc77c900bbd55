import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { barriers } from '../support/accessibility.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, openDepartment, signIn, staff } from '../support/department.ts';

/** What triage knows and on whose authority, for whoever wants to check it. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

describe.skipIf(!present)('the knowledge base', () => {
  let department: Department;
  let page: Page;
  const part = (name: string) => page.getByRole('region', { name, exact: true });

  beforeAll(async () => {
    department = await openDepartment();
    await staff(department.core);
    page = await department.window();
    await signIn(page, LEAD);
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('[URS-TRI-03] says what it holds, in which version, and that it was checked', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'What triage knows' }).waitFor();
    const about = (await page.getByText(/presentations with/).textContent()) ?? '';
    expect(Number(/^(\d+) presentations/.exec(about)?.[1])).toBeGreaterThanOrEqual(120);
    await page.getByText(/digest [0-9a-f]{64}/).waitFor();
    await page.getByText('Checked: no complaint').waitFor();
    await page
      .getByRole('table', { name: 'Minutes to be seen, by level' })
      .getByText('Manchester')
      .first()
      .waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('[URS-TRI-03] finds a presentation by lay words and opens it by keys alone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('tummy ache');
    await page.getByRole('status').getByText(/entr/).waitFor();
    await page.keyboard.press('Tab');
    const first = page.getByRole('link', { name: /^Abdominal pain Presentation/ });
    expect(await first.evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Abdominal pain' }).waitFor();
  });

  test('[URS-TRI-03] shows a presentation with its words, discriminators, sources, advice and its own cases tried now', async () => {
    await part('Words that bring it up').getByRole('link', { name: 'Abdominal pain', exact: true }).waitFor();
    const rules = part('What makes it urgent').getByRole('listitem');
    expect(await rules.count()).toBeGreaterThan(3);
    // Each names its source with a year.
    for (const text of await rules.allTextContents()) expect(text).toMatch(/\(\d{4}/);
    expect(await part('Questions to ask next').getByRole('listitem').count()).toBeGreaterThan(2);
    expect(await part('When to come back or call for help').getByRole('listitem').count()).toBeGreaterThan(0);
    const cases = part('Its own test cases, tried now');
    await cases.getByText(/all at an expected level/).waitFor();
    expect(await cases.getByText(/^As expected/).count()).toBe(await cases.getByRole('listitem').count());
    expect(await barriers(page)).toEqual([]);
  });

  test('leads from a rule to its words and back, and from a condition to where it is thought of', async () => {
    await part('What makes it urgent').getByRole('link').first().click();
    await part('What it does')
      .getByText(/^Level \d/)
      .waitFor();
    await part('Words it looks for').getByRole('link').first().click();
    await page.getByText(/^Word of the lexicon/).waitFor();
    expect(
      await page
        .getByRole('region', { name: /^Said as/ })
        .getByRole('listitem')
        .count(),
    ).toBeGreaterThan(1);
    expect(await barriers(page)).toEqual([]);

    const field = page.getByRole('searchbox', { name: 'Search the knowledge base' });
    await field.fill('aortic dissection');
    await page.getByRole('link', { name: /^Aortic dissection Condition/ }).click();
    await page.getByText('never as a diagnosis').waitFor();
    expect(await part('Findings that speak for it').getByRole('row').count()).toBeGreaterThan(3);
    await part('Thought of in')
      .getByRole('link', { name: /^Chest pain/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Chest pain' }).waitFor();
  });

  test('says so when nothing is found, and what to try', async () => {
    await page.getByRole('searchbox', { name: 'Search the knowledge base' }).fill('zzqx');
    await page.getByText('Nothing is found for “zzqx”.').waitFor();
  });

  test('opens a rule by the address that an assessment gives, and a default level at its presentation', async () => {
    await page.evaluate("location.hash = '#/knowledge/rules/chest-pain.default'");
    await page.getByRole('heading', { level: 1, name: 'Chest pain' }).waitFor();
    await page.evaluate("location.hash = '#/knowledge/rules/flag.stridor'");
    await page.getByText('flag.stridor', { exact: true }).waitFor();
  });
});
