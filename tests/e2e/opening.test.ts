import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { choose, ready } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let folder: string;
let lab: Lab;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-opening-'));
  await writeFile(path.join(folder, 'given.scenario.ts'), "scenario({ title: 'Given' });\n");
  await writeFile(path.join(folder, 'later.scenario.ts'), "scenario({ title: 'Later' });\n");
  lab = await launchLab({ args: [path.join(folder, 'missing.ts'), path.join(folder, 'given.scenario.ts')] });
  await ready(lab.page);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a file named on the command line', () => {
  it('is in front, and what could not be opened is said', async () => {
    const { page } = lab;
    await page.getByRole('tab', { name: 'given.scenario.ts', selected: true }).waitFor();
    await page.getByRole('alert').filter({ hasText: 'no such file' }).waitFor();
    expect(await page.title()).toBe('given.scenario.ts – Faultline');
    expect(await page.getByRole('navigation', { name: 'Library' }).getByText('given.scenario.ts', { exact: true }).count()).toBe(1);
  });

  it('goes to the window that is there, when the lab is started again', async () => {
    const { app, page } = lab;
    // What Electron tells the first lab when a second one is started and gives way to it.
    const argv = ['electron', '.', path.join(folder, 'later.scenario.ts')];
    await app.evaluate(({ app: first }, second) => void first.emit('second-instance', {}, second, '/'), argv);
    await page.getByRole('tab', { name: 'later.scenario.ts', selected: true }).waitFor();
  });
});

describe('a file that is chosen', () => {
  it('is opened as what it is: a recording as one, too, and what is wrong with it is said', async () => {
    const { app, page } = lab;
    const recording = path.join(folder, 'sent.faultline');
    await copyFile(path.join(root, 'tests/recordings/counterexample-1.1.faultline'), recording);
    await choose(app, recording);
    await page.keyboard.press('ControlOrMeta+O');
    await page.locator('section[aria-label="Player"]').getByRole('region', { name: 'Violation' }).waitFor({ timeout: 60_000 });

    await truncate(recording, 1000);
    await page.keyboard.press('ControlOrMeta+O');
    await page.getByRole('alert').filter({ hasText: 'sent.faultline cannot be' }).waitFor();
  });
});
