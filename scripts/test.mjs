import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { root } from './setup/paths.mjs';
import { run, runMain, say, SetupError } from './setup/process.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';

const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const virtualDisplay = ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'];
/** A program that takes what others leave of the processors. */
const idle = ['nice', '-n', '19'];
const totals = { passed: 0, failed: 0, skipped: 0 };

/** `npm test`: sets everything up, then checks the lab in real Electron and units, types and lint beside them in what time they leave. What fails is the end of its row. */
await runMain(async () => {
  const reports = await mkdtemp(path.join(tmpdir(), 'faultline-test-'));
  try {
    await stage('set-up', async () => {
      await ensureDependencies();
      await ensureSystemLibraries({ virtualDisplay: true });
      const { executable, origin } = await ensureElectron();
      say(`Electron runtime: ${origin}, ${executable}`);
      await ensureBuild();
    });
    await both(
      stage('end-to-end', () =>
        tests([...virtualDisplay, process.execPath, vitest, 'run', '--config', 'vitest.e2e.config.ts'], path.join(reports, 'e2e.json')),
      ).then(() => stage('unit', () => tests([process.execPath, vitest, 'run'], path.join(reports, 'unit.json')))),
      stage('types', () => must('npm run types', [...idle, 'npm', 'run', 'types'])).then(() => stage('lint', () => must('npm run lint', [...idle, 'npm', 'run', 'lint']))),
    );
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
});
// The closing line, which continuous integration reads.
console.log(`\n${totals.passed} passed, ${totals.failed} failed${totals.skipped ? `, ${totals.skipped} skipped` : ''}`);

/**
 * @param {string} name
 * @param {() => Promise<void>} work
 */
async function stage(name, work) {
  say(`\n── ${name} ──`);
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    await work();
  } catch (error) {
    say(`── ${name}: FAILED after ${seconds()} ──`);
    throw error;
  }
  say(`── ${name}: fine, ${seconds()} ──`);
}

/**
 * What went wrong in one is told when the other has ended, too.
 * @param {Promise<void>[]} stages
 */
async function both(...stages) {
  for (const result of await Promise.allSettled(stages)) if (result.status === 'rejected') throw result.reason;
}

/**
 * @param {string} name what it is, for who reads that it failed
 * @param {string[]} line
 */
async function must(name, [command = '', ...args]) {
  const { code } = await run(command, args, { show: true, cwd: root });
  if (code !== 0) throw new SetupError(`${name} failed (exit ${code}); see above.`);
}

/**
 * Runs vitest and adds its counts to the totals.
 * @param {string[]} command
 * @param {string} report where vitest writes its JSON report
 */
async function tests(command, report) {
  try {
    await must('vitest', [...command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  } finally {
    const counts = JSON.parse(await readFile(report, 'utf8').catch(() => '{}'));
    totals.passed += counts.numPassedTests ?? 0;
    totals.failed += counts.numFailedTests ?? 0;
    totals.skipped += counts.numPendingTests ?? 0;
  }
}
