// What each remedy for up_read()'s use after free costs live: all of them in turn, and each measured against two others of the same round.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../../../scripts/setup/paths.mjs';
import { bundle } from '../bundle.mjs';
import { summary } from '../pairs.mjs';

const WARM_UP_MS = 700;

/** By the scenario that has it. The first two are what the others are measured against. */
const REMEDIES = [
  { name: 'as posted', protocol: 'v1-rwsem' },
  { name: 'RCU section (v1-rwsem-rcu)', protocol: 'v1-rwsem-rcu' },
  { name: '12 preemption off', protocol: 'v1-rwsem', scenario: '12-preempt-off' },
  { name: '13 vm_area_free() waits', protocol: 'v1-rwsem', scenario: '13-free-waits' },
  { name: '14 vm_area_free() reports', protocol: 'v1-rwsem', scenario: '14-free-reports' },
  { name: '15 a release that touches nothing', protocol: 'v1-rwsem', scenario: '15-release-touches-nothing' },
];
const LOADS = [
  { name: 'faults', config: { CHURN: 2 ** 31 - 1 } },
  { name: 'one munmap in 16', config: { CHURN: 16 } },
];
/** By CPU time, for which it matters least who else uses the machine. */
const UNIT = 'M faults/CPU s';
/** A run of the posted patch may end in what it is known for, and one of 14 in a false alarm; that one may do so every time. */
const ATTEMPTS = 5;

/**
 * @param {{ pairs: number, ms: number }} runs
 * @param {(comparison: import('../pairs.mjs').Comparison) => void} report
 */
export async function benchRemedies({ pairs, ms }, report) {
  const { lab: module, worker } = await bundle('bench-live', { lab: 'tests/bench/live/lab.ts', worker: 'electron/engine/live/worker.ts' });
  const lab = await import(module.href);
  const load = await readFile(path.join(root, 'tests/bench/scenarios/remedies.scenario.ts'), 'utf8');
  const texts = await Promise.all(REMEDIES.map(async ({ scenario }) => load + (scenario ? await remedyOf(scenario) : '')));
  for (const { name, config } of LOADS) {
    const images = REMEDIES.map(({ protocol }, i) => lab.compile(texts[i], config, { mode: 'throughput', checks: 'quarantine' }, protocol));
    /** @type {number[][]} by remedy and round */
    const rates = REMEDIES.map(() => []);
    for (let round = 0; round < pairs; round++) {
      for (let i = 0; i < images.length; i++) {
        // Another one begins each time, so that a machine that becomes slower or faster favours none.
        const at = (i + round) % images.length;
        rates[at]?.push(await rate(lab, images[at], worker, ms));
      }
    }
    const against = (/** @type {number} */ i, /** @type {number} */ k, /** @type {string} */ other) => {
      const runs = (rates[i] ?? []).map((a, n) => ({ a, b: rates[k]?.[n] ?? NaN })).filter(({ a, b }) => a > 0 && b > 0);
      const what = `${REMEDIES[i]?.name} / ${other}: ${name}`;
      // Rounds without a figure do not count, and are told.
      report(summary(runs.length === pairs ? what : `${what} (${runs.length} of ${pairs})`, UNIT, runs));
    };
    for (let i = 1; i < REMEDIES.length; i++) against(i, 0, 'as posted');
    for (let i = 2; i < REMEDIES.length; i++) against(i, 1, 'RCU');
  }
}

/** NaN if every attempt ended in a violation. @returns {Promise<number>} */
async function rate(/** @type {any} */ lab, /** @type {object} */ image, /** @type {URL} */ worker, /** @type {number} */ ms) {
  for (let attempt = 1; ; attempt++) {
    try {
      const { faults, cpuNs } = await lab.measure(image, worker, WARM_UP_MS, ms);
      return (faults / cpuNs) * 1e3;
    } catch {
      if (attempt === ATTEMPTS) return NaN;
    }
  }
}

/** What a shipped scenario has of its own beside the load: its overrides, their helpers, their switches. */
async function remedyOf(/** @type {string} */ scenario) {
  const text = await readFile(path.join(root, `shared/scenarios/${scenario}.scenario.ts`), 'utf8');
  const file = ts.createSourceFile(scenario, text, ts.ScriptTarget.Latest, true);
  return file.statements.filter(isRemedy).map((s) => s.getText(file)).join('\n');
}

function isRemedy(/** @type {ts.Statement} */ s) {
  if (ts.isFunctionDeclaration(s)) return true;
  if (ts.isExpressionStatement(s)) return ts.isCallExpression(s.expression) && s.expression.expression.getText() === 'override';
  return ts.isVariableStatement(s) && s.declarationList.declarations.some((d) => d.initializer && ts.isCallExpression(d.initializer) && d.initializer.expression.getText() === 'config');
}
