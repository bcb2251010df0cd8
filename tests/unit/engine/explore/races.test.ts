/** What three real threads and more leave behind, with choices, sleep, a thread of the kernel and RCU, is what exploring says that they can leave. */
import { expect, test } from 'vitest';
import { counterOf, imageOf as liveImageOf, start } from '../live/play.ts';
import type { Program } from '../../../../shared/dialect/ir.ts';
import { compileProgram, imageOf, part, searchOf } from './programs.ts';

interface Race {
  name: string;
  /** What each thread does in round `i`, with the round's words `x`, `y`, `r`, `s`, `t` and its `lock`. */
  threads: string[];
  /** A number below 32. */
  outcome: string;
  /** By thought alone. */
  possible: number[];
  /** With the kernel. */
  kernel?: true;
}

const OUTCOMES = 32;
const RACES: Race[] = [
  { name: 'sums without a lock', outcome: 'x[i]', possible: [1, 2, 3], threads: ['x[i]++;', 'x[i]++;', 'x[i]++;'] },
  {
    name: 'who comes when', outcome: 'r[i] * 9 + s[i] * 3 + t[i]', possible: [5, 7, 11, 15, 19, 21],
    threads: ['r[i] = atomic_fetch_add(1, c[i]);', 's[i] = atomic_fetch_add(1, c[i]);', 't[i] = atomic_fetch_add(1, c[i]);'],
  },
  { name: 'a choice by each', outcome: 'atomic_read(c[i])', possible: [0, 1, 2, 3, 4, 5, 6], threads: ['atomic_add(pick(3), c[i]);', 'atomic_add(pick(3), c[i]);', 'atomic_add(pick(3), c[i]);'] },
  {
    name: 'under a lock', outcome: 'x[i]', possible: [5, 7, 9, 15, 25, 27],
    threads: ['lock(i); x[i] = x[i] * 2 + 1; unlock(i);', 'lock(i); x[i] = x[i] * 3; unlock(i);', 'lock(i); x[i] = x[i] + 4; unlock(i);'],
  },
  {
    name: 'blocks, one of which waits', outcome: 'x[i]', possible: [5, 7, 15],
    threads: ['atomic(() => { x[i] = x[i] * 2 + 1; });', 'atomic(() => { x[i] = x[i] * 3; });', 'atomic_when(() => x[i] > 0, () => { x[i] = x[i] + 4; });'],
  },
  {
    name: 'one waits for what two bring', outcome: 'r[i] * 4 + x[i]', possible: [6, 9, 12],
    threads: ['wait_until(() => READ_ONCE(x[i]) !== 0); r[i] = xchg(x[i], 0);', 'atomic(() => { x[i] = x[i] + 1; });', 'atomic(() => { x[i] = x[i] + 2; });'],
  },
  {
    name: 'two sleepers, woken one by one or in vain', outcome: 'r[i] * 3 + s[i]', possible: [5, 7],
    threads: [
      'while (READ_ONCE(x[i]) === 0) futex_wait(x[i], 0); r[i] = atomic_fetch_add(1, c[i]);', 'while (READ_ONCE(x[i]) === 0) futex_wait(x[i], 0); s[i] = atomic_fetch_add(1, c[i]);',
      'atomic_inc(c[i]); xchg(x[i], 1); futex_wake(x[i], 1); futex_wake(x[i], 1);', 'if (pick(2) === 1) futex_wake(x[i], 2);',
    ],
  },
  { name: 'a stack of objects', outcome: 'r[i] * 4 + s[i]', possible: [6, 9], threads: ['push(i, 1); r[i] = pop(i);', 'push(i, 2); s[i] = pop(i);', 'lock(i); y[i]++; unlock(i);'] },
  {
    name: 'a thread of the kernel works', outcome: 'r[i] * 4 + s[i]', possible: [9, 10, 11],
    threads: ['xchg(y[i], 1); atomic_or(2, c[i]); xchg(posted, i); wait_until(() => READ_ONCE(x[i]) !== 0);', 'if (pick(2) === 1) xchg(y[i], 2);', 'if (pick(2) === 1) xchg(y[i], 3);'],
  },
  {
    name: 'a grace period', kernel: true, outcome: 'r[i] * 4 + s[i] * 2 + t[i]', possible: [0, 1, 4, 5, 6, 7],
    threads: [
      'rcu_read_lock(); r[i] = READ_ONCE(x[i]); s[i] = READ_ONCE(y[i]); rcu_read_unlock();', 'xchg(x[i], 1); synchronize_rcu(); WRITE_ONCE(y[i], 1);',
      'rcu_read_lock(); t[i] = READ_ONCE(y[i]); rcu_read_unlock();',
    ],
  },
  {
    name: 'a semaphore that one only tries', kernel: true, outcome: 'r[i] * 4 + s[i] * 2 + t[i]', possible: [0, 1, 4, 5, 6, 7],
    threads: ['down_write(sem); x[i]++; up_write(sem);', 'if (down_read_trylock(sem)) { r[i] = 1; s[i] = x[i]; up_read(sem); }', 'down_read(sem); t[i] = x[i]; up_read(sem);'],
  },
];

const WORDS = ['x', 'y', 'r', 's', 't'];

function common(isKernel: boolean, rounds: number): string {
  return `scenario({ title: 'races', ${isKernel ? 'config: { RWSEM_SPIN_ON_OWNER: false }' : "protocol: 'none'"} });
    const ROUNDS = ${rounds};
    interface item { next: item; value: int; }
    ${WORDS.map((w) => `let ${w}: ArrayOf<int, typeof ROUNDS>;`).join(' ')} let l: ArrayOf<int, typeof ROUNDS>; let c: ArrayOf<Embedded<atomic_t>, typeof ROUNDS>;
    let top: ArrayOf<item, typeof ROUNDS>; let posted: int = -1; let ended: Embedded<atomic_t>;
    function lock(i: int): void { spin_cmpxchg_acquire(l[i], 0, 1); }
    function unlock(i: int): void { smp_store_release(l[i], 0); }
    function push(i: int, value: int): void { const n = alloc<item>(); n.value = value; lock(i); n.next = top[i]; top[i] = n; unlock(i); }
    function pop(i: int): int { lock(i); const n = top[i]; if (n !== NULL) top[i] = n.next; unlock(i); if (n === NULL) return 0; const v = n.value; free(n); return v; }
    ${isKernel ? 'let sem: Embedded<rw_semaphore>; setup(() => { init_rwsem(sem); });' : `kthread('worker', () => {
      wait_until(() => READ_ONCE(posted) >= 0);
      const i = xchg(posted, -1); r[i] = atomic_read(c[i]); s[i] = READ_ONCE(y[i]); xchg(x[i], 1);
    });`}`;
}

/** One round of each race. */
function exploredText(isKernel: boolean, races: Race[]): string {
  return `${common(isKernel, 1)}\n${races.map(({ name, threads, outcome }) => `
    ${threads.map((body, n) => `thread('${name} ${n}', () => { const i = 0; ${body} atomic_inc(ended); });`).join('\n')}
    ${Array.from({ length: OUTCOMES }, (_, n) => `sometimes('${name} ${n}', () => atomic_read(ended) === ${threads.length} && ${outcome.replaceAll('[i]', '[0]')} === ${n});`).join('\n')}`).join('\n')}`;
}

/** One race after the other. Each round has places of its own; the threads meet before and after the rounds of a batch, and the first one then counts. */
function liveText(isKernel: boolean, races: Race[], batches: number, rounds: number): string {
  const count = ({ outcome }: Race, race: number): string => `for (let i = 0; i < ROUNDS; i++) {
    switch (${outcome}) { ${Array.from({ length: OUTCOMES }, (_, n) => `case ${n}: count_event('${race}_${n}'); break;`).join(' ')} }
    ${WORDS.map((w) => `${w}[i] = 0;`).join(' ')} atomic_set(c[i], 0); }`;
  const most = Math.max(...races.map(({ threads }) => threads.length));
  return `${common(isKernel, rounds)}
    function meet(all: int): void { atomic_fetch_add(1, ended); spin_until(() => atomic_read_acquire(ended) >= all); }
    ${Array.from({ length: most }, (_, t) => `thread('t${t}', () => { let met = 0; ${races.map((race, r) => `for (let batch = 0; batch < ${batches}; batch++) {
      met += ${most}; meet(met);
      ${race.threads[t] === undefined ? '' : `for (let i = 0; i < ROUNDS; i++) { ${race.threads[t]} }`}
      met += ${most}; meet(met);
      ${t === 0 ? count(race, r) : ''}
    }`).join('\n')} });`).join('\n')}`;
}

/** The kernel's threads belong to each race. */
function raceOf(program: Program, { name }: Race): Program {
  const threads = program.threads.map((t) => (t.kind === 'kthread' ? { ...t, name: `${name} ${t.name}` } : t));
  return part({ ...program, threads }, name);
}

test.each([['without the kernel', false], ['with RCU and a semaphore', true]] as const)('%s', { timeout: 120_000 }, async (_, isKernel) => {
  const races = RACES.filter(({ kernel }) => (kernel === true) === isKernel);
  const program = compileProgram(exploredText(isKernel, races));
  for (const race of races) {
    const { outcome, found, sometimes } = await searchOf(imageOf(raceOf(program, race), 200_000));
    expect([outcome, found?.message], race.name).toEqual(['verified', undefined]);
    expect(sometimes.flatMap(({ seen }, n) => (seen ? [n] : [])), race.name).toEqual(race.possible);
  }

  const [batches, rounds] = [20, 100];
  const text = liveText(isKernel, races, batches, rounds);
  const { outcome, final, diagnoses } = await start(text, { iterations: 1, live: { checks: 'quarantine' } }).result;
  expect([outcome, diagnoses]).toEqual(['ok', []]);
  const image = liveImageOf(text);
  races.forEach(({ name, possible }, race) => {
    const seen = Array.from({ length: OUTCOMES }, (_unused, n) => counterOf(image, final, `${race}_${n}`));
    expect(possible, name).toEqual(expect.arrayContaining(seen.flatMap((times, n) => (times > 0 ? [n] : []))));
    expect(seen.reduce((a, b) => a + b), name).toBe(batches * rounds);
  });
});
