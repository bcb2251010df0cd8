// How long a person waits: for the window, and for the command line's answer about a scenario.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { ensureBuild } from '../../scripts/setup/build.mjs';
import { ensureElectron } from '../../scripts/setup/electron-runtime.mjs';
import { root } from '../../scripts/setup/paths.mjs';
import { run } from '../../scripts/setup/process.mjs';
import { ensureSandbox } from '../../scripts/setup/sandbox.mjs';
import { median } from './pairs.mjs';

/**
 * @param {number} times
 * @returns {Promise<{ what: string, ms: number }[]>} medians
 */
export async function benchStartup(times) {
  await ensureBuild();
  const { executable } = await ensureElectron();
  const args = await ensureSandbox(executable);
  const windows = [];
  const checks = [];
  for (let i = 0; i < times; i++) {
    windows.push(await startWindow(executable, args));
    const start = performance.now();
    await run(process.execPath, ['out/main/cli.js', 'check', 'shared/scenarios/01-one-vma.scenario.ts'], { cwd: root });
    checks.push(performance.now() - start);
  }
  return [
    { what: 'start to the first line in the editor', ms: median(windows.map(({ editor }) => editor)) },
    { what: 'start to the scenario checked, ready to run', ms: median(windows.map(({ ready }) => ready)) },
    { what: 'faultline check of a scenario', ms: median(checks) },
  ];
}

/**
 * Starts the lab with a profile of its own. Playwright is attached, which costs some of the time.
 * @param {string} executablePath
 * @param {string[]} args
 */
async function startWindow(executablePath, args) {
  const profile = await mkdtemp(path.join(tmpdir(), 'faultline-bench-'));
  const start = performance.now();
  const app = await _electron.launch({ executablePath, args: [...args, `--user-data-dir=${profile}`, root] });
  try {
    const page = await app.firstWindow();
    await page.locator('.monaco-editor .view-line').first().waitFor();
    const editor = performance.now() - start;
    await page.locator('footer[aria-busy="false"]').waitFor();
    return { editor, ready: performance.now() - start };
  } finally {
    await app.close();
    await rm(profile, { recursive: true, force: true });
  }
}
