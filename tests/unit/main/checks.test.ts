import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkScenario, type ScenarioInput } from '../../../electron/engine/compile.ts';
import { summarize } from '../../../electron/engine/summary.ts';
import { Checks } from '../../../electron/main/checks.ts';
import { LabState } from '../../../electron/main/state/lab-state.ts';
import { writesSettled } from '../../../electron/main/state/json-file.ts';
import { scenarioSources } from '../../../shared/sources/index.ts';

const [sound] = scenarioSources;
const request = { scenario: { path: sound!.path, text: sound!.text }, config: {} };
const wrong = { scenario: { path: 'wrong.scenario.ts', text: "scenario({ title: 'x' });\nthread('t', () => { nope(); });" }, config: {} };

let folder: string;
let asked: ScenarioInput[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-checks-'));
  asked = [];
  // The compiler is started later, after an answer that was kept: when a test says so, however long it takes.
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  // Answers are kept behind the back of who asks.
  await writesSettled();
  await rm(folder, { recursive: true, force: true });
});

/** A start of the lab with the build of this name, on the compiler itself. */
async function start(build: string | null = 'a build'): Promise<Checks> {
  const compiler = {
    check: (input: ScenarioInput) => {
      asked.push(input);
      return Promise.resolve(summarize(checkScenario(input)));
    },
  };
  const checks = new Checks(compiler, new LabState(folder).check);
  await checks.load(build ?? undefined);
  return checks;
}

describe('checks', () => {
  it.each([['a scenario that is fine', request], ['one with errors', wrong]])('of %s have the same answer at the next start, without the compiler', async (_what, question) => {
    const answer = await (await start()).check(question);
    expect(asked).toHaveLength(1);
    await writesSettled();
    expect(await (await start()).check(question)).toEqual(answer);
    expect(asked).toHaveLength(1);
    vi.runAllTimers();
    expect(asked).toHaveLength(2);
  });

  it('ask the compiler when anything else is asked', async () => {
    const checks = await start();
    await checks.check(request);
    await writesSettled();
    const others = [
      { ...request, config: { PER_VMA_LOCK: false } },
      { ...request, scenario: { ...request.scenario, text: `${request.scenario.text}\n` } },
      { ...request, scenario: { ...request.scenario, path: 'other.scenario.ts' } },
    ];
    for (const other of others) {
      const before = asked.length;
      await (await start()).check(other);
      expect(asked.length).toBe(before + 1);
      // The last one asked is kept: back to the first.
      await writesSettled();
      await (await start()).check(request);
      await writesSettled();
    }
  });

  it('ask the compiler of another build, and of one that is not known', async () => {
    await (await start()).check(request);
    await writesSettled();
    await (await start(null)).check(request);
    expect(asked).toHaveLength(2);
    await (await start('another build')).check(request);
    expect(asked).toHaveLength(3);
  });

  it('ask the compiler where what was kept is damaged', async () => {
    const answer = await (await start()).check(request);
    await writesSettled();
    for (const damage of ['', '{', 'null', JSON.stringify({ question: 'x'.repeat(64), answer: null })]) {
      await writeFile(path.join(folder, 'check.json'), damage);
      const before = asked.length;
      expect(await (await start()).check(request)).toEqual(answer);
      expect(asked.length).toBe(before + 1);
      await writesSettled();
    }
  });
});
