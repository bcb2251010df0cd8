import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { bringAxe, CONTRAST, faults } from './axe.ts';
import { ready, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
let catalogue: Locator;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
  catalogue = lab.page.locator('section[aria-label="Catalogue"]');
});
afterAll(() => lab.close());

const cell = (name: RegExp): Locator => catalogue.getByRole('table', { name: 'Bugs by variant' }).getByRole('button', { name });

it('explores a cell, by keys, and says what is known of its bug', async () => {
  const { page } = lab;
  await page.keyboard.press('Alt+B');
  await cell(/^B24 in v1-rwsem-rcu: not explored yet; expected: I1 violated, mended verified/).click();
  await catalogue.getByRole('heading', { name: 'B24 No check after the lock is tried' }).waitFor();
  await page.keyboard.press('Enter');
  await cell(/^B24 in v1-rwsem-rcu: I1 violated in \d+ steps with 2 switches; mended: verified$/).waitFor({ timeout: 120_000 });
  await catalogue.getByText('2 explorations, all as expected').waitFor();
  // What the signs in the cells mean.
  await catalogue.getByText('– not applicable', { exact: true }).waitFor();
  expect(await catalogue.getByRole('listitem').filter({ hasText: 'the reader gets it: both are inside' }).last().innerText()).toMatch(/^\d+/);
  // It is of the catalogue: what was explored before, here nothing, is not replaced.
  await page.locator('footer .exploration').waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowDown');
  await catalogue.getByRole('heading', { name: /^B25 / }).waitFor();
  await page.keyboard.press('ArrowUp');
});

it('has no fault that axe knows once there are results, in light and dark', async () => {
  const { page } = lab;
  await bringAxe(page);
  for (let theme = 0; theme < 2; theme++) {
    // Not each of 500 cells: the row explored, what is told of it, and the buttons.
    expect(await faults(page, ['section[aria-label="Catalogue"] :is([role="toolbar"], tr:has([aria-current="true"]), [aria-label^="About"])'], theme > 0 ? CONTRAST : null)).toEqual([]);
    await page.keyboard.press('ControlOrMeta+Shift+L');
  }
});

it('opens the counterexample where counterexamples are, and plays it in that variant', async () => {
  const { page } = lab;
  await catalogue.getByRole('button', { name: 'Play' }).first().click();
  const player = page.locator('section[aria-label="Player"]');
  await player.getByRole('slider').waitFor({ timeout: 60_000 });
  await page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab', { name: /23-no-late-check/ }).waitFor();
  const explore = page.locator('section[aria-label="Explore"]');
  await page.keyboard.press('Alt+0');
  await explore.getByRole('status').filter({ hasText: 'I1' }).waitFor();
});

it('stops where it is told to, and keeps what there is', async () => {
  const { page } = lab;
  await page.keyboard.press('Alt+B');
  await catalogue.getByRole('button', { name: 'Explore all' }).click();
  await catalogue.getByRole('progressbar').waitFor();
  await catalogue.getByRole('button', { name: 'Stop' }).click();
  await catalogue.getByRole('button', { name: 'Explore all' }).waitFor({ timeout: 60_000 });
});

it('lets no cell that has the focus lie beneath what stays', async () => {
  const { page } = lab;
  const hidden = () => page.evaluate(() => {
    const { left, top, width, height } = document.activeElement!.getBoundingClientRect();
    const corners = [[left + 2, top + 2], [left + width / 2, top + height / 2]];
    return corners.map(([x, y]) => document.elementFromPoint(x!, y!)).filter((there) => !document.activeElement!.contains(there)).map((there) => there?.textContent);
  });
  await cell(/^58 in 6.15-refcnt: /).click();
  for (const key of [...Array<string>(8).fill('ArrowLeft'), ...Array<string>(12).fill('ArrowUp')]) {
    await page.keyboard.press(key);
    expect([key, await hidden()]).toEqual([key, []]);
  }
});

it('says why there is nothing to explore', async () => {
  await cell(/^B17 in v1-rwsem: not applicable, /).click();
  await catalogue.getByText('Mended by').waitFor();
  expect(await catalogue.getByRole('region', { name: 'About B17' }).innerText()).toContain('Not applicable: only 6.15-refcnt hands freed VMAs out at once');
});

it('tries no overrides that do not compile: it says where', async () => {
  const { page } = lab;
  await page.keyboard.press('ControlOrMeta+N');
  await typeAll(page, `scenario({ title: 'mine', protocol: 'v1-rwsem-rcu' });
override(vma_read_trylock, (vma) => {
  return down_read_trylokc(vma.vm_lock);
});
thread('idle', () => { cpu_relax(); });
`);
  await page.locator('.codelens-decoration a').filter({ hasText: 'Try on the catalogue' }).click();
  const notice = page.getByRole('alert').filter({ hasText: /^The overrides of untitled-\d+ are not tried: untitled-\d+:3: .*down_read_trylokc/ });
  await notice.getByRole('button', { name: 'Show problems' }).waitFor();
  expect(await catalogue.getByText(/^with untitled-\d/).count()).toBe(0);
  // Once it compiles, that is of the past.
  await typeAll(page, "scenario({ title: 'mine' });\nthread('idle', () => { cpu_relax(); });\n");
  await notice.waitFor({ state: 'detached' });
});

it('tries the overrides of a scenario, and plays what they break', async () => {
  const { page } = lab;
  await page.keyboard.press('ControlOrMeta+N');
  await typeAll(page, `scenario({ title: 'mine', protocol: 'v1-rwsem-rcu' });
override(vma_read_trylock, (vma) => {
  if (unlikely(!down_read_trylock(vma.vm_lock))) return vma_refused(vma, VMA_REFUSED_BUSY);
  tracepoint('vma_lock.read:begin', vma);
  return true;
});
thread('idle', () => { cpu_relax(); });
`);
  await page.locator('.codelens-decoration a').filter({ hasText: 'Try on the catalogue' }).click();
  await catalogue.getByText(/^with untitled-\d/).waitFor();
  await cell(/^B24 in v1-rwsem-rcu: not applicable, the scenario overrides vma_read_trylock itself/).waitFor();
  await cell(/^B25 in v1-rwsem-rcu: not explored yet/).click();
  await page.keyboard.press('Enter');
  await cell(/^B25 in v1-rwsem-rcu: I8 violated in .*; mended: I1 violated in \d+ steps with 2 switches, where verified was expected$/).waitFor({ timeout: 120_000 });
  await catalogue.getByText('1 of 2 explorations end otherwise').waitFor();
  await catalogue.getByRole('button', { name: 'Play' }).last().click();
  await page.locator('section[aria-label="Player"]').getByRole('slider').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Alt+0');
  expect(await page.locator('section[aria-label="Explore"]').getByRole('status').first().textContent()).toMatch(/Violated in v1-rwsem-rcu with the overrides of untitled-\d+: I1/);
  await page.keyboard.press('Alt+B');
  await catalogue.getByRole('button', { name: 'Without the overrides' }).click();
  await cell(/^B24 in v1-rwsem-rcu: not explored yet/).waitFor();
});
