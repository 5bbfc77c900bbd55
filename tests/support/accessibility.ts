import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** The smallest screen that must do, and a large one. */
const SMALL = { width: 1280, height: 800 };
const LARGE = { width: 1920, height: 1080 };

const script = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');
const SETTLED = script('settled.js');
const SIDEWAYS = script('sideways.js');

/** Axe leaves the size of targets out unless asked (WCAG 2.2, 2.5.8). What passes need not be written down. */
const OPTIONS: Parameters<AxeBuilder['options']>[0] = {
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

/**
 * What keeps somebody from using the screen that is shown, in light and dark, on a small and a large screen: serious
 * and critical findings of axe, and anything that must be scrolled sideways on the small one. Empty when all is well.
 * The page is left small and light.
 */
export async function barriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const viewport of [LARGE, SMALL]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
      await page.evaluate(SETTLED);
      // The page has no frames, so that the quick way sees all of it.
      const axe = new AxeBuilder({ page }).options(OPTIONS).setLegacyMode(true);
      const { violations } = await axe.analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        for (const { html, failureSummary } of nodes.slice(0, 5)) {
          const where = `${viewport.width}, ${colorScheme}`;
          found.push(`${where}: ${id} (${nodes.length}): ${html.slice(0, 200)} – ${failureSummary ?? ''}`);
        }
      }
    }
  }
  const sideways = await page.evaluate<string[]>(SIDEWAYS);
  return [...found, ...sideways.map((offender) => `1280: must be scrolled sideways: ${offender}`)];
}
