import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../tools/build.ts';
import { findChromium, launchBrowser, NO_CHROMIUM, type TestBrowser } from '../support/browser.ts';
import { newFolder, removeFolder } from '../support/temporary.ts';

/** The built main, preload and page together, with Chromium as the window and a stand-in for Electron's own parts. */

const root = path.resolve(import.meta.dirname, '..', '..');
const present = findChromium() !== undefined;
if (!present) console.info(NO_CHROMIUM);

describe.skipIf(!present)('the desktop', () => {
  let folder: string;
  let desktop: ChildProcess;
  let browser: TestBrowser;
  let url: string;

  beforeAll(async () => {
    expect(ensureBuilt()).toBe(true);
    folder = newFolder();
    desktop = fork(
      path.join(root, 'tests/electron/desktop-server.ts'),
      ['--workspace', path.join(folder, 'ward')],
      {
        env: { ...process.env, XDG_DATA_HOME: folder, LOCALAPPDATA: folder, HOME: folder },
        execArgv: [],
      },
    );
    url = await new Promise<string>((resolve, reject) => {
      desktop.once('message', (message) => resolve(String(message)));
      desktop.once('exit', (code) => reject(new Error(`the driven main ended with ${code}`)));
    });
    browser = await launchBrowser();
    const preload = readFileSync(path.join(root, 'out/preload/preload.cjs'), 'utf8');
    const shim = readFileSync(path.join(root, 'tests/electron/preload-shim.js'), 'utf8');
    await browser.context.addInitScript(shim.replace('PRELOAD', () => preload));
  });
  afterAll(async () => {
    await browser?.close();
    desktop?.kill();
    removeFolder(folder);
  });

  test('[URS-HST-01] opens the page from main under its policy, and the page reaches the core by the port', async () => {
    const page = await browser.context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    // Only the core can know that this folder holds no workspace.
    await page.getByRole('heading', { name: 'Welcome to Fairdoc' }).waitFor();
    await page.getByRole('button', { name: /Create a workspace/ }).waitFor();
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => Object.keys(Reflect.get(globalThis, 'fairdoc')))).toEqual(['connect']);
    expect(
      await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis)),
    ).toEqual([]);
  });

  test('[URS-HST-01] runs no script that is not its own file, written into the page or made from text', async () => {
    const page = await browser.context.newPage();
    await page.goto(url);
    const intrusion = readFileSync(path.join(import.meta.dirname, 'intrusion.js'), 'utf8');
    expect(await page.evaluate(intrusion)).toEqual({
      refused: ['connect-src', 'frame-src', 'img-src', 'script-src', 'script-src-elem', 'style-src-elem'],
      intruded: false,
      evaluated: false,
      hidden: false,
    });
  });
});
