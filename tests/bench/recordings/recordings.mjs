// Opening a recording of 1 GB in the window: how long until it is seen, and what the lab's processes take.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { ensureBuild } from '../../../scripts/setup/build.mjs';
import { ensureElectron } from '../../../scripts/setup/electron-runtime.mjs';
import { root } from '../../../scripts/setup/paths.mjs';
import { run } from '../../../scripts/setup/process.mjs';
import { electronArguments } from '../../../scripts/setup/electron-arguments.mjs';
import { bundle } from '../bundle.mjs';
import { median } from '../pairs.mjs';

const BYTES = 1e9;
const SCENARIO = 'shared/scenarios/02-mprotect.scenario.ts';

/**
 * @param {number} times
 * @returns {Promise<{ what: string, value: number, unit: string }[]>}
 */
export async function benchRecordings(times) {
  await ensureBuild();
  const folder = await mkdtemp(path.join(tmpdir(), 'faultline-bench-recordings-'));
  const [small, large] = ['small', 'large'].map((name) => path.join(folder, `${name}.faultline`));
  try {
    // In pieces, so that it is a session as it is and fits into memory here.
    await run(process.execPath, ['out/main/cli.js', 'run', SCENARIO, '--duration', '3s', '-o', small], { cwd: root });
    const { grow } = await import((await bundle('bench-recordings', { grow: 'tests/bench/recordings/grow.ts' })).grow.href);
    const { events, seconds, indexNs } = await grow(small, large, BYTES);
    const opened = [];
    for (let i = 0; i < times; i++) opened.push(await open(large));
    const of = (/** @type {(each: Awaited<ReturnType<typeof open>>) => number} */ value) => median(opened.map(value));
    return [
      { what: 'size of the recording', value: (await stat(large)).size / 1e6, unit: 'MB' },
      { what: 'its events', value: events / 1e6, unit: 'M' },
      { what: 'the session that it is of', value: seconds, unit: 's' },
      { what: 'the index, while it is written', value: indexNs, unit: 'ns an event' },
      { what: 'from File: Open Recording to the first view', value: of(({ firstMs }) => firstMs), unit: 'ms' },
      { what: 'from zooming in to single slices', value: of(({ detailMs }) => detailMs), unit: 'ms' },
      { what: 'memory of all processes before', value: of(({ before }) => before), unit: 'MB' },
      { what: 'memory of all processes with the first view', value: of(({ first }) => first), unit: 'MB' },
      { what: 'memory of all processes with single slices', value: of(({ detail }) => detail), unit: 'MB' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function open(file) {
  const { executable } = await ensureElectron();
  const profile = await mkdtemp(path.join(tmpdir(), 'faultline-bench-'));
  const app = await _electron.launch({ executablePath: executable, args: [...(await electronArguments(executable)), `--user-data-dir=${profile}`, root] });
  try {
    const page = await app.firstWindow();
    await page.locator('.monaco-editor .view-line').first().waitFor();
    await page.locator('footer[aria-busy="false"]').waitFor();
    const before = await memory(app);
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, file);
    const statement = page.locator('section[aria-label="Timeline"] .statement');
    let start = performance.now();
    await page.keyboard.press('Control+Alt+R');
    await statement.getByText('summed up').waitFor({ timeout: 120_000 });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const firstMs = performance.now() - start;
    const first = await memory(app);
    const lanes = page.locator('section[aria-label="Timeline"] .scroller');
    await lanes.focus();
    start = performance.now();
    // To about a three hundredth: of 200 million events some seven hundred thousand are left.
    for (let i = 0; i < 22; i++) await lanes.press('w');
    await statement.getByText('summed up').waitFor({ state: 'detached', timeout: 120_000 });
    return { before, firstMs, first, detailMs: performance.now() - start, detail: await memory(app) };
  } finally {
    await app.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/**
 * What the processes take together, MB: pages that several share are counted once (Linux's proportional set size).
 * @param {import('playwright-core').ElectronApplication} app
 */
async function memory(app) {
  const pids = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ pid }) => pid));
  const sizes = await Promise.all(pids.map(async (pid) => Number(/^Pss:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
