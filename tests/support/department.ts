import { cpSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Core, createCore } from '../../core/app/index.ts';
import { clientOf } from '../../core/app/testing.ts';
import type { Role } from '../../core/contract/index.ts';
import { type Clock, systemClock } from '../../core/kernel/clock.ts';
import { type LoopbackHost, startLoopback } from '../../loopback/server.ts';
import { ensureBuilt } from '../../tools/build.ts';
import { BROWSER_ARGUMENTS, findChromium, NO_CHROMIUM } from './browser.ts';
import { BUILT_PAGE, QUICK_KDF } from './loopback.ts';
import { newFolder, removeFolder } from './temporary.ts';

/** The application as the people of a department see it: one core, one Chromium, a window for each person. */
export interface Department {
  readonly core: Core;
  readonly workspaceDir: string;
  /**
   * Opens the application in a profile of its own, as on another machine's screen: two windows are two people, and
   * share nothing but the workspace.
   */
  window(options?: WindowOptions): Promise<Page>;
  /** What the pages complained about since the last call: console errors (refusals of the policy too), exceptions. */
  complaints(): string[];
  close(): Promise<void>;
}

export interface WindowOptions {
  readonly viewport?: { width: number; height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** Where the page's clock starts, when the test turns it; else the time of the machine. */
  readonly clockFrom?: number;
}

export interface Person {
  readonly loginName: string;
  readonly fullName: string;
  readonly passphrase: string;
  readonly roles: Role[];
}

/** The first person of every department that `openDepartment` founds. */
export const LEAD = {
  loginName: 'amara',
  fullName: 'Dr Amara Osei',
  passphrase: 'quiet heron over water',
  roles: ['clinician', 'administrator'],
} as const satisfies Person;

export const NURSE = {
  loginName: 'jo',
  fullName: 'Jo Lindqvist',
  passphrase: 'eleven paper lanterns',
  roles: ['triageNurse'],
} as const satisfies Person;

export interface DepartmentOptions {
  /** Folder of a workspace of the caller's; else a new one, which goes with the department. */
  readonly workspaceDir?: string;
  /** Turned by the test: then the core looks at it only when `core.tick` is called. */
  readonly clock?: Clock;
}

/** The application on an empty folder, or on the caller's workspace. Throws NO_CHROMIUM, and when the build fails. */
export async function openDepartment(options: DepartmentOptions = {}): Promise<Department> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  if (!ensureBuilt()) throw new Error('The build failed; it has said why.');
  const folder = newFolder();
  // A copy: a build that runs meanwhile must not change the page under an open window.
  const page = path.join(folder, 'page');
  cpSync(BUILT_PAGE, page, { recursive: true });
  const workspaceDir = options.workspaceDir ?? path.join(folder, 'workspace');
  const core = createCore({
    workspaceDir,
    kdf: QUICK_KDF,
    version: 'test',
    clock: options.clock ?? systemClock,
    ...(options.clock && { tickMs: 0 }),
  });
  const host = await startLoopback({ core, page });
  const browser = await chromium.launch({ executablePath, headless: true, args: [...BROWSER_ARGUMENTS] });
  const heard: string[] = [];
  return {
    core,
    workspaceDir,
    window: (wanted) => openWindow(browser, host, heard, wanted),
    complaints: () => heard.splice(0),
    async close() {
      await keepPictures(browser);
      await browser.close();
      await host.close();
      await core.close();
      removeFolder(folder);
    },
  };
}

/** For whoever looks into a failure: the last state of every window, where FAIRDOC_TEST_PICTURES names a folder. */
async function keepPictures(browser: Browser): Promise<void> {
  const kept = process.env.FAIRDOC_TEST_PICTURES;
  if (!kept) return;
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: path.join(kept, `window-${index + 1}.png`) });
  }
}

async function openWindow(
  browser: Browser,
  host: LoopbackHost,
  heard: string[],
  { viewport = { width: 1280, height: 800 }, colorScheme = 'light', clockFrom }: WindowOptions = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport,
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  if (clockFrom !== undefined) await context.clock.install({ time: clockFrom });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  await page.goto(host.launchUrl());
  return page;
}

/** Founds the workspace with LEAD and adds the others, as their administrator would. Nobody is signed in after. */
export async function staff(
  core: Core,
  others: readonly Person[] = [],
  { idleMinutes }: { idleMinutes?: number } = {},
): Promise<void> {
  const setUp = clientOf(core, 'set-up');
  const { fullName, loginName, passphrase } = LEAD;
  const { recoveryKey } = await setUp.workspace.create({
    name: 'Emergency department',
    administrator: { fullName, loginName, passphrase },
  });
  await setUp.workspace.confirmRecoveryKey({ recoveryKey });
  for (const person of others) await setUp.people.add(person);
  if (idleMinutes !== undefined) {
    await setUp.ops.updateSettings({ changes: { idleMinutes }, reason: 'As the department decided' });
  }
  await setUp.session.signOut({});
}

/** Signs in by the form of the page and waits for the frame of the work. */
export async function signIn(
  page: Page,
  { loginName, passphrase }: Pick<Person, 'loginName' | 'passphrase'>,
): Promise<void> {
  await page.getByLabel('Login name').fill(loginName);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Workspaces' }).waitFor();
}

/** Fills in the signature dialog and signs; the login name is asked for at the first signature of a session. */
export async function sign(
  page: Page,
  { loginName, passphrase }: Pick<Person, 'loginName' | 'passphrase'>,
): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /^Sign / });
  await dialog.waitFor();
  const name = dialog.getByLabel('Login name');
  if (await name.isVisible()) await name.fill(loginName);
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
}
