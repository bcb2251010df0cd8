/** The pane Explore and what it found stay in reach: in a narrow window, while documents are closed, and recordings opened. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { root } from '../../scripts/setup/paths.mjs';
import { choose, pane, ready, runButton, settled, stop, stopButton, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

const broken = (title: string): string => `scenario({ title: '${title}', protocol: 'none' });
let x: int;
thread('writer', () => { x = 1; assert(x === 2, 'two'); });
`;
const endless = `scenario({ title: 'Counts on', protocol: 'none' });
let x: int;
thread('count', { instances: 2 }, () => { for (;;) x = x + 1; });
`;

let folder: string;
let lab: Lab;
let explore: Locator;
let player: Locator;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-coming-'));
  lab = await launchLab();
  await ready(lab.page);
  explore = lab.page.locator('section[aria-label="Explore"]');
  player = lab.page.locator('section[aria-label="Player"]');
});
/** What of the pane's bar, tabs and view lies outside of it, or above where one can scroll to. */
const cutOff = (): Promise<string[]> =>
  explore.evaluate((pane) => {
    const { left, right } = pane.getBoundingClientRect();
    const view = pane.querySelector('[role="tabpanel"]')!;
    const top = view.getBoundingClientRect().top - view.scrollTop;
    return [...pane.querySelectorAll('[role="tabpanel"] :is(p, dt, dd, meter), [role="toolbar"] :is(button, select, input, [role="status"]), [role="tablist"] [role="tab"]')]
      .filter((each) => each.getBoundingClientRect().right > right + 1 || each.getBoundingClientRect().left < left || (view.contains(each) && each.getBoundingClientRect().top < top))
      .map((each) => each.outerHTML.slice(0, 80));
  });

afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

const marked = (): Locator => lab.page.locator('.monaco-editor .marked-line');
const notices = (): Locator => lab.page.getByRole('region', { name: 'Notices' });

async function openFile(file: string): Promise<void> {
  await choose(lab.app, file);
  await lab.page.keyboard.press('ControlOrMeta+O');
  await lab.page.locator('[role="tab"][aria-selected="true"]').filter({ hasText: path.basename(file) }).waitFor();
  await settled(lab.page);
}

async function exploreInFront(words: string): Promise<void> {
  await lab.page.keyboard.press('ControlOrMeta+Shift+Enter');
  await explore.getByRole('status').filter({ hasText: words }).waitFor({ timeout: 60_000 });
}

/** Goes from the chosen step to its source. */
async function goToStep(): Promise<void> {
  await lab.page.keyboard.press('Alt+0');
  await explore.getByRole('listbox', { name: 'Steps of the counterexample' }).press('Enter');
}

it('has its bar and its tabs in sight in a narrow pane, before, while and after it explores', async () => {
  const { page } = lab;
  await page.keyboard.press('Alt+0');
  await explore.evaluate((pane) => void (pane.style.width = '200px'));
  const goal = explore.getByLabel('What to look for');
  await goal.selectOption('A line …');
  expect(await cutOff()).toEqual([]);
  await goal.selectOption('Violations');
  await page.keyboard.press('ControlOrMeta+N');
  await typeAll(page, endless);
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await explore.getByRole('button', { name: 'Pause' }).click();
  await explore.getByRole('button', { name: 'Resume' }).waitFor();
  expect(await cutOff()).toEqual([]);
  await explore.getByRole('button', { name: 'Stop', exact: true }).click();
  await explore.getByRole('status').filter({ hasText: 'Inconclusive' }).waitFor();
  expect(await cutOff()).toEqual([]);
  await explore.evaluate((pane) => void (pane.style.width = ''));
  expect(lab.problems).toEqual([]);
});

it('has room for what threads do and for how the session stands beside names as long as they may be', async () => {
  const { page } = lab;
  const long = 'w'.repeat(120);
  await typeAll(page, `scenario({ title: 'Long', protocol: 'none' });\nlet x: int;\nthread('${long}', { instances: 2 }, () => { x = 1; });\nalways('${long}', () => x === 0);\n`);
  await exploreInFront('Violated: ');
  const footer = page.locator('footer .session button');
  expect(await footer.innerText()).toBe('Ready');
  expect(await footer.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).toBe(true);
  await runButton(page).click();
  await stopButton(page).waitFor();
  const threads = await pane(page, 'Threads');
  await threads.locator('tbody tr').nth(2).waitFor();
  const edge = (inner: Locator): Promise<number> => inner.evaluate((cell) => cell.getBoundingClientRect().right);
  expect(await edge(threads.getByRole('columnheader', { name: 'Iterations' }))).toBeLessThanOrEqual(await edge(threads));
  expect(await edge(threads.locator('.instance', { hasText: '/1' }))).toBeLessThanOrEqual(await edge(threads));
  await stop(page);
});

it('a file that was closed is opened again to show what was found in it, not another of its name', async () => {
  const { page } = lab;
  const file = path.join(folder, 'closed.scenario.ts');
  const twin = path.join(folder, 'twin', 'closed.scenario.ts');
  await mkdir(path.dirname(twin));
  await writeFile(file, broken('The one'));
  await writeFile(twin, broken('The other'));
  await openFile(file);
  await exploreInFront('Violated: ');
  await page.keyboard.press('ControlOrMeta+W');
  await page.locator('.monaco-editor .view-lines').filter({ hasText: 'The one' }).waitFor({ state: 'detached' });
  await openFile(twin);

  await explore.getByRole('button', { name: 'Play', exact: true }).click();
  await player.getByRole('region', { name: 'Violation' }).waitFor();
  const text = page.locator('.monaco-editor .view-lines');
  await text.filter({ hasText: 'The one' }).waitFor();
  await marked().waitFor();

  // The line is that one's alone.
  await openFile(twin);
  await text.filter({ hasText: 'The other' }).waitFor();
  expect(await marked().count()).toBe(0);
  await page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab').filter({ hasText: 'closed.scenario.ts' }).last().click();
  await text.filter({ hasText: 'The one' }).waitFor();
  await marked().waitFor();

  // Closed again, it comes back with a step's line.
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('ControlOrMeta+W');
  await text.filter({ hasText: 'The one' }).waitFor({ state: 'detached' });
  await goToStep();
  await text.filter({ hasText: 'The one' }).waitFor();
  expect(await notices().getByText('is not among the sources').count()).toBe(0);

  // What is gone from the disk is said, by its name.
  await page.keyboard.press('ControlOrMeta+W');
  await text.filter({ hasText: 'The one' }).waitFor({ state: 'detached' });
  await rm(file);
  await goToStep();
  await notices().getByRole('alert').filter({ hasText: 'closed.scenario.ts' }).waitFor();
  expect(lab.problems).toEqual([]);
});

it('places of a session are in the scenario that ran, not in another of its name that is in front by then', async () => {
  const { page } = lab;
  const [file, twin] = ['', 'twin'].map((below) => path.join(folder, below, 'ran.scenario.ts')) as [string, string];
  await writeFile(file, broken('Has run'));
  await writeFile(twin, broken('Has not'));
  await openFile(file);
  await runButton(page).click();
  const report = await pane(page, 'Session');
  const frame = report.getByRole('list', { name: 'Stack, innermost first' }).getByRole('button').first();
  await frame.waitFor();
  await openFile(twin);
  const text = page.locator('.monaco-editor .view-lines');
  await text.filter({ hasText: 'Has not' }).waitFor();
  await frame.click();
  await text.filter({ hasText: 'Has run' }).waitFor();
  // The line has moved meanwhile.
  await typeAll(page, `// One more.\n${broken('Has run')}`);
  await frame.click();
  await page.locator('.monaco-editor .active-line-number').filter({ hasText: /^4$/ }).waitFor();
  expect(lab.problems).toEqual([]);
});

it('what a recording brought along is there again after it was closed, and no new scenario is taken for it', async () => {
  const { page } = lab;
  const scenario = path.join(folder, 'brought.scenario.ts');
  const recording = path.join(folder, 'brought.faultline');
  await writeFile(scenario, broken('Brought along'));
  await promisify(execFile)(process.execPath, [path.join(root, 'out/main/cli.js'), 'explore', scenario, '-o', recording], { cwd: root }).catch((error: { code?: number }) => {
    if (error.code !== 1) throw error;
  });
  await choose(lab.app, recording);
  await page.keyboard.press('F1');
  await page.getByRole('combobox', { name: 'Command' }).fill('Open Recording');
  await page.keyboard.press('Enter');
  const text = page.locator('.monaco-editor .view-lines');
  await player.getByRole('region', { name: 'Violation' }).waitFor({ timeout: 60_000 });
  await text.filter({ hasText: 'Brought along' }).waitFor();
  await marked().waitFor();
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('ControlOrMeta+W');
  await text.filter({ hasText: 'Brought along' }).waitFor({ state: 'detached' });
  await page.keyboard.press('ControlOrMeta+N');
  await settled(page);
  await page.keyboard.press('Alt+0');
  await explore.getByText('Another scenario is in front').waitFor();
  await goToStep();
  await text.filter({ hasText: 'Brought along' }).waitFor();
  expect(lab.problems).toEqual([]);
});

it('an exploration goes on when a recording of another one is opened, until the person stops it', async () => {
  const { page } = lab;
  const recording = path.join(folder, 'brought.faultline');
  await page.keyboard.press('ControlOrMeta+N');
  await typeAll(page, endless);
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  const stop = explore.getByRole('button', { name: 'Stop', exact: true });
  await stop.waitFor();
  await explore.getByRole('button', { name: 'Pause' }).click();
  const resume = explore.getByRole('button', { name: 'Resume' });
  await resume.waitFor();
  await choose(lab.app, recording);
  await page.keyboard.press('F1');
  await page.getByRole('combobox', { name: 'Command' }).fill('Open Recording');
  await page.keyboard.press('Enter');
  const told = notices().getByRole('alert').filter({ hasText: 'brought.faultline is not shown while an exploration goes on. Stop the exploration, then open it again.' });
  await told.waitFor();
  await page.locator('.monaco-editor .view-lines').filter({ hasText: 'Counts on' }).waitFor();
  await resume.waitFor();
  await stop.click();
  await explore.getByRole('status').filter({ hasText: 'Inconclusive' }).waitFor();
  await told.waitFor({ state: 'detached' });
  // It is in the library to be opened then.
  await page.getByRole('navigation', { name: 'Library' }).getByText('brought.faultline', { exact: true }).click();
  await page.locator('.monaco-editor .view-lines').filter({ hasText: 'Brought along' }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Alt+0');
  await explore.getByRole('status').filter({ hasText: 'Violated' }).waitFor();
  expect(lab.problems).toEqual([]);
});
