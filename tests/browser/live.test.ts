import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ManualClock, manualClock } from '../../core/kernel/clock.ts';
import { findChromium, NO_CHROMIUM } from '../support/browser.ts';
import { type Department, LEAD, NURSE, openDepartment, sign, signIn, staff } from '../support/department.ts';

/** Two people at two screens of one department. Neither window is ever loaded again. */

const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

const MINUTE = 60_000;

describe.skipIf(!present)('two people at work', () => {
  let department: Department;
  let clock: ManualClock;
  let doctor: Page;
  let nurse: Page;

  beforeAll(async () => {
    clock = manualClock(Date.now());
    department = await openDepartment({ clock });
    await staff(department.core, [NURSE], { idleMinutes: 60 });
    [doctor, nurse] = await Promise.all([
      department.window({ clockFrom: clock.now() }),
      department.window({ clockFrom: clock.now() }),
    ]);
    await signIn(doctor, LEAD);
    await signIn(nurse, NURSE);
  });
  afterEach(() => expect(department.complaints()).toEqual([]));
  afterAll(() => department?.close());

  test('[URS-OPS-01] what one takes in stands on the board and in the tasks of the other', async () => {
    await doctor.getByRole('link', { name: 'Inbox' }).click();
    await doctor.getByText('Nothing waits for you').waitFor();
    await nurse.getByRole('link', { name: 'New intake' }).click();
    await nurse.getByLabel('Family name').fill('Rivers');
    await nurse.getByRole('radio', { name: 'Female' }).check();
    await nurse.getByLabel('In their words').fill('Worst headache of my life, came on suddenly, stiff neck.');
    await nurse.getByRole('button', { name: /^Save and assess/ }).click();
    await nurse.getByRole('heading', { name: 'Rivers' }).waitFor();

    await doctor.getByRole('button', { name: /Decide on Rivers/i }).waitFor();
    await doctor.getByRole('link', { name: 'Triage' }).click();
    await doctor.getByRole('link', { name: /Rivers/i }).waitFor();
  });

  test('[URS-OPS-01] a missed target is announced to both, and the announcement opens the patient', async () => {
    clock.advance(15 * MINUTE);
    await Promise.all([doctor, nurse].map((page) => page.clock.fastForward(15 * MINUTE)));
    await department.core.tick();
    await nurse.getByRole('button', { name: /^Notifications, \d+ unread$/ }).waitFor();
    await doctor.getByRole('button', { name: /^Notifications, \d+ unread$/ }).click();
    await doctor.getByRole('button', { name: /A time target was missed/ }).click();
    await doctor.getByRole('heading', { name: 'Rivers' }).waitFor();
  });

  test('[URS-OPS-01] a signature of one is seen by the other, and takes the task away', async () => {
    await nurse.getByRole('link', { name: 'Inbox' }).click();
    const task = nurse.getByRole('button', { name: /Decide on Rivers/i });
    await task.waitFor();
    await doctor.getByRole('button', { name: /^Confirm level/ }).click();
    await sign(doctor, LEAD);
    await task.waitFor({ state: 'hidden' });
    await nurse.getByRole('link', { name: 'Triage' }).click();
    await nurse.getByRole('link', { name: /Rivers/i }).click();
    await nurse
      .getByRole('region', { name: 'Proposal and decision' })
      .getByText(new RegExp(`^Decided by ${LEAD.fullName}`))
      .waitFor();
  });
});
