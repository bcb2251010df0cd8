import { execFile } from 'node:child_process';
import { mkdtemp, rm, truncate, copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { choose, colourfulness, counter, pane, ready } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let folder: string;
let recording: string;
let lab: Lab;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-recordings-'));
  recording = path.join(folder, 'b01.faultline');
  // Ends with 1: it is violated.
  await promisify(execFile)(process.execPath, [path.join(root, 'out/main/cli.js'), 'explore', '11', '-o', recording], { cwd: root }).catch((error: { code?: number }) => {
    if (error.code !== 1) throw error;
  });
  lab = await launchLab({ args: [recording] });
  await ready(lab.page);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a recorded counterexample', () => {
  it('opens with its scenario, its verdict and its schedule in the player', async () => {
    const { page } = lab;
    const player = page.locator('section[aria-label="Player"]');
    await player.getByRole('region', { name: 'Violation' }).waitFor({ timeout: 60_000 });
    expect(await player.getByRole('region', { name: 'Violation' }).innerText()).toMatch(/use after free: vm_area_struct #\d/);
    await page.getByRole('tab', { name: 'untitled-1', exact: true }).waitFor();
    await page.keyboard.press('Alt+0');
    const explore = page.locator('section[aria-label="Explore"]');
    expect(await explore.innerText()).toMatch(/I4/);
    expect(await page.getByRole('region', { name: 'Notices' }).getByRole('alert').allInnerTexts()).toEqual([]);
    expect(lab.problems).toEqual([]);
  });

  it('is opened from the palette, and one that is damaged is refused in words', async () => {
    const { app, page } = lab;
    const cut = path.join(folder, 'cut.faultline');
    await copyFile(recording, cut);
    await truncate(cut, 1000);
    await app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    }, cut);
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Command' }).fill('Open Recording');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'cut.faultline cannot be opened: the recording is cut off' }).waitFor();
  });
});

describe('a recorded session', () => {
  let session: string;
  beforeAll(async () => {
    session = path.join(folder, 'session.faultline');
    await promisify(execFile)(process.execPath, [path.join(root, 'out/main/cli.js'), 'run', '01', '--iterations', '2000', '-o', session], { cwd: root });
  });

  it('opens with its timeline, counters, threads, contention and report', async () => {
    const { app, page } = lab;
    await choose(app, session);
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Command' }).fill('Open Recording');
    await page.keyboard.press('Enter');
    await page.locator('footer').getByText('Recording session.faultline').waitFor();
    await page.getByRole('tab', { name: '01-one-vma.scenario.ts', exact: true }).waitFor();

    const timeline = page.locator('section[aria-label="Timeline"]');
    await expect.poll(() => timeline.locator('canvas.texts').getAttribute('aria-label'), { timeout: 30_000 }).toMatch(/^Timeline of 6 threads: [\d,]+ events/);
    await expect.poll(() => colourfulness(page, timeline.locator('canvas.rects')), { timeout: 30_000 }).toBeGreaterThan(0.001);
    expect(await timeline.getByRole('button', { name: 'Follow' }).count()).toBe(0);

    expect(await (await pane(page, 'Session')).innerText()).toMatch(/All checks hold[\s\S]*Recording[\s\S]*session\.faultline/);
    await pane(page, 'Counters');
    expect(await counter(page, 'FAULT')).toBe(8000);
    expect(await (await pane(page, 'Threads')).innerText()).toMatch(/worker\/0\s+finished\s+2,000/);
    expect(lab.problems).toEqual([]);
  });

  it('shows a moment that is pointed at', async () => {
    const { page } = lab;
    await pane(page, 'Timeline');
    const box = (await page.locator('section[aria-label="Timeline"] canvas.texts').boundingBox())!;
    await page.mouse.click(box.x + 14, box.y + box.height - 4);
    // Before the first fault.
    await expect.poll(() => counter(page, 'FAULT'), { timeout: 30_000 }).toBe(0);
  });
});
