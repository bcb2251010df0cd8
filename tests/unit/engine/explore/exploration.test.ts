import { afterEach, describe, expect, it } from 'vitest';
import { Exploration, type ExplorationEnd } from '../../../../electron/engine/explore/exploration';
import { compiler } from '../../compiler-thread.ts';

const workerUrl = new URL('../../../../out/main/explore-worker.js', import.meta.url);
const options = { maxStates: 4_000_000, objects: 8, limitMs: 600_000 };
/** More states than are ever reached while a test looks. */
const large = "let x: int;\nthread('count', { instances: 3 }, () => { for (;;) x = x + 1; });\n";
const small = "let x: int;\nthread('t', () => { x = 1; assert(x === 0, 'nothing was written'); });\n";

let exploration: Exploration;
afterEach(() => exploration.close());

function explore(text: string, url = workerUrl): Exploration {
  exploration = new Exploration(url, { input: { scenario: { path: 'scenarios/x.scenario.ts', text: `scenario({ title: 'x' });\n${text}` } }, options }, compiler.link());
  return exploration;
}

async function until<T>(read: () => T | null | undefined | false): Promise<T> {
  for (;;) {
    const value = read();
    if (value !== null && value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const ended = (): Promise<ExplorationEnd> => until(() => exploration.end);

describe('an exploration in its thread', () => {
  it('ends with a verdict', async () => {
    explore(small);
    expect(await ended()).toMatchObject({ kind: 'verdict', verdict: { outcome: 'violated', violation: { kind: 'assertion' } } });
  });

  it('refuses a scenario with errors', async () => {
    explore("thread('t', () => { nope(); });");
    expect(await ended()).toMatchObject({ kind: 'refused', diagnostics: [{ file: 'scenarios/x.scenario.ts', line: 2 }] });
  });

  it('stands still while it is paused, and goes on', async () => {
    explore(large);
    await until(() => (exploration.figures?.states ?? 0) > 0);
    exploration.pause();
    // The last figures before the pause may still be on their way: it holds once they have stood still for a while.
    let before: number;
    do {
      before = exploration.figures!.states;
      await new Promise((resolve) => setTimeout(resolve, 500));
    } while (exploration.figures!.states !== before);
    exploration.resume();
    await until(() => exploration.figures!.states > before);
    exploration.stop();
    expect(await ended()).toMatchObject({ kind: 'verdict', verdict: { outcome: 'inconclusive', reason: expect.stringContaining('stopped') } });
  });

  it('stops while it is paused, and keeps what was seen', async () => {
    explore(large);
    await until(() => (exploration.figures?.states ?? 0) > 0);
    exploration.pause();
    exploration.stop();
    const end = await ended();
    expect(end).toMatchObject({ kind: 'verdict', verdict: { outcome: 'inconclusive' } });
    if (end.kind === 'verdict') expect(end.verdict.states).toBeGreaterThan(0);
  });

  it('is gone at once when it is closed', async () => {
    explore(large);
    await until(() => exploration.figures);
    await exploration.close();
    expect(await ended()).toMatchObject({ kind: 'failed', message: expect.stringContaining('thread ended') });
  });

  it('says so when its thread cannot start', async () => {
    explore(small, new URL('file:///nowhere.js'));
    expect(await ended()).toMatchObject({ kind: 'failed', message: expect.stringContaining('nowhere') });
  });
});
