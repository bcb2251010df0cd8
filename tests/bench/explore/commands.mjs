// How long a person waits for `faultline explore` to find what is wrong: each shipped scenario that shows a mistake, from the command's start to its end.
import { spawnSync } from 'node:child_process';
import { ensureBuild } from '../../../scripts/setup/build.mjs';
import { root } from '../../../scripts/setup/paths.mjs';
import { bundle } from '../bundle.mjs';
import { median } from '../pairs.mjs';
import { exploreFlags } from './flags.mjs';

const VIOLATED = 1;

/**
 * @param {number} times
 * @param {(command: { what: string, ms: number }) => void} report the command as a person would type it, and its median
 */
export async function benchCommands(times, report) {
  await ensureBuild();
  const { rows, cells } = await bundle('bench-commands', { rows: 'shared/catalogue/rows.ts', cells: 'shared/catalogue/cells.ts' });
  const { ROWS } = await import(rows.href);
  const { homeCases } = await import(cells.href);
  for (const of of ROWS.flatMap(homeCases)) {
    if (of.finds === null) continue;
    const args = ['explore', of.scenario, ...exploreFlags(of)];
    report({ what: `faultline ${args.join(' ')}`, ms: timeCommand(args, times) });
  }
}

/** @param {readonly string[]} args @param {number} times */
function timeCommand(args, times) {
  const took = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ['out/main/cli.js', ...args], { cwd: root, encoding: 'utf8' });
    if (status !== VIOLATED) throw new Error(`faultline ${args.join(' ')} ended with ${status} instead of a violation\n${stderr}`);
    took.push(performance.now() - start);
  }
  return median(took);
}
