import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSPHRASE } from '../../core/app/index.ts';
import { barriers } from '../support/accessibility.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, openDepartment, signIn } from '../support/department.ts';

/** The demonstration workspace: the finding of its bias page, and every screen with real content on it. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

type Screen = readonly [name: string, open: (page: Page) => Promise<unknown>];

/** Where a screen is opened by its place in the address, and what shows that it is there. */
const at =
  (address: string, heading: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await page.goto(`${page.url().split('#')[0]}#${address}`);
    await page.getByRole('heading', { name: heading }).first().waitFor();
  };
const press =
  (name: string | RegExp, dialog: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await page.getByRole('dialog', { name: dialog }).waitFor();
  };
const closing = (screen: Screen): Screen => [
  screen[0],
  async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await screen[1](page);
  },
];

/** Every screen of the work, in an order in which each can be reached from the one before. */
const SCREENS: readonly Screen[] = [
  ['the inbox', at('/inbox', 'Inbox')],
  ['the jobs', at('/inbox/jobs', 'Jobs')],
  ['the board as columns', at('/triage', 'Triage')],
  [
    'the board as a list',
    async (page) => {
      await page.getByRole('button', { name: 'Show as one list' }).click();
      await page.getByRole('button', { name: 'Show as columns by level' }).waitFor();
    },
  ],
  ['a new intake', at('/triage/new', 'New intake')],
  [
    'an assessment',
    async (page) => {
      await at('/triage', 'Triage')(page);
      await page
        .getByRole('link', { name: /level 2, very urgent, proposed/i })
        .first()
        .click();
      await page.getByRole('region', { name: 'Evidence' }).getByText('Rests on').waitFor();
    },
  ],
  ['the signature', press(/^Confirm level/, 'Sign the triage decision')],
  closing(['the override', press(/^Another level/, 'Decide on another level')]),
  closing(['the patients', at('/patients', 'Patients')]),
  [
    "a patient's record",
    async (page) => {
      await page
        .getByRole('link', { name: /ASHWORTH|Ashworth/ })
        .first()
        .click();
      await page.getByRole('tab', { name: 'Overview' }).waitFor();
    },
  ],
  ["a patient's observations", (page) => page.getByRole('tab', { name: 'Observations' }).click()],
  ["a patient's trail", (page) => page.getByRole('tab', { name: 'Audit trail' }).click()],
  ['the import', at('/patients/import', 'Import')],
  ['bias as charts', at('/bias', /under-triaged/)],
  ['bias as tables', (page) => page.getByRole('button', { name: 'Tables' }).click()],
  ['the audit trail', at('/record/trail', 'Audit trail')],
  ['the verification', at('/record/verification', 'Verification')],
  ['the signatures', at('/record/signatures', 'Signatures')],
  ['the backups', at('/record/backups', 'Backups')],
  ['the people', at('/record/people', 'People')],
  ['adding a person', press('Add a person', 'Add a person')],
  closing(['the settings', at('/settings', 'Settings')]),
  ['the own passphrase', at('/settings/passphrase', 'My passphrase')],
  ['the recovery key', at('/settings/recovery-key', 'Recovery key')],
  ['the palette', async (page) => page.keyboard.press('Control+k')],
  closing(['the help on keys', press('Keyboard help', /./)]),
  closing(['the notifications', (page) => page.getByRole('button', { name: /^Notifications/ }).click()]),
  ['the lock', async (page) => page.keyboard.press('Control+Alt+l')],
];

let department: Department;
let page: Page;

describe.skipIf(!present)('the demonstration', () => {
  beforeAll(async () => {
    department = await openDepartment();
    await department.core.makeDemo();
    page = await department.window();
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('[URS-UIX-01] sign-in and recovery can be used by everybody, light and dark, small and large', async () => {
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to sign-in' }).click();
    await signIn(page, { loginName: 'demo', passphrase: DEMO_PASSPHRASE });
  });

  describe('bias', () => {
    beforeAll(async () => {
      await page.getByRole('link', { name: 'Bias' }).click();
    });

    test('says in one sentence which group is under-triaged more often, by how much and how sure', async () => {
      await page
        .getByRole('heading', {
          level: 1,
          name: /^Language\. Groups other than English: under-triaged more often, [\d.]+% against [\d.]+%, .*interval .*n = \d+/,
        })
        .waitFor();
      const sex = page.getByRole('region', { name: 'Sex' });
      await sex.getByText(/^No difference in under-triage by sex beyond chance/).waitFor();
      await sex.getByRole('img', { name: /Female/ }).waitFor();
    });

    test('shows the figures behind the charts, and says where there are too few for a statement', async () => {
      await page.getByRole('button', { name: 'Tables' }).click();
      const table = page.getByRole('table', { name: 'Figures by sex' });
      await table.getByRole('row', { name: /^Female/ }).waitFor();
      await page
        .getByText(/insufficient data/i)
        .first()
        .waitFor();
    });

    test('saves all figures as CSV', async () => {
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save all figures as CSV' }).click();
      const csv = await readFile(await (await waiting).path(), 'utf8');
      expect(csv).toMatch(/sex.*female/i);
      expect(csv.trimEnd().split('\n').length).toBeGreaterThan(20);
      await page.getByRole('button', { name: 'Charts', exact: true }).click();
    });
  });

  describe('accessibility', () => {
    test.each(SCREENS)(
      '[URS-UIX-01] %s can be used by everybody, light and dark, small and large',
      async (_name, open) => {
        await open(page);
        expect(await barriers(page)).toEqual([]);
      },
    );
  });
});
