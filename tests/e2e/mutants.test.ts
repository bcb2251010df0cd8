import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { drawn, openShipped, ready, resize, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
let mutants: Locator;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
  mutants = lab.page.locator('section[aria-label="Mutants"]');
});
afterAll(() => lab.close());

it('says why a scenario cannot tell mutants', async () => {
  const { page } = lab;
  await openShipped(page, 'up_read() as posted, one fault and one munmap');
  await page.keyboard.press('Alt+U');
  await mutants.getByLabel('Variant').selectOption('v1-rwsem');
  await mutants.getByRole('button', { name: 'Try mutants' }).click();
  await page.getByRole('alert').filter({ hasText: '11-up-read is not verified as it is, so it cannot tell mutants: ' }).waitFor({ timeout: 110_000 });
});

it('tries mutants in the scenario in front, and keeps what it knows when it is stopped', async () => {
  const { page } = lab;
  await openShipped(page, 'A reader lock without the late check');
  await page.keyboard.press('Alt+U');
  await mutants.getByLabel('Variant').selectOption('as the scenario says');
  await mutants.getByRole('button', { name: 'Try mutants' }).click();
  await mutants.getByRole('status').filter({ hasText: 'mended: FIXED=y' }).waitFor();
  expect(await page.getByRole('alert').filter({ hasText: '11-up-read' }).count()).toBe(0);
  await mutants.getByRole('button', { name: /: killed$/ }).first().waitFor({ timeout: 110_000 });
  await mutants.getByRole('button', { name: 'Stop' }).click();
  await mutants.getByRole('status').filter({ hasText: /^[1-9]\d* of \d+ killed, \d+ survived, by 23-no-late-check$/ }).waitFor({ timeout: 60_000 });
});

it('has all of its columns in sight, however narrow the pane', async () => {
  const { width, inside } = await mutants.getByRole('table').evaluate((table) => ({ width: table.scrollWidth, inside: table.parentElement!.clientWidth }));
  expect(width).toBeLessThanOrEqual(inside);
});

it('keeps in sight the row whose details come below it', async () => {
  await resize(lab, 1024, 700);
  const last = mutants.getByRole('table').getByRole('button').last();
  await last.click();
  await mutants.getByRole('region', { name: /^About / }).waitFor();
  await drawn(lab.page);
  expect(await last.evaluate((row) => {
    const { left, bottom } = row.getBoundingClientRect();
    return row.contains(document.elementFromPoint(left + 4, bottom - 4));
  })).toBe(true);
});

it('opens the line, and plays what kills it, with the kernel that lacks it', async () => {
  const { page } = lab;
  const killed = mutants.getByRole('button', { name: /: killed$/ }).first();
  const file = (await killed.innerText()).split(':')[0]!;
  await killed.click();
  await page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab', { name: file }).waitFor();
  await mutants.getByRole('region', { name: /^About / }).getByRole('button', { name: 'Play' }).click();
  await page.locator('section[aria-label="Player"]').getByRole('region', { name: 'Violation' }).waitFor({ timeout: 110_000 });
  await page.keyboard.press('Alt+0');
  await page.locator('section[aria-label="Explore"]').getByRole('note').filter({ hasText: 'With a mutant of the kernel: ' }).waitFor();
  expect(lab.problems).toEqual([]);
});

it('looks for rounds without an end where it is asked to, in the scenario as it is, too', async () => {
  const { page } = lab;
  await page.keyboard.press('ControlOrMeta+N');
  await typeAll(page, "scenario({ title: 'Waits' });\nlet x: int;\nthread('waits', () => { while (x === 0) cpu_relax(); });\n");
  await page.keyboard.press('Alt+U');
  const begin = mutants.getByRole('button', { name: 'Try mutants' });
  await begin.click();
  await mutants.getByRole('status').filter({ hasText: /, by (.*, )?untitled-\d+$/ }).waitFor({ timeout: 110_000 });
  await mutants.getByLabel('Starvation').check();
  await begin.click();
  await page.getByRole('alert').filter({ hasText: /untitled-\d+ is not verified as it is, so it cannot tell mutants: livelock, even under strong fairness: / }).waitFor({ timeout: 110_000 });
  await mutants.getByLabel('Starvation').uncheck();
});

it('says of a text with an error where that is shown', async () => {
  const { page } = lab;
  await page.keyboard.press('ControlOrMeta+N');
  await typeAll(page, "scenario({ title: 'Mine' });\nthread('t', () => { nosuch(); });\n");
  await page.keyboard.press('Alt+U');
  await mutants.getByRole('button', { name: 'Try mutants' }).click();
  const told = page.getByRole('alert').filter({ hasText: /No mutants are tried in untitled-\d+: it has an error\./ });
  await told.getByRole('button', { name: 'Show problems' }).click();
  await page.locator('section[aria-label="Problems"]').getByText('nosuch').first().waitFor();
});
