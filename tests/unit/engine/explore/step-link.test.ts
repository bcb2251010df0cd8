import { describe, expect, it } from 'vitest';
import { CompileService } from '../../../../electron/engine/compile-service.ts';
import { explore } from '../../../../electron/engine/explore/explore.ts';
import { compileHere, plainImage, type StepCompiler } from '../../../../electron/engine/explore/step-compiler.ts';
import { compileBy } from '../../../../electron/engine/explore/step-link.ts';
import { compiler } from '../../compiler-thread.ts';

const scenario = (body: string) => ({ scenario: { path: 'scenarios/x.scenario.ts', text: `scenario({ title: 'x', protocol: 'none' });\nlet x: int;\nthread('t', { instances: 2 }, () => { ${body} });\n` } });
const racy = scenario("x = x + 1; assert(x < 2, 'one');");
const room = { objects: 4, states: 1000, workers: 1 };

describe("a link to the compiler's thread", () => {
  it('compiles the very same image', async () => {
    const [there, here] = await Promise.all([compileBy(compiler.link()), compileHere].map((compile) => compile(racy)));
    expect(there!.checked).toEqual(here!.checked);
    expect(plainImage(await there!.emit(room))).toEqual(plainImage(await here!.emit(room)));
  });

  it('tells what is wrong with a scenario, and compiles the next', async () => {
    const compile = compileBy(compiler.link());
    const { checked } = await compile(scenario('nope();'));
    expect(checked).toMatchObject({ program: null, diagnostics: [{ line: 3 }] });
    expect((await (await compile(racy)).emit(room)).wasm.length).toBeGreaterThan(0);
  });

  it('compiles for several at once, each what it asked for', async () => {
    const asked = [racy, scenario('x = 1;'), scenario('x = 2; x = 3;')];
    const states = (compile: () => StepCompiler) => Promise.all(asked.map(async (input) => {
      const { verdict } = await explore(input, { compile: compile(), maxStates: 1000, objects: 4, limitMs: Infinity, signal: new AbortController().signal, onProgress() {} });
      return [verdict!.outcome, verdict!.states];
    }));
    expect(await states(() => compileBy(compiler.link()))).toEqual(await states(() => compileHere));
  });

  it('says so when the compiler ends', async () => {
    const service = new CompileService(new URL('../../../../out/main/compile-worker.js', import.meta.url));
    const compile = compileBy(service.link());
    const { emit } = await compile(racy);
    await service.close();
    await expect(emit(room)).rejects.toThrow("the compiler's thread ended");
  });
});
