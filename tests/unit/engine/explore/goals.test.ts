import { describe, expect, it, test } from 'vitest';
import { explore, type ExploreOptions } from '../../../../electron/engine/explore/explore.ts';
import { kernelSources } from '../../../../shared/sources/index.ts';
import type { Verdict } from '../../../../shared/explore/verdict.ts';

const HEAD = `scenario({ title: 'x', protocol: 'none' });\n`;

async function asked(text: string, options: Partial<ExploreOptions>): Promise<Verdict> {
  const { checked, verdict } = await explore(
    { scenario: { path: 'scenarios/x.scenario.ts', text: text.startsWith('scenario') ? text : HEAD + text } },
    { maxStates: 20_000, objects: 8, limitMs: 600_000, signal: new AbortController().signal, onProgress: () => {}, ...options },
  );
  expect(checked.diagnostics).toEqual([]);
  return verdict!;
}

/** From line 2 on. Line 7 needs the update to be lost; nobody comes to line 10. */
const lost = `let x: int; let done: Embedded<atomic_t>;
thread('add', { instances: 2 }, () => {
  x = x + 1;
  atomic_inc(done);
  if (atomic_read(done) === 2 && x === 1) {
    x = 9;
  }
  if (x === 7) {
    return;
  }
});
thread('wait', () => {
  wait_until(
    () => x === 9);
});
sometimes('both', () => atomic_read(done) === 2 && x === 2);
sometimes('seven', () => x === 7);
`;

describe('a line', () => {
  it.each(['exhaustive', 'dfs', 'pct'] as const)('is reached by a schedule that ends there (%s)', async (strategy) => {
    // Who waits for ever is in nobody's way here.
    const v = await asked(lost.replace('x === 9', 'x >= 1'), { reach: '7', strategy });
    expect(v).toMatchObject({ outcome: 'reached', violation: null, witness: { kind: 'line-reached', stack: [{ file: 'scenarios/x.scenario.ts', line: 7 }], passing: null }, covers: { goal: { kind: 'line', file: 'scenarios/x.scenario.ts', line: 7 }, strategy } });
    const { steps, sites, shortest } = v.witness!;
    expect(sites[steps.at(-1)!.site]).toMatchObject({ line: 7 });
    expect(steps.at(-1)!.access).toMatchObject({ op: 'store', after: 9 });
    expect(steps.filter((s) => sites[s.site]!.line === 7)).toHaveLength(1);
    if (strategy !== 'pct') expect({ shortest, steps: steps.length }).toEqual({ shortest: true, steps: 9 });
  });

  it('that nobody reaches is said to be unreachable, and only within the bound if there is one', async () => {
    const text = lost.replace('x === 9', 'x >= 1');
    expect(await asked(text, { reach: '10' })).toMatchObject({ outcome: 'unreachable', witness: null, violation: null });
    expect(await asked(text, { reach: 'x.scenario.ts:10', reduction: 'none', strategy: 'dfs' })).toMatchObject({ outcome: 'unreachable' });
    expect(await asked(text, { reach: '7', maxSwitches: 0 })).toMatchObject({ outcome: 'unreachable-within-bound', covers: { maxSwitches: 0 } });
    expect(await asked(text, { reach: '7', maxSwitches: 1 })).toMatchObject({ outcome: 'reached' });
  });

  it('is the first one with code, where several will do', async () => {
    expect(await asked(lost, { reach: '1-4' })).toMatchObject({ outcome: 'reached', covers: { goal: { line: 4 } } });
    await expect(asked(lost, { reach: '11-11' })).rejects.toThrow(/begins on line 11 /);
    await expect(asked(lost, { reach: '11-12' })).rejects.toThrow(/begins on lines 11 to 12 /);
  });

  it('of a condition is reached when who waits goes on', async () => {
    const v = await asked(lost, { reach: '15' });
    expect(v).toMatchObject({ outcome: 'reached', witness: { kind: 'line-reached' } });
    expect(v.witness!.steps.at(-1)).toMatchObject({ name: 'wait' });
    expect(v.witness!.steps.some((s) => s.access?.after === 9)).toBe(true);
  });

  it('that is reached before the first step, by no step', async () => {
    expect(await asked(`let x: int;\nthread('t', () => {\n  let r: int = 1;\n  x = r;\n});`, { reach: '4' })).toMatchObject({ outcome: 'reached', witness: { steps: [], token: null } });
  });

  it('of setting up alone is no line that a thread reaches', async () => {
    const text = `let x: int;\nfunction set(): void {\n  x = 1;\n}\nsetup(() => { set(); });\nthread('t', () => { x = 2; if (x === 3) set(); });`;
    await expect(asked(text, { reach: '6' })).rejects.toThrow(/^no thread runs anything that begins on line 6 .*; the nearest that have some: 4 and 7$/);
    expect(await asked(text, { reach: '4' })).toMatchObject({ outcome: 'unreachable' });
  });

  it('of the kernel goes by the end of its path', async () => {
    const text = `scenario({ title: 'k', config: { RWSEM_SPIN_ON_OWNER: false } });\nlet mm: mm_struct;\nsetup(() => { mm = mm_alloc(); });\nthread('t', () => { mmap_write_lock(mm); mmap_write_unlock(mm); });`;
    const source = kernelSources.find((s) => s.path.endsWith('/mmap_lock.ts'))!;
    const line = source.text.slice(0, source.text.indexOf('else up_write(')).split('\n').length;
    expect(await asked(text, { reach: `mmap_lock.ts:${line}`, lines: true })).toMatchObject({ outcome: 'reached', covers: { goal: { kind: 'line', file: source.path, line } } });
  });

  it('gives way to a violation that comes before it', async () => {
    const v = await asked(`let x: int;\nthread('t', () => {\n  x = 1;\n  assert(x === 2, 'two');\n  x = 3;\n});`, { reach: '6' });
    expect(v).toMatchObject({ outcome: 'violated', violation: { kind: 'assertion' }, witness: null });
  });

  it.each([
    [{ reach: 'here' }, 'a line is a number, or a file and a number'],
    [{ reach: '9-7' }, 'lines are given from the first to the last, as in 7-9; not 9-7'],
    [{ reach: '8' }, 'the nearest that have some: 7 and 9'],
    [{ reach: 'nowhere.ts:1' }, 'no thread runs anything of a file nowhere.ts; there are scenarios/x.scenario.ts'],
    [{ reach: '1' }, 'the nearest that have some: 4'],
    [{ reach: '7', witness: 'both' }, 'not for both'],
    [{ witness: 'nine' }, 'the scenario has no sometimes "nine"; it has "both", "seven"'],
    [{ witness: 'both', strategy: 'random' }, 'is for searches of all schedules: exhaustive or dfs'],
    [{ maxSwitches: 2, strategy: 'pct' }, 'a bound of switches is for searches'],
    [{ liveness: true, strategy: 'dfs' }, '--liveness needs all states'],
    [{ liveness: true, maxSwitches: 1 }, '--liveness needs all states: --strategy exhaustive, without --max-switches'],
    [{ lines: true, strategy: 'pct' }, 'the lines that nobody reaches is for searches'],
  ] as const)('%o is refused', async (options, message) => {
    await expect(asked(lost, options)).rejects.toThrow(message);
  });
});

describe('what holds sometimes', () => {
  it.each([['full', 'exhaustive'], ['none', 'exhaustive'], ['full', 'dfs']] as const)('has a shortest schedule (reduction %s, %s)', async (reduction, strategy) => {
    const v = await asked(lost, { witness: 'both', reduction, strategy });
    expect(v).toMatchObject({ outcome: 'reached', violation: null, witness: { kind: 'sometimes', property: 'both', shortest: true }, covers: { goal: { kind: 'sometimes', name: 'both' } } });
    expect(v.witness!.steps).toHaveLength(6);
  });

  it('may never hold', async () => {
    const text = lost.replace('x === 9', 'x >= 1');
    expect(await asked(text, { witness: 'seven' })).toMatchObject({ outcome: 'unreachable', witness: null, sometimes: [{ name: 'both', seen: true }, { name: 'seven', seen: false }] });
  });

  it.each([{ reduction: 'full' }, { reduction: 'none' }, { strategy: 'dfs' }] as const)('may hold from the start, which no schedule is shorter than (%o)', async (how) => {
    expect(await asked(`let x: int;\nthread('t', () => { x = 1; });\nsometimes('none', () => x === 0);`, { witness: 'none', ...how })).toMatchObject({ outcome: 'reached', witness: { steps: [], shortest: true } });
  });
});

describe('lines that nobody reaches', () => {
  it.each(['exhaustive', 'dfs'] as const)('are told on request (%s)', async (strategy) => {
    const text = lost.replace('x === 9', 'x >= 1');
    for (const reduction of ['full', 'none'] as const) {
      const v = await asked(text, { lines: true, strategy, reduction });
      expect(v).toMatchObject({ outcome: 'verified', unreached: [{ file: 'scenarios/x.scenario.ts', line: 10 }] });
    }
    expect((await asked(text, { strategy })).unreached).toBeNull();
    expect((await asked(text, { strategy, lines: true, maxSwitches: 0 })).unreached!.map((l) => l.line)).toEqual([7, 10]);
  });

  it('change neither states nor transitions', async () => {
    const text = lost.replace('x === 9', 'x >= 1');
    const [plain, told] = [await asked(text, { reduction: 'none' }), await asked(text, { reduction: 'none', lines: true })];
    expect([told.states, told.transitions]).toEqual([plain.states, plain.transitions]);
  });
});

test.each([{ reduction: 'full' }, { reduction: 'none' }, { strategy: 'dfs' }, { strategy: 'random' }] as const)('no schedule to a violation in the first state is shorter (%o)', async (how) => {
  expect(await asked(`let x: int;\nthread('t', () => { x = 1; });\nalways('one', () => x === 1);`, how)).toMatchObject({ outcome: 'violated', violation: { steps: [], shortest: true } });
});
