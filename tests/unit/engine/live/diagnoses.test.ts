import { describe, expect, it } from 'vitest';
import { lockText } from '../../../../shared/report/wait-text';
import type { Wait } from '../../../../shared/trace/session';
import { play } from './play';

const LOCKS = `let a: Embedded<rw_semaphore>;
let b: Embedded<rw_semaphore>;
setup(() => { init_rwsem(a); init_rwsem(b); });`;

const THING = `interface thing { a: int; b: int; c: ArrayOf<int, 40>; }
let p: thing;`;

/** What a scenario does wrong, the kind of diagnosis, and what its message must say. Line 1 is `scenario(…)`. */
const FAULTS: [name: string, text: string, kind: string, says: string[]][] = [
  ['an assertion', `let n: int;\nfunction step(): void { n += 1; assert(n < 1000, 'n stays small'); }\nthread('t', () => { step(); });`, 'assertion', ['`t` fails the assertion "n stays small"', 'in step (test.scenario.ts:3)']],
  ['a condition', `let n: int; thread('t', () => { n = 1; }); always('n is zero', () => n === 0);`, 'condition', ['"n is zero" does not hold when the threads have ended']],
  ['a condition after setup', `let n: int; setup(() => { n = 1; }); thread('t', () => { n = 0; }); always('n is zero', () => n === 0);`, 'condition', ['"n is zero" does not hold after setup']],
  ['touching freed memory', `${THING}\nlet round: int;\nsetup(() => { p = alloc<thing>(); });\nthread('freer', () => { round += 1; if (round === 100) free(p); });\nthread('toucher', () => { p.b = 5; });`, 'use-after-free', ['`toucher` writes thing.b', 'freed by `freer`', 'test.scenario.ts:6']],
  ['touching what lay on a stack', `interface box { n: int; }\nlet kept: box;\nfunction fill(): void { const own = local<box>(); own.n = 1; kept = own; }\nthread('t', () => { fill(); kept.n = 2; });`, 'use-after-free', ['`t` writes box.n in thread t (test.scenario.ts:5)', '`t`, on whose stack it was, has returned from fill (test.scenario.ts:4)']],
  ['touching what a function that has returned gave the address of', `interface box { n: int; }\nfunction give(): box { const own = local<box>(); own.n = 1; return own; }\nthread('t', () => { const b = give(); b.n = 2; });`, 'use-after-free', ['`t` writes box.n in thread t (test.scenario.ts:4)', '`t`, on whose stack it was, has returned from give (test.scenario.ts:3)']],
  ['freeing what lies on a stack', `interface box { n: int; }\nthread('t', () => { const own = local<box>(); free(own); });`, 'bad-free', ['`t` frees box.n (local to thread t), which is not an allocated object, in thread t (test.scenario.ts:3)']],
  ['a wild pointer', `interface small { a: int; }\ninterface large { c: ArrayOf<int, 40>; z: int; }\nlet p: small;\nsetup(() => { p = alloc<small>(); });\nthread('t', () => { cast<large>(p).z = 1; });`, 'wild-pointer', ['`t` writes large.z', 'where no object is']],
  ['a pointer beyond all memory', `${THING}\ninterface number_holder { n: int; }\ninterface holder { t: thing; }\nlet h: Embedded<number_holder>;\nfunction poke(t: thing): void { t.b = 5; }\nsetup(() => { h.n = -4096; });\nthread('t', () => { poke(cast<holder>(h).t); });`, 'wild-pointer', ['`t` follows a pointer to beyond all memory', 'in poke (test.scenario.ts:7)']],
  ['a NULL pointer', `${THING}\nthread('t', () => { p.b = 3; });`, 'null-pointer', ['`t` writes thing.b through a NULL pointer', 'test.scenario.ts:4']],
  ['freeing twice', `${THING}\nsetup(() => { p = alloc<thing>(); });\nthread('t', () => { free(p); });`, 'bad-free', ['`t` frees thing (object at ', ') again in thread t (test.scenario.ts:5)', 'freed by `t`']],
  ['a NULL pointer to the largest struct', `interface large { c: ArrayOf<int, 262143>; z: int; }\nlet p: large;\nthread('t', () => { p.z = 1; });`, 'null-pointer', ['`t` writes large.z through a NULL pointer']],
  ['a field in the middle of a large struct, through NULL', `interface large { c: ArrayOf<int, 5000>; z: int; }\nlet p: large;\nthread('t', () => { if (p.z === 1) p.z = 2; });`, 'null-pointer', ['`t` reads large.z through a NULL pointer']],
  ['sleeping on a field of NULL', `${THING}\nthread('t', () => { futex_wait(p.b, 0); });`, 'null-pointer', ['`t` reads thing.b through a NULL pointer in thread t (test.scenario.ts:4)']],
  ['sleeping on a field of what was freed', `${THING}\nthread('t', () => { const t = alloc<thing>(); free(t); futex_wait(t.b, 0); });`, 'use-after-free', ['`t` reads thing.b', 'freed by `t`']],
  ['freeing NULL', `${THING}\nthread('t', () => { free(p); });`, 'bad-free', ['`t` frees NULL in thread t (test.scenario.ts:4)']],
  ['freeing a part that has a cache line of its own', `${THING}\ninterface whole { a: int; part: CacheAligned<thing>; }\nthread('t', () => { const x = alloc<whole>(); const y = alloc<whole>(); if (y === NULL) return; free(x.part); assert(y.a === 0); });`, 'bad-free', ['`t` frees whole.part.', 'allocated by `t`']],
  ['an index out of range', `let n: int;\nlet xs: ArrayOf<int, 8>;\nthread('t', () => { xs[n] = 1; n += 1; });`, 'bounds', ['index 8 of an array of 8', 'test.scenario.ts:4']],
  ['a division by zero', `let n: int; let m: int; thread('t', () => { m = 7 / n; });`, 'division-by-zero', ['`t` divides by zero']],
  ['a leak', `${THING}\nfunction make(): thing { return alloc<thing>(); }\nsetup(() => { make(); make(); });\nthread('t', () => { cpu_relax(); });`, 'leak', ['2 thing']],
  ['an exhausted heap', `scenario({ title: 't', heap_kb: 1024 });\ninterface thing { next: thing; }\nlet head: thing;\nthread('t', () => { const t = alloc<thing>(); assert(t !== NULL, 'there is memory'); t.next = head; head = t; });`, 'assertion', ['there is memory']],
  ['a deadlock of one', `${LOCKS}\nlet n: int;\nthread('one', () => { down_write(a); n += 1; if (n > 100) down_write(a); up_write(a); });`, 'deadlock', ['`one` sleeps and nobody can wake it', '`one` waits for a for write', 'called from test.scenario.ts:6']],
  ['a thread that hangs', `${LOCKS}\nthread('stuck', () => { down_write(a); down_write(a); });\nthread('busy', () => { cpu_relax(); });`, 'hung-thread', ['`stuck` has been waiting for a for write', 'while `busy` went on']],
  ['a wake-up of fewer than nobody', `let f: int; let woken: int;\nthread('asleep', () => { while (READ_ONCE(f) === 0) { futex_wait(f, 0); woken++; assert(woken < 100, 'nobody wakes it'); } });\nthread('busy', () => { futex_wake(f, -1); });`, 'hung-thread', ['`asleep`', 'while `busy` went on']],
  ['an endless loop', `let n: int;\nfunction forever(): void { while (n >= 0 || n < 0) n ^= 1; }\nthread('spinner', () => { forever(); });`, 'infinite-loop', ['`spinner` runs without finishing an iteration', 'in forever (test.scenario.ts:3)']],
  ['an endless loop that RCU calls', `scenario({ title: 't' });\ninterface note { rcu: Embedded<rcu_head>; n: int; }\nfunction forever(head: rcu_head): void {\n  const note = container_of<note>(head, 'rcu');\n  while (note.n >= 0 || note.n < 0) note.n ^= 1;\n}\nthread('t', () => { const p = alloc<note>(); call_rcu(p.rcu, forever); synchronize_rcu(); synchronize_rcu(); });`, 'infinite-loop', ['`rcu_gp` runs without finishing an iteration in forever (test.scenario.ts:5)']],
  ['endless set-up', `let n: int; setup(() => { while (n === 0) cpu_relax(); }); thread('t', () => { n = 1; });`, 'infinite-loop', ['`boot` runs without coming to an end in setup']],
];

describe('a heap that is full', () => {
  const things = "scenario({ title: 't', heap_kb: 1024 });\ninterface thing { next: thing; }\nlet head: thing;\nfunction one_more(): void { const t = alloc<thing>(); if (t === NULL) return; t.next = head; head = t; }\n";

  it('makes a run inconclusive that nothing else is wrong with, and says where', async () => {
    const { outcome, checks } = await play(`${things}thread('t', () => { one_more(); });\nteardown(() => { while (head !== NULL) { const t = head; head = t.next; free(t); } });`, { iterations: 40_000 });
    expect(outcome).toBe('inconclusive');
    expect(checks.leaks).toEqual([]);
    expect(checks.note).toMatch(/^the kernel heap of \d+ KiB was full: [\d,]+ allocations failed, the first in one_more \(test\.scenario\.ts:4\)[,;].*heap_kb/);
  });

  it('is told beside what came of it', async () => {
    const { outcome, diagnoses } = await play(`${things}thread('t', () => { one_more(); const t = alloc<thing>(); t.next = NULL; });`);
    expect(outcome).toBe('violated');
    expect(diagnoses[0]!.kind).toBe('null-pointer');
    expect(diagnoses[0]!.details.join()).toMatch(/Before that, the kernel heap of \d+ KiB was full: .* failed/);
  });
});

describe('a live session diagnoses', () => {
  it.each(FAULTS)('%s', async (_name, text, kind, says) => {
    const { outcome, diagnoses } = await play(text, { durationMs: 1200, limits: { hungMs: 800, loopMs: 800 } });
    expect(outcome).toBe('violated');
    expect(diagnoses[0]?.kind).toBe(kind);
    for (const words of says) expect(diagnoses[0]!.message).toContain(words);
  });

  it('of what nobody allocated no allocation', async () => {
    const { diagnoses } = await play(`${THING}\nlet g: Embedded<thing>;\nthread('t', () => { free(g); });`);
    expect(diagnoses[0]!.message).toBe('bad-free: `t` frees the global g.a, which is not an allocated object, in thread t (test.scenario.ts:5)');
  });

  it('the whole way to a failure, through inlined and real calls', async () => {
    const text = `let n: int;
function inner(x: int): void { assert(x < 500, 'x is small'); }
function outer(x: int): void { inner(x); }
thread('t', () => { n += 1; outer(n); });`;
    const { diagnoses } = await play(text);
    expect(diagnoses[0]!.stack.map(({ fn, line }) => `${fn}:${line}`)).toEqual(['inner:3', 'outer:4', 'thread t:5']);
  });

  it('who failed, and who was only cut off because of that', async () => {
    // Who has not begun yet when all are cut off has nothing more to do: all have, RCU's thread too.
    const { final } = await play(`let begun: int;\nthread('t', () => { wait_until(() => READ_ONCE(begun) === 1); synchronize_rcu(); assert(begun === 0); });\nthread('u', () => { WRITE_ONCE(begun, 1); for (;;) cpu_relax(); });`);
    expect(final.threads.map(({ status }) => status)).toEqual(['finished', 'failed', 'stopped', 'stopped']);
  });

  it('an atomic access through a pointer to nothing, where not every access is checked', async () => {
    const text = `${THING}\ninterface number_holder { n: int; }\ninterface holder { t: thing; }\nlet h: Embedded<number_holder>;\nfunction poke(t: thing): void { cmpxchg(t.b, 0, 1); }\nsetup(() => { h.n = 0x4321; });\nthread('t', () => { poke(cast<holder>(h).t); });`;
    const { outcome, diagnoses } = await play(text, { live: { checks: 'quarantine' } });
    expect(outcome).toBe('violated');
    expect(diagnoses[0]).toMatchObject({
      kind: 'wild-pointer', message: expect.stringMatching(/^wild-pointer: `t` makes an atomic access through a pointer that points to no object in poke \(test\.scenario\.ts:7\)/) as string,
      details: [expect.stringContaining('In trace mode every access is checked')],
    });
  });

  it('a wake-up that is lost, and does not make up for it', async () => {
    const text = `let flag: int; let q: int;
thread('waiter', () => { for (;;) { futex_wait(q, 0); if (READ_ONCE(flag) !== 0) break; } });
thread('setter', () => { WRITE_ONCE(flag, 1); });`;
    const { outcome, diagnoses } = await play(text, { iterations: 1 });
    expect([outcome, diagnoses[0]?.kind, diagnoses[0]?.message]).toEqual(['violated', 'deadlock', expect.stringContaining('`waiter` sleeps and nobody can wake it')]);
  });

  it('a deadlock of two: which locks it is about, and who holds them', async () => {
    const { diagnoses } = await play(`${LOCKS}
thread('left', () => { down_write(a); down_write(b); up_write(b); up_write(a); });
thread('right', () => { down_write(b); down_write(a); up_write(a); up_write(b); });`, { durationMs: 5000 });
    expect(diagnoses[0]).toMatchObject({
      kind: 'deadlock',
      message: expect.stringMatching(/all 2 threads.*`left` waits for b for write.*called from test\.scenario\.ts:/),
      waits: [
        { thread: 'left', lock: 'b', wants: 'write', state: 'held for write', holders: [{ thread: 'right', sure: true, stack: [] }], behind: [] },
        { thread: 'right', lock: 'a', wants: 'write', state: 'held for write', holders: [{ thread: 'left', sure: true, stack: [] }], behind: [] },
      ],
      cycle: [{ thread: 'left', lock: 'b', sure: true }, { thread: 'right', lock: 'a', sure: true }],
    });
  });

  it('spin locks that are taken in two orders: that it is one of those that are held', async () => {
    const { diagnoses } = await play(`let a: Embedded<spinlock_t>; let b: Embedded<spinlock_t>; let stage: Embedded<atomic_t>;
function both(first: spinlock_t, second: spinlock_t): void { spin_lock(first); atomic_inc(stage); wait_until(() => atomic_read(stage) === 2); spin_lock(second); }
thread('left', () => { both(a, b); });
thread('right', () => { both(b, a); });`, { iterations: 1 });
    const [first] = diagnoses;
    expect(first!.waits.map(({ thread }) => thread)).toEqual(['left', 'right']);
    expect(lockText(first!.waits[0]!)).toBe('a spin lock is one of the 2 that are held');
  });

  it.each([['trace', 'upgrader', [['upgrader', true]]], ['throughput', 'upgrader', [['other', false]]]] as const)('a reader that wants to write behind one who has left, in %s mode', async (mode, blamed, circle) => {
    const text = `scenario({ title: 't', protocol: 'v1-rwsem-rcu' });
let mm: mm_struct; let stage: int;
setup(() => { mm = mm_alloc(); });
thread('upgrader', () => { mmap_read_lock(mm); WRITE_ONCE(stage, 1); wait_until(() => READ_ONCE(stage) === 2); mmap_write_lock(mm); });
thread('other', () => { wait_until(() => READ_ONCE(stage) === 1); mmap_read_lock(mm); mmap_read_unlock(mm); WRITE_ONCE(stage, 2); mmap_write_lock(mm); });`;
    const { diagnoses } = await play(text, { iterations: 1, live: { mode } });
    expect(diagnoses[0]).toMatchObject({ kind: 'deadlock', thread: blamed });
    expect(diagnoses[0]!.cycle.map(({ thread, sure }) => [thread, sure])).toEqual(circle);
  });

  it('readers whom no semaphore knows, and where a lock was taken, by the trace', async () => {
    const text = `scenario({ title: 'A fault that waits for mmap_lock under the lock of its VMA', protocol: 'v1-rwsem-rcu' });
let mm: mm_struct;
let stage: int;
function fault(): void {
  rcu_read_lock(); vma_read_trylock(vma_lookup(mm, 0x1000)); rcu_read_unlock();
  stage = 1;
  wait_until(() => READ_ONCE(stage) === 2);
  mmap_read_lock(mm);
}
setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ); });
thread('fault', () => { fault(); });
thread('writer', () => {
  mmap_write_lock(mm);
  wait_until(() => READ_ONCE(stage) === 1);
  stage = 2;
  vma_write_lock(vma_lookup(mm, 0x1000));
});`;
    const line = (stack: { file: string; line: number }[]) => stack.find(({ file }) => file === 'test.scenario.ts')?.line;
    const of = ({ lock, wants, state, holders }: Wait) => ({ lock, wants, state, holders: holders.map(({ thread, sure, stack }) => [thread, sure, line(stack)]) });
    const { diagnoses } = await play(text, { durationMs: 5000, live: { mode: 'trace' } });
    expect(diagnoses[0]!.waits.map(of)).toEqual([
      { lock: 'mmap_lock', wants: 'read', state: 'held for write', holders: [['writer', true, 13]] },
      { lock: 'vm_lock of VMA 0x1000–0x2000', wants: 'write', state: 'held by 1 reader', holders: [['fault', true, 5]] },
    ]);
    expect(diagnoses[0]!.cycle.map(({ thread, sure }) => [thread, sure])).toEqual([['fault', true], ['writer', true]]);
  });

  it('a write to what was free, though nobody has used it again', async () => {
    const text = `${THING}\nfunction release(t: thing): void { free(t); }\nsetup(() => { p = alloc<thing>(); });\nthread('t', () => { release(p); p.b = 5; });`;
    const { outcome, diagnoses } = await play(text, { iterations: 1, live: { checks: 'quarantine' } });
    expect(outcome).toBe('violated');
    expect(diagnoses).toMatchObject([{ kind: 'write-after-free', details: [] }]);
    expect(diagnoses[0]!.message).toMatch(
      /^write-after-free: somebody wrote to thing\.b \(object at 0x[0-9a-f]+\) after it was freed; the object was freed by `t` in release \(test\.scenario\.ts:4\)$/,
    );
  });

  it('a write through NULL, though no access was checked', async () => {
    const { outcome, diagnoses } = await play(`${THING}\nthread('t', () => { p.b = 5; });`, { iterations: 1, live: { checks: 'quarantine' } });
    expect(outcome).toBe('violated');
    expect(diagnoses).toMatchObject([{ kind: 'null-pointer', message: 'null-pointer: somebody wrote to 0x4 through a NULL pointer' }]);
    expect(diagnoses[0]!.details).toEqual(['In trace mode every access is checked: then it is known who wrote, and where.']);
  });

  it('who allocated what leaked', async () => {
    const { diagnoses } = await play(`interface thing { a: int; }\nfunction make(): thing { return alloc<thing>(); }\nsetup(() => { make(); });\nthread('t', () => { cpu_relax(); });`);
    expect(diagnoses[0]!.details).toEqual(['1 × thing allocated by `boot` in make (test.scenario.ts:3).']);
  });

  it('a worker that cannot start', async () => {
    const { outcome, diagnoses } = await play(`thread('t', () => { cpu_relax(); });`, { workerUrl: new URL('file:///nowhere/worker.js') });
    expect(outcome).toBe('inconclusive');
    expect(diagnoses[0]).toMatchObject({ kind: 'crash', message: expect.stringContaining('/nowhere/worker.js') });
  });

  it('a worker that dies, and where it had come to', async () => {
    const text = `function work(): void { tracepoint('working', 1); }\nthread('t', () => { work(); });`;
    const { outcome, diagnoses } = await play(text, { workerUrl: new URL('./dying-worker.mjs', import.meta.url), durationMs: 60_000, live: { mode: 'trace' } });
    expect(outcome).toBe('inconclusive');
    expect(diagnoses[0]).toMatchObject({ kind: 'crash', thread: 't', stack: [{ fn: 'work', line: 2 }, { fn: 'thread t', line: 3 }] });
    expect(diagnoses[0]!.message).toMatch(/^crash: the worker of `t` died: .*exit code 7.*; the last that it traced is working in work \(test\.scenario\.ts:2\)/);
  });

  it('no fault in a thread that waits for one that has ended', async () => {
    const text = `let turn: int;
thread('ping', () => { wait_until(() => turn === 0); turn = 1; });
thread('pong', () => { wait_until(() => turn === 1); turn = 0; });`;
    expect((await play(text, { durationMs: 300 })).diagnoses).toEqual([]);
  });
});
