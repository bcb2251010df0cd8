/** A weaker memory model in the window: chosen, searched with, told of, played. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { openShipped, ready } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
let explore: Locator;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
  explore = lab.page.locator('section[aria-label="Explore"]');
});
afterAll(() => lab.close());

it('a counterexample says what the store buffers hold, and is played with its model', async () => {
  const { page } = lab;
  await openShipped(page, 'A lost wake-up');
  await page.keyboard.press('Alt+0');
  await explore.getByRole('tab', { name: 'Limits' }).click();
  await explore.getByLabel('Memory', { exact: true }).selectOption({ label: 'Store buffers' });
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  const steps = explore.getByRole('listbox', { name: 'Steps of the counterexample' });
  await steps.waitFor();
  expect(await explore.getByRole('list', { name: 'Threads' }).innerText()).toContain("writer's buffer");
  await steps.getByRole('option', { name: /reads vma_writer_wait: false/ }).click();
  expect(await explore.getByRole('article', { name: 'Step' }).innerText()).toContain("writer's store buffer still holds vma_writer_wait = true");
  await explore.getByRole('tab', { name: 'Coverage' }).click();
  expect(await explore.innerText()).toContain('total store order');
  await explore.getByRole('tab', { name: 'Result' }).click();
  await explore.getByRole('button', { name: 'Play' }).first().click();
  const player = page.locator('section[aria-label="Player"]');
  await player.getByText("writer's buffer").filter({ visible: true }).first().waitFor();
  expect(lab.problems).toEqual([]);
});
