// How long a person waits for `faultline explore` to find what is wrong.
import { spawnSync } from 'node:child_process';
import { ensureBuild } from '../../../scripts/setup/build.mjs';
import { root } from '../../../scripts/setup/paths.mjs';
import { median } from '../pairs.mjs';

const VIOLATED = 1;

/** From the command's start to its end, ms: the median. @param {string} scenario a shipped one @param {readonly string[]} flags @param {number} times */
export async function timeCommand(scenario, flags, times) {
  await ensureBuild();
  const args = ['out/main/cli.js', 'explore', `shared/scenarios/${scenario}.scenario.ts`, ...flags];
  const took = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status !== VIOLATED) throw new Error(`${args.slice(1).join(' ')} ended with ${status} instead of a violation\n${stderr}`);
    took.push(performance.now() - start);
  }
  return median(took);
}
