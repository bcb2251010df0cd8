/** What is told of a step, and whether it can be taken, against what the compiled step does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SearchFailure } from '../../../../electron/engine/explore/failure.ts';
import { nextStep } from '../../../../electron/engine/replay/evaluation.ts';
import { StepRun } from '../../../../electron/engine/replay/step-run.ts';
import { DEADLOCK, OBJECTS, programOf, replayImage, USE_AFTER_FREE } from './small.ts';

/** Addresses at which threads keep nothing of their own, nor observers anything. */
function sharedWords(run: StepRun): number[] {
  const { layout, program } = run.image;
  const globals = program.globals.filter(({ name }) => !name.startsWith('ghost_')).flatMap(({ name, size }) => Array.from({ length: size / 4 }, (_, i) => layout.globals[name]! + i * 4));
  const objects = layout.pools.flatMap((p) => Array.from({ length: (p.count * p.stride) / 4 }, (_, i) => p.base + i * 4).filter((at) => layout.headers[at >> 2]! > 1));
  return [...globals, ...objects];
}

/** Takes steps as `picks` says, and compares each with what was told before. Answers the kinds of steps that were seen. */
function walk(run: StepRun, picks: readonly number[]): Set<string> {
  const words = sharedWords(run);
  const seen = new Set<string>();
  for (const pick of picks) {
    const enabled = run.enabled();
    for (const t of run.threads) if (!run.ended(t) && run.sleepsOn(t) === 0) expect(nextStep(run, t, 0).kind === 'wait' || enabled.includes(t)).toBe(true);
    if (enabled.length === 0) break;
    const thread = enabled[pick % enabled.length]!;
    const next = nextStep(run, thread, 0);
    const told = new Map<number, number>();
    for (const t of next.touches) if (t.after !== t.before) told.set(t.address, t.after);
    const before = words.map((at) => run.word(at));
    try {
      run.step({ thread, choice: 0 });
    } catch (error) {
      expect(error).toBeInstanceOf(SearchFailure);
      break;
    }
    seen.add(next.kind);
    for (const t of next.touches) seen.add(t.op);
    if (next.kind === 'free' || next.partial) continue;
    const changed = new Map(words.flatMap((at, i) => (run.word(at) === before[i] ? [] : [[at, run.word(at)] as const])));
    expect(changed).toEqual(new Map([...told].filter(([at]) => words.includes(at))));
  }
  return seen;
}

describe.each([
  ['locks', DEADLOCK, 'none', ['cmpxchg', 'store', 'wait']],
  ['objects', USE_AFTER_FREE, 'none', ['load', 'store', 'free']],
  ['atomic blocks', `let x: int; let y: int; function twice(n: int): int { return n + n; }
    thread('t', { instances: 2, repeat: 2 }, () => { atomic(() => { for (let i = 0; i < 3; i++) x = twice(x) + i; if (x > 9) y = x; }); y = x; });`, 'none', ['atomic', 'load', 'store']],
  ['everything at once', `let x: int; let c: Embedded<atomic_t>; interface thing { n: int; } let p: thing;
    thread('a', { repeat: 3 }, () => { atomic_add(3, c); futex_wait(x, 0); x = pick(3); p = alloc<thing>(); p.n = this_thread(); });
    thread('b', { repeat: 3 }, () => { WRITE_ONCE(x, 1); futex_wake(x, 1); xchg(x, 0); wait_until(() => atomic_read(c) > 2); });`, 'none', ['rmw', 'futexWait', 'futexWake', 'pick', 'alloc', 'wait', 'awake']],
  ['what comes at the end', `let x: int; let y: int; function twice(n: int): int { ${'n = n * 3 + 1; '.repeat(40)} x = n; return n; }
    thread('t', { instances: 2 }, () => { x = pick(2); });
    teardown(() => { const n = twice(5); y = n; });`, 'none', ['pick', 'store']],
  ['what comes at the end and does nothing', `let x: int; thread('t', { instances: 2 }, () => { x = 1; }); teardown(() => {});`, 'none', ['store', 'last']],
  ['the kernel', `let mm: mm_struct;
    setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
    thread('fault', () => { page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
    thread('munmap', () => { munmap(mm, 0x1000, 0x1000); });`, 'v1-rwsem-rcu', ['load', 'store', 'rmw', 'cmpxchg', 'wait', 'free']],
])('%s', (_, text, protocol, kinds) => {
  it('are told as they are done, on whatever schedule', () => {
    // What properties note for themselves is nothing that a step does.
    const run = new StepRun(replayImage(programOf(text, protocol === 'none' ? {} : { VMA_FREE_BATCH: 0 }, protocol), { ...OBJECTS, properties: [] }));
    run.boot();
    const first = run.save();
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(fc.nat(11), { minLength: 500, maxLength: 500 }), (picks) => {
        run.restore(first);
        for (const kind of walk(run, picks)) seen.add(kind);
      }),
      { numRuns: 12 },
    );
    expect([...seen]).toEqual(expect.arrayContaining(kinds));
  });
});

it('a state comes back as it was saved, and the same steps lead to the same states', () => {
  const run = new StepRun(replayImage(programOf(USE_AFTER_FREE), OBJECTS));
  run.boot();
  const first = run.save();
  run.step({ thread: 1, choice: 0 });
  const second = run.save();
  expect(run.is(second)).toBe(true);
  expect(run.is(first)).toBe(false);
  run.restore(first);
  expect(run.is(first)).toBe(true);
  run.step({ thread: 1, choice: 0 });
  expect(run.is(second)).toBe(true);
});

it('a blocked thread is left where it was', () => {
  const run = new StepRun(replayImage(programOf(`let x: int; thread('t', () => { wait_until(() => x === 1); }); thread('u', () => { x = 1; });`), OBJECTS));
  run.boot();
  const first = run.save();
  expect(run.enabled()).toEqual([2]);
  expect(run.step({ thread: 1, choice: 0 })).toBe(false);
  expect(run.is(first)).toBe(true);
  expect(nextStep(run, 1, 0)).toMatchObject({ kind: 'wait', touches: [{ op: 'load', before: 0 }] });
  run.step({ thread: 2, choice: 0 });
  expect(run.enabled()).toEqual([1]);
});
