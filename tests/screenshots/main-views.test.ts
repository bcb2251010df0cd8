/** Pictures of the main views, into docs/images: `npm run screenshots`. They are looked at by people, and checked by nobody else. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { choose, counter, grows, openShipped, pane, ready, runButton, settled, stop } from '../e2e/lab-page.ts';
import { launchLab, type Lab } from '../e2e/launch.ts';
import { Camera } from './camera.ts';

let folder: string;
let lab: Lab;
let page: Page;
let camera: Camera;
const section = (name: string): Locator => page.locator(`section[aria-label="${name}"]`);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-pictures-'));
  lab = await launchLab();
  page = lab.page;
  camera = new Camera(lab);
  await camera.wide();
  await ready(page);
  await page.getByRole('button', { name: 'No tour' }).click();
}, 60_000);

afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

/** Waits until the threads have faulted so often. */
const running = (faults: number): Promise<void> => grows(() => counter(page, 'FAULT'), faults);

/** A pane that has much to show, as large as the window. */
async function maximized(name: string, shown: Locator): Promise<void> {
  await shown.getByRole('button').first().focus();
  await page.keyboard.press('ControlOrMeta+Shift+M');
  await camera.take(name);
  await page.keyboard.press('ControlOrMeta+Shift+M');
}

it('a session: its timeline, the inspector, contention, its report', async () => {
  await runButton(page).click();
  // Until what is followed has found its scale.
  await running(150_000);
  await camera.take('lab');
  await pane(page, 'Inspector');
  await camera.take('inspector');
  const session = await stop(page);
  await pane(page, 'Contention');
  await camera.take('contention');
  await choose(lab.app, path.join(folder, 'first.faultline'));
  await session.getByRole('button', { name: 'Save…' }).click();
  await page.getByText('Saved first.faultline.').waitFor();
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' }).click();
});

it('two sessions on one time axis', async () => {
  await page.getByRole('tab', { name: 'Counters' }).click();
  await runButton(page).click();
  // Its own faults, not those of the session before.
  await page.locator('footer').getByText(/^Running/).waitFor();
  await running(10_000);
  await stop(page);
  const compare = await pane(page, 'Compare sessions');
  await compare.getByLabel('Above').selectOption('first.faultline');
  await compare.getByLabel('Below').selectOption('shown');
  // The shorter one.
  await compare.getByRole('button', { name: 'Fit all' }).last().click();
  await maximized('compare-sessions', compare);
});

it('writing a scenario: its template, and what an override changes', async () => {
  await page.keyboard.press('ControlOrMeta+Alt+N');
  await page.getByRole('listbox', { name: 'Templates' }).waitFor();
  await camera.take('templates');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText('\noverride(vma_write_lock, (vma) => {});\n');
  await settled(page);
  await page.locator('.codelens-decoration a', { hasText: 'Compare with the kernel’s' }).first().click();
  await page.getByRole('region', { name: 'Comparison' }).locator('.line-insert').first().waitFor();
  await camera.take('override');
  await page.keyboard.press('Escape');
});

it('an exploration, and the player on its counterexample', async () => {
  await openShipped(page, 'up_read() as posted, one fault and one munmap');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  const explore = section('Explore');
  await explore.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await camera.take('explore');
  await explore.getByRole('button', { name: 'Play', exact: true }).click();
  await section('Player').getByRole('region', { name: 'Violation' }).waitFor();
  await pane(page, 'Address space');
  await pane(page, 'Inspector');
  await page.keyboard.press('Alt+P');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+F10');
  await camera.take('player');
});

it('the catalogue', async () => {
  const catalogue = await pane(page, 'Catalogue');
  for (const row of ['B25', 'B26', 'B27', 'B22', 'B23']) {
    await catalogue.getByRole('button', { name: new RegExp(`^${row} in v1-rwsem-rcu: `) }).click();
    await catalogue.getByRole('button', { name: `Row ${row}` }).click();
    await catalogue.getByRole('button', { name: 'Stop' }).waitFor();
    await catalogue.getByRole('button', { name: 'Explore all' }).waitFor({ timeout: 120_000 });
  }
  await catalogue.getByRole('button', { name: /^B24 in v1-rwsem-rcu: / }).click();
  await page.keyboard.press('Enter');
  await catalogue.getByRole('button', { name: /^B24 in v1-rwsem-rcu: I1 violated.*; mended: verified/ }).waitFor({ timeout: 60_000 });
  await maximized('catalogue', catalogue);
});

it('mutants of the kernel', async () => {
  await openShipped(page, 'A reader lock without the late check');
  const mutants = await pane(page, 'Mutants');
  await mutants.getByRole('button', { name: 'Try mutants' }).click();
  await mutants.getByRole('button', { name: /: killed$/ }).nth(5).waitFor({ timeout: 60_000 });
  await mutants.getByRole('button', { name: 'Stop' }).click();
  await mutants.getByRole('status').filter({ hasText: 'killed, ' }).waitFor({ timeout: 60_000 });
  await mutants.getByRole('button', { name: /: killed$/ }).first().click();
  await maximized('mutants', mutants);
});

it('variants compared', async () => {
  await openShipped(page, 'Many VMAs, many threads');
  const variants = await pane(page, 'Compare variants');
  await variants.getByRole('button', { name: /variants$/ }).click();
  await variants.getByRole('button', { name: 'None' }).click();
  for (const name of ['mmap-lock-only', 'v1-rwsem-rcu', '6.15-refcnt']) await variants.getByRole('checkbox', { name }).check();
  await variants.getByRole('button', { name: '3 of 9 variants' }).click();
  await variants.getByLabel('Threads').fill('1, 2');
  await variants.getByLabel('Rounds').fill('2');
  await variants.getByLabel('Time').fill('200 ms');
  await variants.getByRole('button', { name: 'Compare', exact: true }).click();
  await variants.getByRole('progressbar').waitFor();
  await variants.getByRole('button', { name: 'Compare', exact: true }).waitFor({ timeout: 60_000 });
  await maximized('compare-variants', variants);
});
