import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from '../../core/app/testing.ts';
import { type ManualClock, manualClock } from '../../core/kernel/clock.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, NURSE, openDepartment, sign, signIn, staff } from '../support/department.ts';

/** The main job, from the door to the signature. One afternoon in one department, told in order. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

const MINUTE = 60_000;
const CHEST_PAIN =
  'Crushing chest pain for 40 minutes, spreading to the left arm, sweating. Denies any fever.';

describe.skipIf(!present)('triage', () => {
  let department: Department;
  let clock: ManualClock;
  let page: Page;

  /** Turns the clocks of the core and of the screen together, as time does. */
  async function pass(minutes: number): Promise<void> {
    clock.advance(minutes * MINUTE);
    await page.clock.fastForward(minutes * MINUTE);
    await department.core.tick();
  }
  const row = (name: RegExp): Locator => page.getByRole('link', { name });
  const proposal = () => page.getByRole('region', { name: 'Proposal and decision' });

  beforeAll(async () => {
    clock = manualClock(Date.now());
    department = await openDepartment({ clock });
    // Long, because this test makes hours pass without a hand on the mouse.
    await staff(department.core, [NURSE], { idleMinutes: 60 });
    page = await department.window({ clockFrom: clock.now() });
    await signIn(page, LEAD);
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('takes in a patient by form: words, vital signs, history and a document', async () => {
    await page.getByRole('link', { name: 'New intake' }).click();
    await page.getByLabel('Family name').fill('Rivers');
    await page.getByLabel('Given name').fill('Ada');
    await page.getByLabel('Date of birth').fill('14/3/1968');
    await page.getByLabel('NHS number').fill('943 476 5919');
    await page.getByText('The check digit fits.').waitFor();
    await page.getByRole('radio', { name: 'Female' }).check();
    await page.getByLabel('In their words').fill(CHEST_PAIN);
    await page.getByLabel('Bay', { exact: true }).fill('4');
    await page.getByLabel('Respiratory rate').fill('22');
    await page.getByLabel('Oxygen saturation').fill('95');
    await page.getByLabel('Blood pressure, systolic').fill('104');
    await page.getByLabel('Blood pressure, diastolic').fill('70');
    await page.getByLabel('Heart rate').fill('112');
    await page.getByLabel('Temperature').fill('36.8');
    await page
      .getByRole('radiogroup', { name: /^Consciousness/ })
      .getByText('A', { exact: true })
      .click();
    await page.getByRole('radiogroup', { name: 'Kind of history' }).getByText('Allergy').click();
    await page.getByRole('textbox', { name: 'Allergy' }).fill('Penicillin, rash');
    await page.getByRole('textbox', { name: 'Allergy' }).press('Enter');
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Attach documents' }).click();
    await (await choosing).setFiles({
      name: 'letter.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Dear colleague, please see this patient with chest pain.\n'),
    });
    await page.getByText('letter.txt').waitFor();
    await page
      .getByRole('complementary', { name: 'Preview of the assessment' })
      .getByText('Level 2, very urgent')
      .waitFor();
    await page.getByRole('button', { name: /^Save and assess/ }).click();

    await page.getByRole('heading', { name: 'Rivers, Ada' }).waitFor();
    await proposal().getByText('Level 2, very urgent').waitFor();
    const intake = page.getByRole('region', { name: 'Intake' });
    await intake.getByText('112 /min').waitFor();
    await intake.getByText('Penicillin, rash').waitFor();
    await intake.getByText('letter.txt').waitFor();
  });

  test('[URS-TRI-06] shows the waiting patient on the board against a target that runs out', async () => {
    await page.keyboard.press('Escape');
    const level2 = page.getByRole('region', { name: 'Level 2, Very urgent' });
    const rivers = level2.getByRole('link', { name: /RIVERS|Rivers/ });
    await rivers.getByText('0 of 10 min').waitFor();
    await rivers.getByText('Bay 4').waitFor();
    await rivers.getByText(/^Crushing chest pain/).waitFor();
    await pass(6);
    await rivers.getByText('6 of 10 min').waitFor();
    await pass(6);
    await rivers.getByText('2 min over').waitFor();
    await page.getByRole('button', { name: /^Notifications, [1-9]/ }).waitFor();
    await page.getByText('Past target 1').waitFor();
  });

  test('opens an assessment and shows for each reason the words that it rests on', async () => {
    await row(/Rivers/i).click();
    const intake = page.getByRole('region', { name: 'Intake' });
    const evidence = page.getByRole('region', { name: 'Evidence' });
    const mark = intake.getByRole('button', { name: 'Crushing chest' });
    await mark.waitFor();
    const reason = proposal().getByRole('button', { name: /features of a heart attack/ });
    await reason.click();
    expect(await reason.getAttribute('aria-pressed')).toBe('true');
    await evidence.getByText('Crushing chest', { exact: true }).waitFor();
    await evidence.getByText(/^NICE CG95/).waitFor();
    await evidence.getByText('flag.acs-pattern').waitFor();
    await intake.getByRole('button', { name: /^Heart rate/ }).click();
    await evidence.getByText('112 /min').first().waitFor();
  });

  test('[URS-TRI-07] refuses a signature with a wrong passphrase, and signs a confirmation with the right one', async () => {
    await page.getByRole('button', { name: /^Confirm level 2/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign the triage decision' });
    await dialog.getByText('Confirmed the proposed triage level 2').waitFor();
    await dialog.getByText(LEAD.fullName).waitFor();
    await sign(page, { ...LEAD, passphrase: 'surely not this one' });
    await dialog
      .getByRole('alert')
      .filter({ hasText: /passphrase/i })
      .waitFor();
    expect(
      await proposal()
        .getByText(/^Decided by/)
        .count(),
    ).toBe(0);

    await sign(page, LEAD);
    await dialog.waitFor({ state: 'hidden' });
    await proposal()
      .getByText(new RegExp(`^Decided by ${LEAD.fullName}`))
      .waitFor();
    await proposal().getByText('Level 2 confirmed').waitFor();
    await proposal().getByRole('img', { name: 'Signature valid' }).waitFor();
  });

  test('[URS-TRI-06] asks to look again at a patient who was decided on and still waits', async () => {
    await page.keyboard.press('Escape');
    const rivers = row(/Rivers/i);
    await rivers.getByText(/^again in \d+ min$/).waitFor();
    await pass(30);
    await rivers.getByText(/^look again/).waitFor();
    await page.getByText('Re-triage due 1').waitFor();
    await page.getByRole('button', { name: /^Notifications, \d+ unread$/ }).click();
    await page.getByRole('button', { name: /Re-triage is due/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  describe('with a colleague at another screen', () => {
    let nurse: ReturnType<typeof clientOf>;
    let encounterId: string;

    beforeAll(async () => {
      nurse = clientOf(department.core, 'nurse');
      await nurse.session.signIn(NURSE);
      ({ encounterId } = await nurse.clinic.takeIn({
        patient: { details: { family: 'Marsh', given: 'Ben', sex: 'male', birthDate: '2002-05-01' } },
        narrative: 'Twisted his ankle on the stairs an hour ago, can walk on it, a little swollen.',
        vitals: { heartRate: 72, respiratoryRate: 14, temperature: 36.6, consciousness: 'A' },
        arrivalMode: 'walk-in',
        bay: null,
        pregnancyWeeks: null,
        history: [],
        attachments: [],
      }));
    });

    test('[URS-TRI-07] signs nothing when the assessment changed between showing and signing', async () => {
      await row(/Marsh/i).click();
      await page.getByRole('button', { name: /^Confirm level/ }).click();
      const dialog = page.getByRole('dialog', { name: 'Sign the triage decision' });
      await dialog.waitFor();
      await nurse.clinic.recordVitals({
        encounterId,
        vitals: { heartRate: 148, respiratoryRate: 32, consciousness: 'C' },
      });
      await sign(page, LEAD);
      await dialog
        .getByRole('alert')
        .filter({ hasText: /changed|newer|again/i })
        .waitFor();
      await dialog.getByRole('button', { name: 'Do not sign' }).click();
      expect(
        await proposal()
          .getByText(/^Decided by/)
          .count(),
      ).toBe(0);
      expect((await nurse.triage.encounter({ encounterId })).decisions).toEqual([]);
      await page.getByRole('region', { name: 'Intake' }).getByText('148 /min').waitFor();
    });

    test('[URS-TRI-07] overrides a proposal only with a reason, and signs that too', async () => {
      await page.getByRole('button', { name: /^Another level/ }).click();
      const dialog = page.getByRole('dialog', { name: 'Decide on another level' });
      const on = dialog.getByRole('button', { name: 'Continue to signature' });
      await dialog.getByRole('radio', { name: /^Level 3/ }).click();
      expect(await on.isDisabled()).toBe(true);
      await dialog.getByRole('radio', { name: 'Clinical judgement at the bedside' }).check();
      expect(await on.isDisabled()).toBe(true);
      await dialog.getByLabel('In your words').fill('Anxious at the count, settled when it was repeated.');
      await on.click();
      await page.getByRole('dialog', { name: 'Sign the triage decision' }).waitFor();
      await sign(page, LEAD);
      await proposal()
        .getByText(/^Level 3 decided, \d was proposed$/)
        .waitFor();
      await proposal().getByText('Anxious at the count, settled when it was repeated.').waitFor();
      const [decision] = (await nurse.triage.encounter({ encounterId })).decisions;
      expect(decision).toMatchObject({ kind: 'override', acuity: 3, overrideReason: 'clinicalJudgement' });
      expect(decision?.signature).toMatchObject({ name: LEAD.fullName, state: 'valid' });
    });
  });
});
