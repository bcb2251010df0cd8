import { afterEach, describe, expect, it } from 'vitest';
import { CompileService } from '../../../../electron/engine/compile-service.ts';
import { explore } from '../../../../electron/engine/explore/explore.ts';
import { compileHere, plainImage } from '../../../../electron/engine/explore/step-compiler.ts';
import { compileBy } from '../../../../electron/engine/explore/step-link.ts';

const workerUrl = new URL('../../../../out/main/compile-worker.js', import.meta.url);
const scenario = (body: string) => ({ scenario: { path: 'scenarios/x.scenario.ts', text: `scenario({ title: 'x', protocol: 'none' });\nlet x: int;\nthread('t', { instances: 2 }, () => { ${body} });\n` } });
const racy = scenario("x = x + 1; assert(x < 2, 'one');");
const room = { objects: 4, states: 1000, workers: 1 };

let service = new CompileService(workerUrl);
afterEach(async () => {
  await service.close();
  service = new CompileService(workerUrl);
});

describe("a link to the compiler's thread", () => {
  it('compiles the very same image', async () => {
    const [there, here] = await Promise.all([compileBy(service.link()), compileHere].map((compile) => compile(racy)));
    expect(there!.checked).toEqual(here!.checked);
    expect(plainImage(await there!.emit(room))).toEqual(plainImage(await here!.emit(room)));
  });

  it('tells what is wrong with a scenario, and compiles the next', async () => {
    const compile = compileBy(service.link());
    const { checked } = await compile(scenario('nope();'));
    expect(checked).toMatchObject({ program: null, diagnostics: [{ line: 3 }] });
    expect((await (await compile(racy)).emit(room)).wasm.length).toBeGreaterThan(0);
  });

  it('compiles for several at once, each what it asked for', async () => {
    const asked = [racy, scenario('x = 1;'), scenario('x = 2; x = 3;')];
    const states = (compile?: typeof compileHere) => Promise.all(asked.map(async (input) => {
      const { verdict } = await explore(input, { ...(compile ? { compile: compileBy(service.link()) } : {}), maxStates: 1000, objects: 4, limitMs: Infinity, signal: new AbortController().signal, onProgress() {} });
      return [verdict!.outcome, verdict!.states];
    }));
    expect(await states(compileHere)).toEqual(await states());
  });

  it('says so when the compiler ends', async () => {
    const compile = compileBy(service.link());
    const { emit } = await compile(racy);
    await service.close();
    await expect(emit(room)).rejects.toThrow("the compiler's thread ended");
  });
});
