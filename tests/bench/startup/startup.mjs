// How long a person waits: for the window, beyond what Electron takes for an empty one, and for the command line's answer about a scenario.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { ensureBuild } from '../../../scripts/setup/build.mjs';
import { ensureElectron } from '../../../scripts/setup/electron-runtime.mjs';
import { root } from '../../../scripts/setup/paths.mjs';
import { run } from '../../../scripts/setup/process.mjs';
import { electronArguments } from '../../../scripts/setup/electron-arguments.mjs';
import { median } from '../pairs.mjs';

/**
 * @param {number} times
 * @returns {Promise<{ what: string, ms: number }[]>} medians; of what is compared with an empty window, of the starts that followed each other
 */
export async function benchStartup(times) {
  await ensureBuild();
  const { executable } = await ensureElectron();
  const args = await electronArguments(executable);
  const rounds = [];
  for (let i = 0; i < times; i++) {
    const profile = await mkdtemp(path.join(tmpdir(), 'faultline-bench-'));
    const start = (/** @type {string} */ folder, /** @type {(page: import('playwright-core').Page, since: () => number) => Promise<Record<string, number>>} */ look) => starting(executable, [...args, `--user-data-dir=${path.join(profile, path.basename(folder))}`, folder], look);
    try {
      const { empty } = await start(path.join(root, 'tests/bench/startup/empty.cjs'), emptyWindow);
      const first = await start(root, untilChecked);
      const again = await start(root, untilTyped);
      const begin = performance.now();
      await run(process.execPath, ['out/main/cli.js', 'check', 'shared/scenarios/01-one-vma.scenario.ts'], { cwd: root });
      rounds.push({ empty, first, again, check: performance.now() - begin });
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  }
  const of = (/** @type {(round: any) => number} */ value) => median(rounds.map(value));
  return [
    { what: 'an empty window of Electron', ms: of(({ empty }) => empty) },
    { what: 'first start: the first line in the editor', ms: of(({ first }) => first.line) },
    { what: '  beyond the empty window', ms: of(({ first, empty }) => first.line - empty) },
    { what: 'first start: the scenario checked, ready to run', ms: of(({ first }) => first.checked) },
    { what: 'later start: the first line in the editor', ms: of(({ again }) => again.line) },
    { what: 'later start: a letter that is typed then shows', ms: of(({ again }) => again.typed) },
    { what: '  beyond the empty window', ms: of(({ again, empty }) => again.typed - empty) },
    { what: 'faultline check of a scenario', ms: of(({ check }) => check) },
  ];
}

/**
 * Playwright is attached, which costs some of the time.
 * @template T
 * @param {string} executablePath
 * @param {string[]} args
 * @param {(page: import('playwright-core').Page, since: () => number) => Promise<T>} look `since`: ms since the start
 */
async function starting(executablePath, args, look) {
  const start = performance.now();
  const app = await _electron.launch({ executablePath, args });
  try {
    return await look(await app.firstWindow(), () => performance.now() - start);
  } finally {
    await app.close();
  }
}

/** @type {(page: import('playwright-core').Page, since: () => number) => Promise<{ empty: number }>} */
async function emptyWindow(page, since) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  return { empty: since() };
}

/** @type {(page: import('playwright-core').Page, since: () => number) => Promise<{ line: number, checked: number }>} */
async function untilChecked(page, since) {
  await page.locator('.monaco-editor .view-line').first().waitFor();
  const line = since();
  await page.locator('footer[aria-busy="false"]').waitFor();
  return { line, checked: since() };
}

/** @type {(page: import('playwright-core').Page, since: () => number) => Promise<{ line: number, typed: number }>} */
async function untilTyped(page, since) {
  const lines = page.locator('.monaco-editor .view-line');
  await lines.first().waitFor();
  const line = since();
  await lines.first().click();
  await page.keyboard.type('~');
  await lines.filter({ hasText: '~' }).first().waitFor();
  return { line, typed: since() };
}
