import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO_PASSPHRASE } from '../../core/app/index.ts';
import { findChromium, launchBrowser, NO_CHROMIUM } from '../../tests/support/browser.ts';
import type { Suite } from '../figure.ts';
import { makeDemoWorkspace } from '../support/demo-workspace.ts';
import { startApp } from '../support/running-app.ts';
import { inScratch } from '../support/scratch.ts';

/** Resident memory of a process in MiB, as the kernel of Linux tells it. */
function residentMiB(pid: number | undefined): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1_024;
}

export const memory: Suite = {
  id: 'memory',
  title: 'Memory of the core with the demonstration open (5,000 encounters), and making it',
  unavailable: () =>
    process.platform !== 'linux' ? 'memory is read from /proc' : findChromium() ? null : NO_CHROMIUM,
  run: (say) =>
    inScratch(async (folder) => {
      const workspace = path.join(folder, 'workspace');
      say('making the demonstration');
      const seconds = await makeDemoWorkspace(workspace);
      const app = await startApp(workspace);
      const browser = await launchBrowser();
      const page = await browser.context.newPage();
      await page.goto(app.url);
      await page.getByRole('combobox', { name: 'Login name' }).fill('demo');
      await page.getByRole('textbox', { name: 'Passphrase' }).fill(DEMO_PASSPHRASE);
      await page.keyboard.press('Enter');
      for (const screen of ['Triage', 'Patients', 'Bias', 'Record']) {
        await page.getByRole('link', { name: screen }).first().click();
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await page.waitForTimeout(1_500);
      }
      const mib = residentMiB(app.child.pid);
      await browser.close();
      await app.stop();
      return [
        {
          id: 'memory.core',
          title: 'core, signed in, after every screen',
          value: mib,
          unit: 'MiB',
          goal: { kind: 'atMost', value: 350 },
        },
        {
          id: 'memory.demo',
          title: 'making the demonstration',
          value: seconds,
          unit: 's',
          goal: { kind: 'atMost', value: 20 },
        },
      ];
    }),
};
