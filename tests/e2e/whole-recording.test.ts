/** A recording of more events than the timeline takes one by one: finding, contention and sums are of all of it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../electron/recordings/reader.ts';
import { root } from '../../scripts/setup/paths.mjs';
import { readEvents } from '../../shared/trace/read-events.ts';
import { grow } from '../bench/recordings/grow.ts';
import { pane, ready } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

const BYTES = 14e6;

let folder: string;
let lab: Lab;
/** How many events there are of each name. */
const counts = new Map<string, number>();
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-whole-'));
  const [small, large] = ['small', 'large'].map((name) => path.join(folder, `${name}.faultline`)) as [string, string];
  await promisify(execFile)(process.execPath, [path.join(root, 'out/main/cli.js'), 'run', '02', '--iterations', '40000', '-o', small], { cwd: root });
  await grow(small, large, BYTES);
  const recording = await openRecording(large);
  for await (const chunk of recording.events()) {
    readEvents(chunk, (_time, event) => {
      const name = recording.meta.session.events[event]!;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    });
  }
  await recording.close();
  lab = await launchLab({ args: [large] });
  await ready(lab.page);
  await lab.page.locator('section[aria-label="Timeline"] .statement').getByText('summed up').waitFor({ timeout: 60_000 });
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

const timeline = () => lab.page.locator('section[aria-label="Timeline"]');
const chosen = () => timeline().getByRole('region', { name: 'Chosen slice' });

describe('a large recording', () => {
  it('is found in from one end to the other, and how often is counted', async () => {
    const { page } = lab;
    const find = timeline().getByLabel('Find on the timeline');
    await find.fill('mmap_lock.write');
    await find.press('Enter');
    await chosen().getByText('mmap_lock.write').first().waitFor({ timeout: 60_000 });
    const first = await chosen().innerText();
    await expect.poll(() => timeline().getByLabel('Found', { exact: true }).innerText()).toBe(`${counts.get('mmap_lock.write:begin')!.toLocaleString('en-US')} found`);
    await timeline().getByRole('button', { name: 'Find next' }).click();
    await expect.poll(() => chosen().innerText()).not.toBe(first);
    await find.press('Shift+Enter');
    await expect.poll(() => chosen().innerText()).toBe(first);
    await find.press('Shift+Enter');
    await timeline().getByText('no more').waitFor();
    await find.fill('nothing of the kind');
    await find.press('Enter');
    await timeline().getByText('none', { exact: true }).waitFor();
    expect(lab.problems).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('is summed up in a marked range, with medians', async () => {
    const { page } = lab;
    await timeline().getByRole('button', { name: 'Fit all' }).click();
    const box = (await timeline().locator('canvas.texts').boundingBox())!;
    const [y, left, right] = [box.y + 60, box.x + box.width * 0.1, box.x + box.width * 0.9];
    await page.mouse.move(left, y);
    await page.mouse.down();
    await page.mouse.move(right, y, { steps: 4 });
    await page.mouse.up();
    const range = timeline().getByRole('region', { name: 'Marked range' });
    const faults = range.getByRole('row').filter({ hasText: 'hit/0' }).filter({ has: page.getByRole('cell', { name: 'fault', exact: true }) });
    // No sum of it is estimated any more, and the slices' times are known.
    await expect.poll(() => faults.getByRole('cell').nth(2).innerText()).toMatch(/^[\d,]+$/);
    await expect.poll(() => faults.getByRole('cell').nth(5).innerText()).toMatch(/\d [nµm]?s$/);
  });

  it('has its contention', async () => {
    const { page } = lab;
    const contention = await pane(page, 'Contention');
    await contention.getByText('Waits that ended in the range marked on the timeline').waitFor({ timeout: 60_000 });
    await contention.getByRole('button', { name: 'Clear the range' }).click();
    // The button is gone; one goes on where it was.
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Contention');
    await contention.getByText('All waits of the recording').waitFor({ timeout: 60_000 });
    await contention.getByRole('group', { name: 'Going through the recording' }).waitFor({ state: 'detached', timeout: 60_000 });
    expect(await contention.getByRole('row').nth(1).innerText()).toMatch(/lock .*0x/);
    expect(lab.problems).toEqual([]);
  });
});
