import path from 'node:path';
import { createCore } from '../../core/app/index.ts';
import { findChromium, launchBrowser, NO_CHROMIUM } from '../../tests/support/browser.ts';
import { median, type Suite } from '../figure.ts';
import { startApp } from '../support/running-app.ts';
import { inScratch } from '../support/scratch.ts';

const ROUNDS = 7;

export const openToSignIn: Suite = {
  id: 'open',
  title: 'From starting the application to a sign-in form that can be typed into, in Chromium',
  unavailable: () => (findChromium() ? null : NO_CHROMIUM),
  run: (say) =>
    inScratch(async (folder) => {
      const workspace = path.join(folder, 'workspace');
      const core = createCore({ workspaceDir: workspace });
      await core.makeDemo({ encounters: 20, waiting: 2 });
      await core.close();
      const browser = await launchBrowser();
      const opened: number[] = [];
      const total: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        say(`round ${round + 1} of ${ROUNDS}`);
        const page = await browser.context.newPage();
        const start = performance.now();
        const app = await startApp(workspace);
        const ready = performance.now();
        await page.goto(app.url);
        await page.getByRole('textbox', { name: 'Passphrase' }).waitFor();
        opened.push(performance.now() - ready);
        total.push(performance.now() - start);
        await page.close();
        await app.stop();
      }
      await browser.close();
      return [
        { id: 'open.page', title: 'page to sign-in form, median', value: median(opened) / 1_000, unit: 's' },
        {
          id: 'open.total',
          title: 'start of the process to sign-in form, median',
          value: median(total) / 1_000,
          unit: 's',
          goal: { kind: 'atMost', value: 1.5 },
        },
      ];
    }),
};
