/** Pictures of the main views, into docs/images: `npm run screenshots`. They are looked at by people, and checked by nobody else. */
import path from 'node:path';
import { it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { openShipped, pane, ready, runButton, stop } from '../e2e/lab-page.ts';
import { launchLab } from '../e2e/launch.ts';

it('draws the main views', async () => {
  const lab = await launchLab();
  const { app, page } = lab;
  const picture = (name: string) => page.screenshot({ path: path.join(root, 'docs/images', `${name}.png`) });
  const theme = async (name: 'light' | 'dark') => {
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByLabel('Theme').selectOption(name);
    await page.keyboard.press('Escape');
  };
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1440, 900));
  await ready(page);
  await page.getByRole('button', { name: 'No tour' }).click();
  await theme('light');
  await runButton(page).click();
  await page.waitForTimeout(4000);
  await picture('lab');
  await pane(page, 'Inspector');
  await page.waitForTimeout(500);
  await picture('inspector-live');
  await stop(page);
  await pane(page, 'Contention');
  await picture('contention');

  await openShipped(page, 'up_read() as posted, one fault and one munmap');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  const explore = page.locator('section[aria-label="Explore"]');
  await explore.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await picture('explore');
  await explore.getByRole('button', { name: 'Play', exact: true }).click();
  await page.locator('section[aria-label="Player"]').getByRole('region', { name: 'Violation' }).waitFor();
  await pane(page, 'Address space');
  await page.keyboard.press('Alt+P');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+F10');
  await page.waitForTimeout(500);
  await picture('player');
  await theme('dark');
  await page.waitForTimeout(500);
  await picture('player-dark');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1024, 700));
  await page.waitForTimeout(500);
  await picture('player-narrow');
  await lab.close();
});
