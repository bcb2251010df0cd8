/** What is told of a step where memory is not sequentially consistent, against what the compiled step does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkForSearch } from '../../../../electron/engine/explore/program.ts';
import { nextStep } from '../../../../electron/engine/replay/evaluation.ts';
import { Replay } from '../../../../electron/engine/replay/replay.ts';
import { StepRun } from '../../../../electron/engine/replay/step-run.ts';
import type { MemoryModel } from '../../../../shared/dialect/memory-model.ts';
import type { Program } from '../../../../shared/dialect/ir.ts';
import type { Action, Step } from '../../../../shared/explore/verdict.ts';
import { replayImage } from './small.ts';

function programOf(memory: MemoryModel, text: string): Program {
  const { program, diagnostics } = checkForSearch({ memory, scenario: { path: 'my.scenario.ts', text: `scenario({ title: 'test', protocol: 'none' });\n${text}` } });
  if (!program) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return program;
}

/** Every way that memory is accessed; what a thread has found it puts where only it looks. */
const EVERYTHING = `let x: int; let y: int; let n: Embedded<atomic_t>; let p: int; let q: int; let r: int;
  thread('p', { repeat: 3 }, () => {
    WRITE_ONCE(x, READ_ONCE(x) + 1); p = READ_ONCE(y); smp_store_release(y, p + 2); p = smp_load_acquire(x); p = atomic_fetch_add_relaxed(3, n); p = READ_ONCE(x);
  });
  thread('q', { repeat: 3 }, () => {
    q = smp_load_acquire(y); WRITE_ONCE(x, q + 5); smp_wmb(); WRITE_ONCE(y, q + 7); q = READ_ONCE(x); smp_rmb(); q = atomic_cmpxchg_acquire(n, 3, 9); q = xchg(x, 11); smp_mb(); q = READ_ONCE(y);
  });
  thread('r', { repeat: 2 }, () => { r = READ_ONCE(y); r = READ_ONCE(x); atomic(() => { x = x + y; atomic_add(2, n); WRITE_ONCE(y, x + 1); }); wait_until(() => READ_ONCE(x) !== 4); r = atomic_read(n); });`;

describe.each(['tso', 'lkmm-ra'] as const)('%s', (memory) => {
  it('loads find what is told before, and stores take effect when it is told', () => {
    const run = new StepRun(replayImage(programOf(memory, EVERYTHING), { objects: 2 }));
    run.boot();
    const first = run.save();
    const globals = ['x', 'y', 'n'].map((name) => run.image.layout.globals[name]!);
    const own = new Map(['p', 'q', 'r'].map((name) => [run.image.layout.globals[name]!, name]));
    const seen = { older: 0, behind: 0, buffered: 0 };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(11), fc.nat(3)), { minLength: 80, maxLength: 80 }), (picks) => {
        run.restore(first);
        const found = new Map<number, number>();
        for (const [pick, way] of picks) {
          const enabled = run.enabled();
          if (enabled.length === 0) break;
          const thread = enabled[pick % enabled.length]!;
          const before = run.save();
          run.step({ thread, choice: 0 });
          const choice = way % run.choices;
          run.restore(before);
          const next = nextStep(run, thread, choice);
          const words = new Map(globals.map((at) => [at, run.word(at)]));
          run.step({ thread, choice });
          for (const t of next.touches) {
            // The value that its last load has found, as the compiled code has kept it.
            if (own.has(t.address) && t.op === 'store') expect(t.after).toBe(found.get(thread));
            if (next.kind === 'access' && t.op !== 'store') found.set(thread, t.before);
            if (!t.buffered && t.behind === 0) words.set(t.address, t.after);
            if (t.behind > 0) seen[t.op === 'load' ? 'older' : 'behind']++;
            if (t.buffered) seen.buffered++;
          }
          for (const at of globals) expect(run.word(at)).toBe(words.get(at));
        }
      }),
      { numRuns: 60 },
    );
    if (memory === 'tso') expect(seen.buffered).toBeGreaterThan(0);
    else expect(Math.min(seen.older, seen.behind)).toBeGreaterThan(0);
  });
});

function told(memory: MemoryModel, text: string, schedule: readonly Action[]): Step[] {
  return new Replay(replayImage(programOf(memory, text), { objects: 2 })).tell(schedule).steps;
}

const once = (thread: number, choice = 0): Action => ({ thread, choice });

it('a store buffer is told, and whose store comes out of it', () => {
  const steps = told('tso', `let x: int; let y: int; thread('a', () => { x = 1; const seen = y; assert(seen < 2); }); thread('b', () => { y = 1; const seen = x; assert(seen < 2); });`, [once(1), once(1), once(2), once(2), once(3)]);
  expect(steps.map(({ name, text, notes = [] }) => [name, text.replace(/ in thread.*/, ''), ...notes])).toEqual([
    ['a', 'writes x: 0 → 1, into its store buffer', "in a's store buffer now: x = 1"],
    ['a', 'reads y: 0'],
    ['b', 'writes y: 0 → 1, into its store buffer', "in b's store buffer now: y = 1"],
    ['b', 'reads x: 0', "a's store buffer still holds x = 1"],
    ["a's buffer", 'lets a store of a take effect: x: 0 → 1', "in a's store buffer now: nothing"],
  ]);
  expect(steps[4]!.site).toBe(steps[0]!.site);
});

it('an older value is told with the store that it is from, and those that are missed', () => {
  const steps = told('lkmm-ra', `let x: int; let y: int; thread('a', () => { x = 1; x = 2; WRITE_ONCE(y, 1); }); thread('b', () => { assert(READ_ONCE(y) === 1); const seen = x; assert(seen < 3); x = seen + 2; });`, [once(1), once(1), once(1), once(2), once(2, 1), once(2)]);
  expect(steps.slice(4).map(({ text, notes }) => [text.replace(/ in thread.*/, ''), notes])).toEqual([
    ['reads x: 1, an older value', ['it finds the store of step 1 (a); it may miss step 2 (a), as nothing that b has read, acquired or put in order comes after that store']],
    ['writes x: 2 → 3', undefined],
  ]);
});
