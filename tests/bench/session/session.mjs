// Whether the window answers while a session streams into it: from the click on a pane's tab to the frame that shows the pane.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { ensureBuild } from '../../../scripts/setup/build.mjs';
import { ensureElectron } from '../../../scripts/setup/electron-runtime.mjs';
import { root } from '../../../scripts/setup/paths.mjs';
import { electronArguments } from '../../../scripts/setup/electron-arguments.mjs';
import { timesOf } from '../pairs.mjs';

const SCENARIOS = ['Faults against mprotect', 'Many VMAs, many threads'];
const PANES = ['Address space', 'Threads', 'Timeline', 'Session'];
/** Until all threads run and the lanes are full. */
const WARM_UP_MS = 3000;

/**
 * @param {number} rounds through all panes
 * @returns {Promise<({ what: string, clicks: number } & import('../pairs.mjs').Times)[]>}
 */
export async function benchSession(rounds) {
  await ensureBuild();
  const { executable } = await ensureElectron();
  const folder = await mkdtemp(path.join(tmpdir(), 'faultline-bench-session-'));
  const app = await _electron.launch({ executablePath: executable, args: [...(await electronArguments(executable)), `--user-data-dir=${folder}`, root] });
  try {
    const page = await app.firstWindow();
    const bar = page.getByRole('toolbar', { name: 'Run', exact: true });
    const checked = () => page.locator('footer[aria-busy="false"]').waitFor();
    await checked();
    const measured = [];
    for (const title of SCENARIOS) {
      await page.getByRole('navigation', { name: 'Library' }).getByText(title, { exact: true }).click();
      await page.waitForTimeout(500);
      await checked();
      await bar.getByRole('button', { name: 'Run', exact: true }).click();
      await bar.getByRole('button', { name: 'Stop', exact: true }).waitFor();
      await page.waitForTimeout(WARM_UP_MS);
      measured.push({ what: title, ...(await clicks(page, rounds)) });
      await bar.getByRole('button', { name: 'Stop', exact: true }).click();
      await bar.getByRole('button', { name: 'Run', exact: true }).waitFor();
    }
    return [...measured, { what: 'nothing runs', ...(await clicks(page, rounds)) }];
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} rounds
 */
async function clicks(page, rounds) {
  const taken = [];
  for (let round = 0; round <= rounds; round++) {
    for (const name of PANES) {
      const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await page.getByRole('tab', { name, exact: true }).boundingBox());
      const drawn = await page.evaluateHandle(untilDrawn, name);
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      const ms = await drawn.evaluate(({ ms }) => ms);
      // In the first round panes are made.
      if (round > 0) taken.push(ms);
    }
  }
  return { clicks: taken.length, ...timesOf(taken) };
}

/** Runs in the page. ms from the next press of the mouse until the pane has been drawn. */
function untilDrawn(/** @type {string} */ name) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const shown = async () => {
    const { timeStamp } = await new Promise((resolve) => addEventListener('pointerdown', resolve, { capture: true, once: true }));
    while (!document.querySelector(`section[aria-label="${name}"]`)?.checkVisibility()) await frame();
    // The callback comes before the frame is drawn, a message sent in it after that.
    await frame();
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    return performance.now() - timeStamp;
  };
  return { ms: shown() };
}
