// A schedule of more than 10,000 steps in the player: from the key, or the click, until the state there is on the screen.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { ensureBuild } from '../../../scripts/setup/build.mjs';
import { ensureElectron } from '../../../scripts/setup/electron-runtime.mjs';
import { root } from '../../../scripts/setup/paths.mjs';
import { run } from '../../../scripts/setup/process.mjs';
import { electronArguments } from '../../../scripts/setup/electron-arguments.mjs';
import { timesOf } from '../pairs.mjs';
import { installStopwatch } from './stopwatch.mjs';

const SCENARIO = 'tests/bench/scenarios/schedule.scenario.ts';
/** Shares of the schedule at which each key is tried. */
const PLACES = [0.02, 0.4, 0.7];
const LONGEST_MS = 30_000;

/**
 * @typedef {import('./stopwatch.mjs').Lap} Lap
 * @typedef {{ what: string, laps: number, shown: Times, drawn: Times, still: Times }} Measured
 * `shown`: the state is in the document; `drawn`: and on the screen; `still`: nothing changes any more, the editor has followed
 * @typedef {import('../pairs.mjs').Times} Times
 */

/**
 * @param {number} times laps of each key at each place
 * @returns {Promise<{ steps: number, openMs: number, measured: Measured[] }>}
 */
export async function benchPlayer(times) {
  await ensureBuild();
  const { executable } = await ensureElectron();
  const needed = await electronArguments(executable);
  const folder = await mkdtemp(path.join(tmpdir(), 'faultline-bench-player-'));
  try {
    const file = path.join(folder, 'schedule.faultline');
    await recordSchedule(file);
    const app = await _electron.launch({ executablePath: executable, args: [...needed, `--user-data-dir=${path.join(folder, 'profile')}`, root, file] });
    try {
      return await measure(await app.firstWindow(), times);
    } finally {
      await app.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** At random, so that the threads take turns as often as they can. @param {string} file */
async function recordSchedule(file) {
  const { code, output } = await run(process.execPath, ['out/main/cli.js', 'explore', SCENARIO, '--strategy', 'random', '--property', 'none', '-o', file], { cwd: root });
  // It is made to be violated.
  if (code !== 1) throw new Error(`the schedule could not be made: exit code ${code}, ${output}`);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} times
 */
async function measure(page, times) {
  const player = page.locator('section[aria-label="Player"]');
  const slider = player.getByRole('slider');
  const start = performance.now();
  await slider.waitFor({ timeout: 300_000 });
  const openMs = performance.now() - start;
  await page.locator('footer[aria-busy="false"]').waitFor();
  await page.waitForTimeout(3000);
  const steps = Number(await slider.getAttribute('max'));
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await slider.boundingBox());
  await page.evaluate(installStopwatch);

  const laps = /** @type {Map<string, Lap[]>} */ (new Map());
  const lap = async (/** @type {string} */ what, /** @type {() => Promise<void>} */ act, /** @type {'arm' | 'armLetter'} */ arm = 'arm') => {
    await page.evaluate((how) => globalThis.stopwatch[how](), arm);
    await act();
    const made = await Promise.race([page.evaluate(() => globalThis.stopwatch.lap), page.waitForTimeout(LONGEST_MS)]);
    if (!made) throw new Error(`after ${LONGEST_MS / 1000} s the player shows nothing new: ${what}`);
    laps.set(what, [...(laps.get(what) ?? []), made]);
  };
  const press = (/** @type {string} */ what, /** @type {string} */ key) => lap(what, () => page.keyboard.press(key));
  const click = (/** @type {string} */ what, /** @type {number} */ share) => lap(what, () => page.mouse.click(box.x + share * box.width, box.y + box.height / 2));

  for (const place of PLACES) {
    await click('scrub', place);
    for (let i = 0; i < times; i++) await press('step', 'ArrowRight');
    for (let i = 0; i < times; i++) await press('step back', 'ArrowLeft');
    for (let i = 0; i < times; i++) await press('to the next switch', '.');
    for (let i = 0; i < times; i++) await lap('a letter alone', () => page.keyboard.press('Shift'), 'armLetter');
    await press('to the start', 'Home');
    await press('to the end', 'End');
  }
  for (let i = 0; i < times; i++) {
    await click('scrub', ((i * 0.618) % 0.9) + 0.05);
    await press('to the start', 'Home');
    await press('to the end', 'End');
  }
  return { steps, openMs, measured: [...laps].map(([what, of]) => ({ what, laps: of.length, shown: timesOf(of.map(({ shown }) => shown)), drawn: timesOf(of.map(({ drawn }) => drawn)), still: timesOf(of.map(({ still }) => still)) })) };
}
