import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cachedDataVersionTag } from 'node:v8';
import { afterEach, describe, expect, it } from 'vitest';
import { CompileService } from '../../../electron/engine/compile-service';
import { scenarioSources } from '../../../shared/sources/index';

const workerUrl = new URL('../../../out/main/compile-worker.js', import.meta.url);
const scenario = scenarioSources[0]!;

describe('the compile service', () => {
  let service = new CompileService(workerUrl);
  afterEach(async () => {
    await service.close();
    service = new CompileService(workerUrl);
  });

  it('checks and builds in its own thread, several requests at once', async () => {
    const wrong = { path: 'x.scenario.ts', text: "scenario({ title: 'x' });\nthread('t', () => { nope(); });" };
    const [checked, broken, built] = await Promise.all([
      service.check({ scenario }),
      service.check({ scenario: wrong }),
      service.build({ scenario }, { mode: 'trace', checks: 'full' }),
    ]);
    expect(checked.diagnostics).toEqual([]);
    expect(checked.program!.structs.length).toBeGreaterThan(10);
    expect(checked.sourceHash).toBe(built.image!.program.sourceHash);
    expect(broken).toMatchObject({ diagnostics: [{ file: 'x.scenario.ts', line: 2 }], protocol: 'v1-rwsem-rcu', program: null, sourceHash: null });
    expect(WebAssembly.validate(built.image!.wasm)).toBe(true);
  });

  it('builds once what is run again, and anew what is not the same', async () => {
    const options = { mode: 'trace', checks: 'full' } as const;
    const built = await service.build({ scenario, config: {} }, options);
    expect(await service.build({ scenario: { ...scenario }, config: {} }, { ...options })).toBe(built);
    const others = [
      await service.build({ scenario: { ...scenario, text: scenario.text.replace('scenario(', ' scenario(') }, config: {} }, options),
      await service.build({ scenario, config: { RCU_BATCH: 1 } }, options),
      await service.build({ scenario, config: {} }, { ...options, mode: 'throughput' }),
      await service.build({ scenario, config: {} }, options),
    ];
    expect(others.map((other) => other === built)).toEqual([false, false, false, false]);
    expect(others[1]!.image!.program.config.RCU_BATCH).toBe(1);
    expect(others[3]!.image!.wasm).toEqual(built.image!.wasm);
  });

  it('rejects what is open when it is closed, and starts again when asked', async () => {
    const open = service.check({ scenario });
    const rejected = expect(open).rejects.toThrow('the compiler was closed');
    await service.close();
    await rejected;
    expect((await service.check({ scenario })).diagnostics).toEqual([]);
  });

  it('keeps its own compiled code for the next start', async () => {
    expect((await service.check({ scenario })).diagnostics).toEqual([]);
    const cache = `${fileURLToPath(new URL('typescript.cjs', workerUrl))}.${cachedDataVersionTag()}.cache`;
    await expect.poll(() => existsSync(cache), { timeout: 30_000, interval: 100 }).toBe(true);
  });

  it('rejects when its thread cannot start', async () => {
    await expect(new CompileService(new URL('file:///nowhere.js')).check({ scenario })).rejects.toThrow(/thread ended/);
  });
});
