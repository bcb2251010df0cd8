/** Starvation and livelock: which schedules that go round for ever are reported, and which are not. */
import { describe, expect, it } from 'vitest';
import { explore } from '../../../../electron/engine/explore/explore.ts';
import { memoryModels, type MemoryModel } from '../../../../shared/dialect/memory-model.ts';
import type { Verdict } from '../../../../shared/explore/verdict.ts';

async function verdictOf(text: string, { memory = 'sc', ...more }: { memory?: MemoryModel; liveness?: boolean; limitMs?: number; signal?: AbortSignal } = {}): Promise<Verdict> {
  const { checked, verdict } = await explore(
    { memory, scenario: { path: 'scenarios/test.scenario.ts', text: `scenario({ title: 'test', protocol: 'none' });\n${text}` } },
    { maxStates: 200_000, objects: 4, limitMs: 300_000, liveness: true, signal: new AbortController().signal, onProgress: () => {}, ...more },
  );
  expect(checked.diagnostics).toEqual([]);
  return verdict!;
}

const trail = ({ steps }: NonNullable<Verdict['violation']>, from = 0): string[] => steps.slice(from).map((s) => `${s.name} ${s.text.replace(/ in [^:]* \(.*\)$/, '')}`);

/** Each wants to be alone, and withdraws when it is not: for ever, if they keep step. */
const POLITE = `
let a: int; let b: int;
thread('a', () => { for (;;) { a = 1; if (b === 0) break; a = 0; } a = 0; });
thread('b', () => { for (;;) { b = 1; if (a === 0) break; b = 0; } b = 0; });`;

/** One word: how many readers there are, or -1 for a writer. A writer that waits leaves no trace in it. */
const READERS = (bar: string): string => `
let count: int; let waiting: int;
function enter(): boolean {
  ${bar}
  for (;;) {
    const seen = READ_ONCE(count);
    if (seen < 0) return false;
    if (cmpxchg(count, seen, seen + 1) === seen) return true;
  }
}
function leave(): void { for (;;) { const seen = READ_ONCE(count); if (cmpxchg(count, seen, seen - 1) === seen) return; } }
thread('reader', { instances: 2, repeat: FOREVER }, () => { if (enter()) leave(); });
thread('writer', () => {
  WRITE_ONCE(waiting, 1);
  while (cmpxchg(count, 0, -1) !== 0) wait_until(() => READ_ONCE(count) === 0);
  WRITE_ONCE(count, 0);
  WRITE_ONCE(waiting, 0);
});`;

describe('a schedule that goes round for ever', () => {
  it('is a livelock where each undoes what the other has done', async () => {
    const v = await verdictOf(POLITE);
    expect(v).toMatchObject({ outcome: 'violated', violation: { kind: 'starvation', property: null, shortest: false }, covers: { fairness: 'weak', reductions: ['one order of independent steps taken (sleep sets)'] } });
    const { cycle, steps, message } = v.violation!;
    expect(message).toMatch(/^livelock, even under strong fairness: a never ends: again and again it reads b: 1 in .*; b never ends: /);
    // Both have to go, and both come back to where they were: three accesses each.
    expect(steps.length - cycle!).toBe(6);
    expect(trail(v.violation!, cycle!).toSorted()).toEqual(['a reads b: 1', 'a writes a: 0 → 1', 'a writes a: 1 → 0', 'b reads a: 1', 'b writes b: 0 → 1', 'b writes b: 1 → 0'].toSorted());
    expect(v.violation!.passing).not.toBe(null);
  });

  it('is a livelock where two threads change a word back, each for itself', async () => {
    const v = await verdictOf(`
      let x: int;
      thread('up', () => { do cmpxchg(x, 0, 1); while (READ_ONCE(x) !== 1); });
      thread('down', () => { do cmpxchg(x, 1, 0); while (READ_ONCE(x) !== 0); });`);
    expect(v.violation!.message).toMatch(/^livelock, even under strong fairness: up never ends: .*; down never ends: /);
    expect(v.violation!.steps.length - v.violation!.cycle!).toBe(4);
  });

  it('is not looked for unless asked for', async () => {
    expect(await verdictOf(POLITE, { liveness: false })).toMatchObject({ outcome: 'verified', violation: null, covers: { fairness: null } });
  });

  it('starves a writer where readers come and go by turns', async () => {
    const v = await verdictOf(READERS(''));
    const { violation } = v;
    expect(v).toMatchObject({ outcome: 'violated', violation: { kind: 'starvation' } });
    expect(v.covers.threads).toEqual([{ name: 'reader/0', repeat: null }, { name: 'reader/1', repeat: null }, { name: 'writer', repeat: 1 }]);
    expect(violation!.message).toMatch(/^starvation, even under strong fairness: writer never ends: /);
    expect(new Set(violation!.steps.slice(violation!.cycle!).map((s) => s.name))).toEqual(new Set(['reader/0', 'reader/1', 'writer']));
    const { passing, steps } = violation!;
    expect(passing!.steps.slice(0, passing!.common)).toEqual(steps.slice(0, passing!.common));
    expect(passing!.steps.at(-1)!.name).toBe('writer');
  });

  it('cannot starve one that bars readers while it waits', async () => {
    const v = await verdictOf(READERS('if (READ_ONCE(waiting) !== 0) return false;'));
    expect([v.outcome, v.reason, v.unexpanded, v.covers.fairness]).toEqual(['verified', null, 0, 'weak']);
    expect(v.covers.assumed).toEqual(['no allocation fails', 'no signal arrives', 'threads that run for ever: what comes after all have ended is not looked at']);
  });
});

describe('fairness', () => {
  const SPIN = (rest: string): string => `let x: int; thread('spin', () => { while (READ_ONCE(x) === 0) cpu_relax(); }); ${rest}`;

  it('lets a spin loop end that waits for what another thread does', async () => {
    expect(await verdictOf(SPIN(`thread('set', () => { x = 1; });`))).toMatchObject({ outcome: 'verified' });
  });

  it.each(memoryModels)('lets it in %s, too, as stores come to be known', async (memory) => {
    const set = `let f: int; let c: Embedded<atomic_t>; thread('set', () => { WRITE_ONCE(f, 1); atomic_set(c, 1); });`;
    expect(await verdictOf(`${set} thread('spin', () => { while (READ_ONCE(f) === 0) cpu_relax(); });`, { memory })).toMatchObject({ outcome: 'verified' });
    expect(await verdictOf(`${set} thread('spin', () => { while (atomic_cmpxchg_relaxed(c, 1, 0) !== 1) cpu_relax(); });`, { memory })).toMatchObject({ outcome: 'verified' });
    expect(await verdictOf(SPIN(`let y: int; thread('other', () => { y = 1; });`), { memory })).toMatchObject({ outcome: 'violated', violation: { kind: 'starvation' } });
  });

  it('does not where nobody does it', async () => {
    const v = await verdictOf(SPIN(`let y: int; thread('other', () => { y = 1; });`));
    expect(v.violation).toMatchObject({ kind: 'starvation', cycle: 1 });
    expect(v.violation!.message).toMatch(/^livelock, even under strong fairness: spin never ends: again and again it reads x: 0 in thread spin/);
    expect(trail(v.violation!)).toEqual(['other writes y: 0 → 1', 'spin reads x: 0']);
  });

  it('is asked of threads that run for ever, and of the kernel\'s', async () => {
    for (const kind of [`thread('other', { repeat: FOREVER },`, `kthread('other',`]) {
      expect(await verdictOf(SPIN(`${kind} () => { x = 1; });`))).toMatchObject({ outcome: 'verified' });
      expect(await verdictOf(SPIN(`let y: int; ${kind} () => { y = 1; });`))).toMatchObject({ violation: { kind: 'starvation' } });
    }
  });

  it('is weak: a lock that is free now and then may be missed for ever', async () => {
    const v = await verdictOf(`
      let l: int; let n: int;
      function lock(): void { do spin_until(() => l === 0); while (cmpxchg_acquire(l, 0, 1) !== 0); }
      thread('greedy', { repeat: FOREVER }, () => { lock(); smp_store_release(l, 0); });
      thread('modest', () => { lock(); smp_store_release(l, 0); });`);
    expect(v.violation!.message).toMatch(/^starvation, even under strong fairness: modest never ends: again and again it tries to change l from 0, but it is 1/);
  });

  it('is told to be no more than weak where a thread that can go now and then would end', async () => {
    const v = await verdictOf(`
      let x: int;
      thread('blink', { repeat: FOREVER }, () => { x = 1; x = 0; });
      thread('sees', () => { wait_until(() => x === 1); });`);
    expect(v.violation!.message).toBe('starvation: sees never ends: it waits while x is 0, and whenever it could go, others do');
    expect(trail(v.violation!)).toEqual(['blink writes x: 0 → 1', 'blink writes x: 1 → 0']);
    expect(v.violation!.cycle).toBe(0);
  });

  it('is told to be strong also where fewer switches would let a thread go on that never could', async () => {
    const v = await verdictOf(`
      let x: int; let y: int;
      thread('a', { repeat: FOREVER }, () => { x = 1; x = 2; x = 0; });
      thread('b', { repeat: FOREVER }, () => { y = 1; y = 2; y = 0; });
      thread('w', () => { wait_until(() => x === 2 && y === 0); });`);
    expect(v.violation!.message).toMatch(/^starvation, even under strong fairness: w never ends: it waits .*, all the way round$/);
  });

  it('tells each value that what a thread waits for has on the way round', async () => {
    const through = async (...values: number[]): Promise<string> => (await verdictOf(`
      let x: int = ${values.at(-1)};
      thread('goes round', { repeat: FOREVER }, () => { ${values.map((value) => `x = ${value};`).join(' ')} });
      thread('sees', () => { wait_until(() => x === 0); });`)).violation!.message;
    expect(await through(2, 1)).toMatch(/sees never ends: it waits while x is (1 or 2|2 or 1) \(goes round\), all the way round$/);
    expect(await through(1, 2, 3, 4, 5)).toMatch(/sees never ends: it waits while x is \d, \d, \d or others \(goes round\), all the way round$/);
  });

  it('makes time go on, but lets choices fall the same way for ever', async () => {
    const waits = (until: string): string => `let x: int; thread('t', () => { const d = deadline_after_us(5); while (!(${until})) x = 1; });`;
    const timely = await verdictOf(waits('deadline_passed(d)'));
    expect([timely.outcome, timely.covers.assumed]).toEqual(['verified', ['no allocation fails', 'no signal arrives', 'time goes on: a thread that looks at deadlines without end finds one passed']]);
    expect(await verdictOf(waits('pick(2) === 1'))).toMatchObject({ violation: { kind: 'starvation' } });
    // In an atomic block, too, beside other choices.
    const within = (until: string): string => `let x: int; let y: int; thread('t', () => { for (let go = true; go; ) atomic(() => { y = pick(2); if (${until}) go = false; }); });`;
    expect((await verdictOf(within('deadline_passed(deadline_after_us(5))'))).outcome).toBe('verified');
    expect((await verdictOf(within('deadline_passed(deadline_after_us(5)) && x === 1'))).violation!.message).toContain('t never ends');
    // The deadline passes, but that does not help.
    const v = await verdictOf(`let x: int; thread('t', () => { const d = deadline_after_us(5); for (;;) { if (deadline_passed(d)) { x = 1; x = 0; } } });`);
    const { steps, cycle } = v.violation!;
    expect(steps.slice(cycle!).map((s) => s.choice)).toContain(1);
  });
});

describe('threads that run for ever', () => {
  it('need not end, but may not all be stuck', async () => {
    expect(await verdictOf(`let x: int; thread('t', { repeat: FOREVER }, () => { x = 1 - x; });`, { liveness: false })).toMatchObject({ outcome: 'verified' });
    expect(await verdictOf(`let x: int; thread('t', { repeat: FOREVER }, () => { x = 1 - x; });`)).toMatchObject({ outcome: 'verified' });
    expect(await verdictOf(`let x: int; thread('t', { repeat: FOREVER }, () => { wait_until(() => x === 1); });`)).toMatchObject({ violation: { kind: 'deadlock' } });
    expect(await verdictOf(`let x: int; kthread('k', () => { wait_until(() => x === 1); }); thread('t', () => { x = 2; });`)).toMatchObject({ outcome: 'verified' });
  });

  it('put off what comes after all have ended', async () => {
    const text = (repeat: string): string => `let x: int; thread('t', { repeat: ${repeat} }, () => { x = 1 - x; }); teardown(() => { assert(false, 'torn down'); });`;
    expect(await verdictOf(text('FOREVER'))).toMatchObject({ outcome: 'verified' });
    expect(await verdictOf(text('3'))).toMatchObject({ violation: { kind: 'assertion' } });
  });
});

describe('what is violated', () => {
  it('is found before any round is', async () => {
    expect(await verdictOf(`${POLITE} always('not both', () => a === 0 || b === 0);`)).toMatchObject({ violation: { kind: 'condition' } });
  });

  it('has the name that the program gives it, where a thread is all the time inside the function', async () => {
    const text = (starved: string): string => `property('P', 'p', 'P.'); starvation('P', ${starved}); let x: int;
      function inner(): void { while (READ_ONCE(x) === 0) cpu_relax(); }
      function outer(): void { x = 0; inner(); }
      function other(): void { x = 0; }
      thread('t', () => { other(); outer(); });`;
    expect((await verdictOf(text('inner'))).violation).toMatchObject({ kind: 'starvation', property: 'P' });
    expect((await verdictOf(text('outer'))).violation).toMatchObject({ kind: 'starvation', property: 'P' });
    expect((await verdictOf(text('other'))).violation).toMatchObject({ kind: 'starvation', property: null });
  });
});

describe('limits', () => {
  /** Few hundred thousand states, none of them wrong. */
  const LARGE = `let a: int; let b: int; let c: int;
    thread('a', { repeat: 40 }, () => { a++; }); thread('b', { repeat: 40 }, () => { b++; }); thread('c', { repeat: 40 }, () => { c++; });`;

  it('end the search for rounds, too', async () => {
    let calls = 0;
    const stop = new AbortController();
    const { checked, verdict } = await explore(
      { scenario: { path: 'scenarios/test.scenario.ts', text: `scenario({ title: 'test', protocol: 'none' });\n${LARGE}` } },
      {
        maxStates: 1_000_000, objects: 4, limitMs: 300_000, liveness: true, signal: stop.signal,
        // All states are stored, and now they are looked at again.
        onProgress: ({ states, unexpanded }) => {
          if (states > 500_000 && unexpanded < states && unexpanded > states / 2 && ++calls > 2) stop.abort();
        },
      },
    );
    expect(checked.diagnostics).toEqual([]);
    expect(verdict!.outcome).toBe('inconclusive');
    expect(verdict!.reason).toMatch(/^it was stopped; in all 5\d\d,\d\d\d states nothing is violated, but not all cycles among them were looked at$/);
    expect(verdict!.unexpanded).toBeGreaterThan(0);
  });
});
