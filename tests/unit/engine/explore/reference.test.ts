import { readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import { expectAgreement } from './agree.ts';
import { compileProgram } from './programs.ts';

const protocol = readFileSync(new URL('../../../bench/scenarios/protocol.scenario.ts', import.meta.url), 'utf8');

describe('the search and the reference search find the same', () => {
  test.each([
    ['a counter', `let x: int; thread('t', { instances: 3, repeat: 2 }, () => { x = x + 1; });`],
    ['choices', `let x: int; thread('t', { instances: 2 }, () => { x = pick(3); if (x === 1) x = pick(2); });`],
    ['sleepers', `let f: int; thread('sleep', { instances: 2 }, () => { while (READ_ONCE(f) === 0) futex_wait(f, 0); }); thread('wake', () => { f = 1; futex_wake(f, 1); futex_wake(f, 1); });`],
    ['a lost wake-up', `let f: int; thread('sleep', { instances: 2 }, () => { futex_wait(f, 0); }); thread('wake', () => { f = 1; futex_wake(f, 1); });`],
    ['a lock that is taken', `let l: int; let x: int; let y: int; thread('t', { instances: 2, repeat: 2 }, () => { spin_cmpxchg_acquire(l, 0, 1); x++; y = x; smp_store_release(l, 0); });`],
    ['a lock that is not given back', `let l: int; thread('t', { instances: 2 }, () => { spin_cmpxchg_acquire(l, 0, 1); });`],
    ['blocks with a condition', `let full: int; let x: int; let y: int;
      thread('put', { repeat: 2 }, () => { atomic_when(() => full === 0, () => { full = 1; x++; }); });
      thread('get', { repeat: 2 }, () => { atomic_when(() => full === 1, () => { full = 0; y = x; }); });`],
    ['sleepers on two places', `let f: int; let g: int; thread('a', () => { while (READ_ONCE(f) === 0) futex_wait(f, 0); g = 1; futex_wake(g, 1); });
      thread('b', () => { f = 1; futex_wake(f, 1); while (READ_ONCE(g) === 0) futex_wait(g, 0); });`],
    ['objects', `interface node { next: node; value: int; } let p: node; thread('t', { instances: 2, repeat: 2 }, () => { const n = alloc<node>(); n.value = 1; const o = xchg(p, n); if (o !== NULL) free(o); });`],
    ['a use after free', `interface node { value: int; } let p: node; setup(() => { p = alloc<node>(); }); thread('r', () => { const n = p; if (n !== NULL) n.value = 1; }); thread('w', () => { const n = p; p = NULL; free(n); });`],
    ['an object that is given up for another at once', `interface node { value: int; } let p: node; setup(() => { p = alloc<node>(); });
      thread('t', { instances: 2, repeat: 2 }, () => { atomic(() => { const n = xchg(p, NULL); if (n !== NULL) free(n); const m = alloc<node>(); m.value = 1; p = m; }); });`],
    ['an object that is used after another took its turn', `interface node { value: int; } let p: node; setup(() => { p = alloc<node>(); });
      thread('t', () => { atomic(() => { const n = p; free(n); const m = alloc<node>(); n.value = 1; p = m; }); });`],
    ['a condition that is a large function', `let x: int; let y: int;
      function large(): boolean { let s = x; ${'s = s * 3 + 1; s = s ^ 5; '.repeat(12)} return s * 0 + x === 1 && y === 1; }
      thread('a', () => { wait_until(() => large()); x = 2; wait_until(() => large()); }); thread('b', () => { x = 1; y = 1; wait_until(() => x === 2); x = 1; });`],
  ])('%s', async (_, text) => {
    await expectAgreement(compileProgram(text));
  });

  test.each([[1, 1, 1], [2, 1, 1], [1, 2, 1]])('the protocol alone, with %i readers, %i writers, %i bystanders', async (READERS, WRITERS, BYSTANDERS) => {
    await expectAgreement(compileProgram(protocol, { READERS, WRITERS, BYSTANDERS }));
  });

  test('the protocol without its late check', async () => {
    await expectAgreement(compileProgram(protocol, { LATE_CHECK: false }));
  });

  test('a semaphore of the kernel', async () => {
    await expectAgreement(compileProgram(`scenario({ title: 'rwsem', config: { RWSEM_SPIN_ON_OWNER: false, NR_TASKS: 4 } });
      let sem: Embedded<rw_semaphore>; let inside: int;
      setup(() => { init_rwsem(sem); });
      thread('writer', () => { down_write(sem); assert(inside === 0, 'alone'); inside = 1; inside = 0; up_write(sem); });
      thread('reader', () => { down_read(sem); assert(inside === 0, 'no writer'); up_read(sem); });`), { states: 200_000 });
  });

  test.each([
    ['a first state that is wrong', `let x: int; thread('t', () => { x = 1; }); always('one', () => x === 1);`],
    ['two choices in one step', `let x: int; thread('t', () => { atomic(() => { x = pick(2) * 10 + pick(3); }); }); always('in range', () => x % 10 < 3 && x < 13);`],
    ['an assertion in an atomic block, some steps away', `let x: int; thread('t', () => { x = 1; x = 2; atomic(() => { assert(x === 1); }); });`],
    ['a condition that reads what is freed', `interface node { value: int; } let p: node; let x: int; setup(() => { p = alloc<node>(); }); thread('t', () => { x = 1; free(p); }); always('zero', () => p.value === 0);`],
    ['division by zero', `let x: int; let y: int; thread('t', () => { x = 1 / y; });`],
  ])('%s', async (_, text) => {
    await expectAgreement(compileProgram(text));
  });
});
