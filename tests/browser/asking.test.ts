import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { barriers } from '../support/accessibility.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, openDepartment, signIn, staff } from '../support/department.ts';

/** Triage asks instead of guessing, and the answer counts at once. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

const WORDS =
  'Headache and neck pain for two days. No fever, no neck stiffness. Her sister has migraine. Had a kidney stone years ago.';
const SUDDEN = 'Headache, sudden';

describe.skipIf(!present)('asking instead of guessing', () => {
  let department: Department;
  let page: Page;
  const preview = () => page.getByRole('complementary', { name: 'Preview of the assessment' });
  const proposal = () => page.getByRole('region', { name: 'Proposal and decision' });
  const intake = () => page.getByRole('region', { name: 'Intake' });
  const evidence = () => page.getByRole('region', { name: 'Evidence' });

  beforeAll(async () => {
    department = await openDepartment();
    await staff(department.core);
    page = await department.window();
    await signIn(page, LEAD);
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('the intake asks what would change the level most, and an answer changes it at once', async () => {
    await page.getByRole('link', { name: 'New intake' }).click();
    await page.getByLabel('Family name').fill('Holt');
    await page.getByRole('radio', { name: 'Female' }).check();
    await page.getByLabel('Date of birth').fill('2/5/1988');
    await page.getByLabel('In their words').fill(WORDS);
    await preview().getByText('Ask next').waitFor();
    const sudden = preview().getByRole('listitem').filter({ hasText: 'Headache: did it come on suddenly?' });
    await sudden.getByText('could become level 2').waitFor();
    const before =
      (await preview()
        .getByText(/^Level \d/)
        .first()
        .textContent()) ?? '';
    await picture('intake-asks');

    await sudden.getByRole('button', { name: `${SUDDEN}: yes` }).press('Enter');
    await preview().getByText('Level 2, very urgent').waitFor();
    expect(before).not.toContain('Level 2');
    await preview().getByText(`Answered yes: ${SUDDEN}`).waitFor();
    expect(await sudden.count()).toBe(0);
    await page
      .getByRole('region', { name: 'Answered questions' })
      .getByText(SUDDEN, { exact: true })
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture('intake-answered');
  });

  test('an answer can be taken back before it is saved', async () => {
    await page.getByRole('button', { name: `Take back: ${SUDDEN}` }).click();
    await preview()
      .getByRole('button', { name: `${SUDDEN}: yes` })
      .waitFor();
    await preview()
      .getByRole('button', { name: `${SUDDEN}: yes` })
      .click();
    await preview().getByText('Level 2, very urgent').waitFor();
  });

  test('a question for a value leads to its field', async () => {
    const more = preview().getByRole('button', { name: /more that matter less/ });
    if ((await more.count()) > 0) await more.click();
    const rate = preview().getByRole('listitem').filter({ hasText: 'What is the heart rate?' });
    await rate.getByRole('button', { name: 'Enter' }).click();
    expect(await page.getByLabel('Heart rate').evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.keyboard.type('84');
    await rate.waitFor({ state: 'detached' });
  });

  test('[URS-TRI-02] the answer is saved with the intake, stands among the reasons and beside the words', async () => {
    await page.getByRole('button', { name: /^Save and assess/ }).click();
    await proposal().getByText('Level 2, very urgent').waitFor();
    await proposal().getByText(`Answered yes: ${SUDDEN}`).first().waitFor();
    await intake()
      .getByRole('region', { name: 'Answered questions' })
      .getByText(SUDDEN, { exact: true })
      .waitFor();
    await picture('assessment-explained');
    expect(await barriers(page)).toEqual([]);
  });

  test('[URS-TRI-02] the note shows what is denied, past or of somebody else, each marked differently', async () => {
    const legend = intake().getByRole('list', { name: 'What the marks mean' });
    for (const kind of ['Present', 'Denied', 'In the past', 'Of somebody else']) {
      await legend.getByText(kind, { exact: true }).waitFor();
    }
    const sister = intake().getByRole('button', { name: 'migraine' });
    expect(await sister.getAttribute('data-kind')).toBe('other');
    await sister.click();
    await evidence()
      .getByText(/said of somebody else/)
      .waitFor();
    const past = intake().getByRole('button', { name: 'kidney stone' });
    expect(await past.getAttribute('data-kind')).toBe('past');
  });

  test('[URS-TRI-02] conditions are shown to consider, never as diagnosis, with what speaks for and against', async () => {
    const consider = proposal().getByRole('region', { name: 'Consider', exact: true });
    await consider.getByText('No diagnosis.').waitFor();
    const first = consider.getByRole('button').first();
    await first.press('Enter');
    await evidence().getByText('Speaks for it').waitFor();
    await evidence()
      .getByText(/not a diagnosis/)
      .waitFor();
    await picture('assessment-condition');
  });

  test('a denied red flag is asked in place; that it is there after all goes on record beside the denial', async () => {
    const denied = proposal().getByRole('listitem').filter({ hasText: 'The text denies stiff neck' });
    await denied.getByRole('button', { name: 'Stiff neck: yes' }).click();
    await intake()
      .getByRole('region', { name: 'Answered questions' })
      .getByText('Stiff neck', { exact: true })
      .waitFor();
    await denied.waitFor({ state: 'detached' });
    await proposal()
      .getByText(/both states and denies: stiff neck/)
      .waitFor();
  });

  test('an answer can be corrected, and the assessment follows', async () => {
    const answer = intake().getByRole('radiogroup', { name: `${SUDDEN}: answer` });
    await answer.getByText('No', { exact: true }).click();
    const counted = () => proposal().getByText(`Answered yes: ${SUDDEN}`).count();
    await expect.poll(counted).toBe(0);
  });

  test('advice can be read and copied', async () => {
    await proposal().getByRole('region', { name: 'Advice to give' }).getByText('When to come back').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  /** For the eyes of whoever writes the screens, where FAIRDOC_TEST_PICTURES names a folder. */
  async function picture(name: string): Promise<void> {
    const folder = process.env.FAIRDOC_TEST_PICTURES;
    if (!folder) return;
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
    ] as const) {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(150);
        await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});
