/** What a person does from an empty desk to a page that can be sent: one scenario, one counterexample, kept and handed on. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose, counter, grows, pane, ready, runButton, settled, stopButton } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let folder: string;
let lab: Lab;
/** The state at the end of the person's own schedule, as the table of threads tells it. */
let last: string;

const inFolder = (name: string): string => path.join(folder, name);
const start = async (): Promise<void> => {
  lab = await launchLab({ userDataDir: inFolder('profile') });
  await ready(lab.page);
};
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-journey-'));
  await start();
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

const line = (text: string): Locator => lab.page.locator('.monaco-editor .view-line').filter({ hasText: text });
const player = (): Locator => lab.page.locator('section[aria-label="Player"]');
const slider = (): Locator => player().getByRole('slider', { name: 'Steps taken' });
const table = (): Locator => player().getByRole('region', { name: 'Where each thread stands' });
const command = async (title: string): Promise<void> => {
  await lab.page.keyboard.press('F1');
  await lab.page.getByRole('combobox', { name: 'Command' }).fill(title);
  await lab.page.keyboard.press('Enter');
};

describe('a person', () => {
  it('writes a scenario from a template, sees a mistake and mends it', async () => {
    const { app, page } = lab;
    await page.keyboard.press('ControlOrMeta+Alt+N');
    await page.getByRole('listbox', { name: 'Templates' }).getByText('A fault against munmap').click();
    await line('cores: 2,').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type("protocol: 'v1-rwsm',");
    await settled(page);
    expect(await (await pane(page, 'Problems')).innerText()).toContain('v1-rwsm');
    await line('v1-rwsm').click();
    await page.keyboard.press('End');
    for (let i = 0; i < "m',".length; i++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('e');
    await line("protocol: 'v1-rwsem',").waitFor();
    await page.getByText('0 problems').waitFor();
    await choose(app, inFolder('mine.scenario.ts'));
    await page.keyboard.press('ControlOrMeta+S');
    await page.getByRole('tab', { name: 'mine.scenario.ts', selected: true }).waitFor();
  });

  it('runs it live', async () => {
    const { page } = lab;
    await runButton(page).click();
    await pane(page, 'Counters');
    await grows(() => counter(page, 'FAULT'), 100);
    // What is posted has a defect, which a run may come to: then it has ended by itself.
    await stopButton(page).click({ timeout: 5000 }).catch(() => {});
    await runButton(page).waitFor();
    expect(await (await pane(page, 'Session')).getByRole('heading', { level: 2 }).innerText()).not.toBe('');
  });

  it('has it explored, and is shown the mistake of the posted up_read()', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    const explore = page.locator('section[aria-label="Explore"]');
    const play = explore.getByRole('button', { name: 'Play', exact: true });
    await play.waitFor({ timeout: 60_000 });
    expect(await explore.getByRole('status').first().innerText()).toContain('I4');
    await play.click();
    expect(await player().getByRole('region', { name: 'Violation' }).innerText()).toMatch(/use after free: vm_area_struct #\d/);
  });

  it('goes back from the violation, and takes another way', async () => {
    const { page } = lab;
    const end = Number(await slider().inputValue());
    await slider().focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    expect(await slider().inputValue()).toBe(String(end - 1));
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    // Whoever did not go as the counterexample has it.
    await table().getByRole('cell').filter({ hasNotText: 'as played' }).getByRole('button', { name: /^Let \w+ go/ }).first().click();
    await player().getByText('Your own schedule').waitFor();
    await player().getByRole('toolbar', { name: 'Going on' }).getByRole('button', { name: 'Finish' }).click();
    await expect.poll(async () => Number(await slider().getAttribute('max'))).toBeGreaterThan(10);
    await slider().focus();
    await page.keyboard.press('End');
    await player().getByText('all have ended, nothing is violated').waitFor();
    last = await table().innerText();
  });

  it('saves what was found and what was tried', async () => {
    for (const [title, name] of [['Save Recording of the Exploration', 'found.faultline'], ['Save Recording of the Schedule', 'tried.faultline']] as const) {
      await choose(lab.app, inFolder(name));
      await command(title);
      await lab.page.getByRole('status').filter({ hasText: `Saved ${name}.` }).waitFor({ timeout: 60_000 });
    }
  });

  it('comes back another day: the same steps lead to the same state', async () => {
    await lab.close();
    await start();
    const { app, page } = lab;
    await page.getByRole('tab', { name: 'mine.scenario.ts', exact: true }).waitFor();
    await choose(app, inFolder('tried.faultline'));
    await command('Open Recording');
    await page.getByText('tried.faultline, recorded by').waitFor({ timeout: 60_000 });
    await player().getByRole('button', { name: 'Threads', exact: true }).click();
    await slider().focus();
    await page.keyboard.press('End');
    await expect.poll(() => table().innerText()).toBe(last);
  });

  it.each([
    ['Page (HTML)', 'found.html', /^<!doctype html>/i],
    ['ITF JSON', 'found.itf.json', /"#meta"/],
    ['Perfetto trace', 'found.pftrace', /rcu_gp/],
    ['Drawing (SVG)', 'found.svg', /<svg /],
    ['Table (CSV)', 'found.csv', /^step,/],
  ])('hands the counterexample on: %s', async (title, name, begins) => {
    const { app, page } = lab;
    if ((await page.getByText('found.faultline, recorded by').count()) === 0) {
      await choose(app, inFolder('found.faultline'));
      await command('Open Recording');
      await page.getByText('found.faultline, recorded by').waitFor({ timeout: 60_000 });
    }
    await choose(app, inFolder(name));
    await page.keyboard.press('ControlOrMeta+Alt+E');
    await page.getByRole('dialog', { name: 'Export found.faultline' }).getByRole('button', { name: title }).click();
    await page.getByText(`Exported to ${name}.`).waitFor({ timeout: 60_000 });
    expect((await readFile(inFolder(name), 'latin1')).slice(0, 1_000_000)).toMatch(begins);
    expect(lab.problems).toEqual([]);
  });
});
