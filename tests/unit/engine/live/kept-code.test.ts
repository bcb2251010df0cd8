import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildScenario } from '../../../../electron/engine/compile.ts';
import { CompileService } from '../../../../electron/engine/compile-service.ts';
import { findOrBuild, KeptCode } from '../../../../electron/engine/live/kept-code.ts';
import { createLiveSession } from '../../../../electron/engine/live/session.ts';
import type { LiveOptions } from '../../../../shared/dialect/compile.ts';
import { scenarioSources } from '../../../../shared/sources/index.ts';
import { liveWorkerUrl } from './play.ts';

const scenario = scenarioSources.find(({ path }) => path.includes('/28-'))!;
const OPTIONS: LiveOptions = { mode: 'trace', checks: 'full' };

let folder: string;
let kept: KeptCode;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-code-'));
  kept = new KeptCode(folder, 'a build');
});
afterEach(() => rm(folder, { recursive: true }));

it('answers what the compiler would, and it runs', async () => {
  expect(kept.find({ scenario }, OPTIONS)).toBeUndefined();
  const built = await findOrBuild({ scenario }, OPTIONS, kept);
  const found = kept.find({ scenario, config: {} }, { checks: 'full', mode: 'trace' })!;
  // Thousands of sites: that they differ says enough.
  expect(isDeepStrictEqual(found, built)).toBe(true);
  const { outcome, final } = await createLiveSession({ image: found.image!, workerUrl: liveWorkerUrl, seed: 1, iterations: 3 }).result;
  expect([outcome, final.threads.some(({ iterations }) => iterations > 0)]).toEqual(['ok', true]);
});

it('is asked before the compiler, whose thread is not even started', async () => {
  kept.keep({ scenario }, OPTIONS, buildScenario({ scenario }, OPTIONS));
  const service = new CompileService(new URL('file:///nowhere.js'), kept);
  expect(WebAssembly.validate((await service.build({ scenario }, OPTIONS)).image!.wasm)).toBe(true);
  await expect(service.build({ scenario }, { ...OPTIONS, ringEvents: 1024 })).rejects.toThrow(/thread ended/);
});

it('has nothing of another build, of other options, switches or variants', () => {
  kept.keep({ scenario }, OPTIONS, buildScenario({ scenario }, OPTIONS));
  expect(kept.find({ scenario }, OPTIONS)).toBeDefined();
  expect([
    new KeptCode(folder, 'another').find({ scenario }, OPTIONS),
    kept.find({ scenario }, { ...OPTIONS, mode: 'throughput' }),
    kept.find({ scenario }, { ...OPTIONS, whenFull: 'pause' }),
    kept.find({ scenario, config: { RCU_BATCH: 1 } }, OPTIONS),
    kept.find({ scenario, protocol: 'mmap-lock-only' }, OPTIONS),
    kept.find({ scenario: { ...scenario, path: 'mine.scenario.ts' } }, OPTIONS),
  ]).toEqual(Array.from({ length: 6 }, () => undefined));
});

it('keeps nothing that a person wrote, nor what does not compile', async () => {
  const mine = { ...scenario, text: `${scenario.text}// mine\n` };
  await findOrBuild({ scenario: mine }, OPTIONS, kept);
  expect((await findOrBuild({ scenario, config: { NO_SUCH_SWITCH: true } }, OPTIONS, kept)).diagnostics).not.toEqual([]);
  await findOrBuild({ scenario, kernel: [{ path: 'kernel/mine.ts', text: '' }] }, OPTIONS, kept);
  expect(await readdir(folder)).toEqual([]);
});

it('empties its folder before there is too much in it', async () => {
  const few = new KeptCode(folder, 'a build', 2);
  const built = buildScenario({ scenario }, OPTIONS);
  for (const ringEvents of [1024, 2048, 4096]) few.keep({ scenario }, { ...OPTIONS, ringEvents }, built);
  expect((await readdir(folder)).length).toBe(1);
  expect(few.find({ scenario }, { ...OPTIONS, ringEvents: 4096 })).toBeDefined();
});
