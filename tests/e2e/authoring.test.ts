/** Writing a scenario with the editor's help: lenses, hovers, overrides. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { caretOn, choose, pane, ready, settled, stop, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-authoring-'));
  lab = await launchLab();
  await ready(lab.page);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

const shot = (name: string) => process.env.SHOTS && lab.page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
const lens = (title: string): Locator => lab.page.locator('.codelens-decoration a', { hasText: title });
const lineWith = (text: string): Locator => lab.page.locator('.monaco-editor .view-line').filter({ hasText: text });

const race = `scenario({ title: 'Lost update', protocol: 'none' });

let x: int;

thread('add', { instances: 2 }, () => {
  x = x + 1;
  if (x === 7) {
    x = 0;
  }
});
sometimes('one is lost', () => x === 1);
`;

describe('lenses', () => {
  it('explore, and the verdict stands beside the scenario until the text changes', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, race);
    await lens('Explore').first().waitFor();
    await shot('lenses');
    await lens('Explore').first().click();
    await page.locator('.verdict-note.good').first().waitFor({ timeout: 60_000 });
    await shot('verdict');
    await typeAll(page, `${race}// more\n`);
    await page.locator('.verdict-note.stale').first().waitFor();
  });

  it('explore to a body, and to what holds sometimes', async () => {
    const { page } = lab;
    const explore = page.locator('section[aria-label="Explore"]');
    await lens('Explore to here').first().click();
    await explore.getByRole('status').filter({ hasText: 'Reached: line 6' }).waitFor({ timeout: 60_000 });
    await lens('Find a schedule').click();
    await explore.getByRole('status').filter({ hasText: 'Reached: sometimes “one is lost”' }).waitFor({ timeout: 60_000 });
    await explore.getByRole('listbox', { name: 'Steps of the counterexample' }).waitFor();
    await shot('reached');
  });
});

describe('the explore pane', () => {
  it('looks for a line that is asked for, and says when there is no way to it', async () => {
    const { page } = lab;
    const explore = await pane(page, 'Explore');
    await explore.getByLabel('What to look for').selectOption('A line …');
    await explore.getByLabel('Line to reach').fill('8');
    await explore.getByLabel('Line to reach').press('Enter');
    await explore.getByRole('status').filter({ hasText: 'Unreachable in any interleaving: line 8' }).waitFor({ timeout: 60_000 });
    await shot('unreachable');
    await explore.getByLabel('Line to reach').fill('2');
    await explore.getByLabel('Line to reach').press('Enter');
    await page.getByRole('alert').filter({ hasText: 'no thread runs anything that begins on line 2' }).waitFor({ timeout: 60_000 });
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await explore.getByLabel('What to look for').selectOption('Violations');
  });

  it('finds the lines that nobody reaches, and dims them', async () => {
    const { page } = lab;
    const explore = await pane(page, 'Explore');
    await explore.getByRole('tab', { name: 'Limits' }).click();
    await explore.getByLabel('Lines', { exact: true }).check();
    await shot('limits');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await explore.getByRole('region', { name: 'Lines not reached' }).getByRole('button', { name: 'Line 8' }).waitFor({ timeout: 60_000 });
    await page.locator('.unreached-line', { hasText: 'x' }).first().waitFor();
    await shot('unreached');
    await explore.getByRole('tab', { name: 'Limits' }).click();
    await explore.getByLabel('Lines', { exact: true }).uncheck();
  });
});

describe('hovers', () => {
  it('say what a kernel function takes and where it may sleep, with links to its uses', async () => {
    const { page } = lab;
    await typeAll(page, '\n'.repeat(60) + "scenario({ title: 'Mine' });\nthread('a', () => {\n  mmap_write_lock(NULL);\n});\n");
    const hover = page.locator('.monaco-hover');
    // A line that is drawn anew just then takes the word away from under the mouse: a person would move it again.
    const shown = async (): Promise<boolean> => {
      await page.mouse.move(0, 0);
      await page.locator('.monaco-editor .view-line span', { hasText: 'mmap_write_lock' }).last().hover();
      return hover.getByText('Takes and keeps').waitFor({ timeout: 5000 }).then(() => true, () => false);
    };
    await expect.poll(shown).toBe(true);
    await hover.getByText('mmap_lock for write').first().waitFor();
    await shot('hover');
    await hover.getByRole('link', { name: 'munmap' }).first().or(hover.locator('a').first()).first().click();
    await page.locator('[role="tab"][aria-selected="true"] .icon').first().waitFor();
    await shot('hover-link');
  });
});

describe('overriding', () => {
  it('puts the kernel’s function into the scenario, where its changes can be seen', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+W');
    await settled(page);
    await caretOn(page, 'mmap_write_lock');
    await page.keyboard.press('F12');
    await page.getByRole('tab', { name: 'mmap_lock.ts', selected: true }).waitFor();
    await lens('Override').and(page.locator(':visible')).first().waitFor();
    await shot('kernel-lenses');
    await page.keyboard.press('ControlOrMeta+Alt+O');
    await lineWith('override(mmap_write_lock, (mm: mm_struct): void => {').waitFor();
    // As it is, nothing differs; it is seen all the same.
    const compare = page.getByRole('region', { name: 'Comparison' });
    await lens('Compare with the kernel’s').click();
    await compare.getByText('Nothing differs').waitFor();
    await compare.locator('.modified-in-monaco-diff-editor .view-line').filter({ hasText: 'override(mmap_write_lock' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.insertText('if (mm === NULL) return;\n  ');
    await settled(page);
    await page.getByText('0 problems').waitFor();
    await lens('Compare with the kernel’s').click();
    await compare.getByText('The kernel’s mmap_write_lock').waitFor();
    await compare.locator('.line-insert').first().waitFor();
    await shot('compare');
    await page.keyboard.press('Escape');
    await compare.waitFor({ state: 'detached' });
  });

  it('of what is no function of the kernel, there is nothing to compare with', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, "scenario({ title: 'Mine' });\nthread('a', () => {});\noverride(no_such_function, () => {});\n");
    await lens('Compare with the kernel’s').click();
    await page.getByRole('alert').filter({ hasText: 'no_such_function is no function of the kernel that untitled-' }).waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await page.keyboard.press('ControlOrMeta+W');
  });
});

describe('a scenario from a template', () => {
  it('is begun by keyboard, its mistake is mended by its quick fix, and it is explored to a line', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+Alt+N');
    const picker = page.getByRole('listbox', { name: 'Templates' });
    await picker.waitFor();
    await shot('templates');
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await picker.waitFor({ state: 'detached' });
    await lineWith('function my_lock').waitFor();
    await settled(page);

    // A mistake: == instead of ===, on a line of its own.
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('ControlOrMeta+End');
    await lineWith("assert(inside === 1, 'one at a time')").click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('if (inside == 2) inside = 0;');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await shot('mistake');
    await lineWith('inside == 2').locator('span', { hasText: '==' }).last().click();
    await page.keyboard.press('ControlOrMeta+.');
    const menu = page.locator('.action-widget');
    await menu.getByText('Write ===').waitFor();
    await shot('quick-fix');
    await page.keyboard.press('Enter');
    await lineWith('if (inside === 2) inside = 0;').waitFor();
    await settled(page);
    await page.getByText('0 problems').waitFor();

    await lineWith("assert(inside === 1, 'one at a time')").click();
    await page.keyboard.press('ControlOrMeta+F9');
    const explore = page.locator('section[aria-label="Explore"]');
    await explore.getByRole('status').filter({ hasText: /Reached: line \d+ of untitled/ }).waitFor({ timeout: 60_000 });
    await explore.getByRole('listbox', { name: 'Steps of the counterexample' }).waitFor();
    await page.keyboard.press('ControlOrMeta+Shift+L');
    await page.waitForTimeout(500);
    await shot('reached-dark');
    await page.keyboard.press('ControlOrMeta+Shift+L');
  });

  it('is helped by snippets', async () => {
    const { page } = lab;
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('threads');
    await page.locator('.suggest-widget.visible').getByText('several threads with one body').first().waitFor();
    await shot('snippets');
    await page.keyboard.press('Escape');
  });
});

describe('a file', () => {
  it('is formatted when it is saved, and followed when it changes on disk', async () => {
    const { app, page } = lab;
    const file = path.join(folder, 'mine.scenario.ts');
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, "scenario({title:'Mine',protocol:'none'});\nthread('a',()=>{});\n");
    await page.keyboard.press('Shift+Alt+F');
    await lineWith("thread('a', () => {});").waitFor();
    await page.keyboard.press('ControlOrMeta+Z');
    await lineWith("thread('a',()=>{});").waitFor();
    // The line of the cursor alone.
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.press('ControlOrMeta+F');
    await lineWith("thread('a', () => {});").waitFor();
    expect(await lineWith("title:'Mine',protocol").count()).toBe(1);
    await choose(app, file);
    await page.keyboard.press('ControlOrMeta+S');
    await page.getByRole('tab', { name: 'mine.scenario.ts', selected: true }).waitFor();
    const formatted = "scenario({ title: 'Mine', protocol: 'none' });\nthread('a', () => {});\n";
    expect(await readFile(file, 'utf8')).toBe(formatted);

    await writeFile(file, `${formatted}// from elsewhere\n`);
    await lineWith('// from elsewhere').waitFor();
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('// from here');
    await writeFile(file, `${formatted}// from elsewhere again\n`);
    const notice = page.getByRole('alert').filter({ hasText: 'has changed on disk, and you have changed it here' });
    await notice.waitFor();
    await shot('disk');
    await page.keyboard.press('ControlOrMeta+S');
    await page.getByRole('alert').filter({ hasText: 'was not saved' }).getByRole('button', { name: 'Dismiss' }).click();
    expect(await readFile(file, 'utf8')).toContain('elsewhere again');
    await notice.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('region', { name: 'Comparison' }).locator('.line-insert').first().waitFor();
    await shot('disk-compare');
    await notice.getByRole('button', { name: 'Load theirs' }).click();
    await lineWith('// from elsewhere again').waitFor();
    await notice.waitFor({ state: 'detached' });
  });
});

describe('a run', () => {
  it('is started from its lens, and shows where threads wait', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+N');
    const give = (to: number, from: number): string => `thread('to ${to}', () => { wait_until(() => READ_ONCE(turn) === ${from}); WRITE_ONCE(turn, ${to}); });\n`;
    await typeAll(page, `scenario({ title: 'Turns', protocol: 'none' });\nlet turn: int;\n${give(1, 0)}${give(0, 1)}`);
    await lens('Run').first().click();
    await page.locator('.waiting-note').first().waitFor({ timeout: 60_000 });
    await shot('waiting');
    await stop(page);
    expect(await page.locator('.waiting-note').first().innerText()).toMatch(/waiting\s\d/);
  });
});

it('complained of nothing else', () => {
  expect(lab.problems).toEqual([]);
});
