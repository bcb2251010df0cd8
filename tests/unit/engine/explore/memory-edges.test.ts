/** Memory models at their edges: where their room ends, what is freed, what comes after all have ended. */
import { expect, it } from 'vitest';
import { explore } from '../../../../electron/engine/explore/explore.ts';
import type { MemoryModel } from '../../../../shared/dialect/memory-model.ts';
import type { Verdict } from '../../../../shared/explore/verdict.ts';

async function explored(memory: MemoryModel, text: string): Promise<Verdict> {
  const scenario = { path: 'my.scenario.ts', text: `scenario({ title: 'test', protocol: 'none' });\n${text}` };
  const { checked, verdict } = await explore({ scenario, memory }, { maxStates: 50_000, objects: 3, limitMs: 60_000, signal: new AbortController().signal, onProgress: () => {} });
  if (!verdict) throw new Error(checked.diagnostics.map((d) => d.message).join('\n'));
  return verdict;
}

/** Stores to as many words, which another thread may read. */
const many = (n: number): string => `let a: ArrayOf<int, 80>;
  thread('writer', () => { for (let i = 0; i < ${n}; i++) WRITE_ONCE(a[i], 1); });
  thread('reader', () => { if (READ_ONCE(a[0]) === 0) return; assert(READ_ONCE(a[1]) < 2); });`;

it.each([
  ['tso', 11, null], ['tso', 12, "more than 11 stores wait in a thread's store buffer"],
  ['lkmm-ra', 64, null], ['lkmm-ra', 65, 'there are more than 64 stores that not every thread knows of'],
] as const)('%s: %i stores at once', async (memory, n, reason) => {
  const { outcome, reason: why } = await explored(memory, many(n));
  expect([outcome, why?.startsWith(reason ?? '?') ?? null]).toEqual(reason === null ? ['verified', null] : ['inconclusive', true]);
});

it.each([
  ['lkmm-ra', 'stores', 'WRITE_ONCE(a, 1); WRITE_ONCE(b, 1);'],
  ['tso', 'stores', 'WRITE_ONCE(a, 1); WRITE_ONCE(b, 1);'],
  ['sc', 'allocates', 'atomic(() => { const p = alloc<thing>(); p.next = last; last = p; }); WRITE_ONCE(b, 1);'],
] as const)('%s: what %s without end meets a bound no sooner than what is wrong is found', async (memory, _, round) => {
  const { outcome, violation } = await explored(memory, `let a: int; let b: int; interface thing { next: thing; } let last: thing;
    kthread('filler', () => { while (true) { ${round} } });
    thread('reader', () => { const early = READ_ONCE(a); const late = READ_ONCE(b); assert(late === 0 || early > 1, 'b is not stored yet'); });
    teardown(() => { while (last !== null) { const p = last; last = p.next; free(p); } });`);
  expect([outcome, violation?.kind]).toEqual(['violated', 'assertion']);
});

it.each([
  ['release and acquire', 'x = 1; look(); smp_store_release(y, 1);', 'const seen = smp_load_acquire(y); const found = READ_ONCE(x); assert(seen === 0 || found === 1);'],
  ['smp_wmb and smp_rmb', 'x = 1; look(); smp_wmb(); y = 1;', 'const seen = READ_ONCE(y); smp_rmb(); const found = READ_ONCE(x); assert(seen === 0 || found === 1);'],
  ['smp_mb', 'x = 1; look(); smp_mb(); WRITE_ONCE(p, READ_ONCE(y)); done();', 'y = 1; smp_mb(); WRITE_ONCE(q, READ_ONCE(x)); done();'],
])('lkmm-ra: %s order, however many other stores there are', async (_, one, other) => {
  // Their bits are in front of those of x and y, which move to the second word of a set, and back when a store is forgotten.
  const { outcome, violation } = await explored('lkmm-ra', `let pad: ArrayOf<int, 32>; let x: int; let y: int; let p: int; let q: int; let ended: Embedded<atomic_t>;
    function look(): void { assert(READ_ONCE(pad[0]) < 2); }
    function done(): void { if (atomic_add_return(1, ended) === 2) { smp_mb(); assert(READ_ONCE(p) === 1 || READ_ONCE(q) === 1); } }
    thread('filler', () => { for (let i = 0; i < 32; i++) WRITE_ONCE(pad[i], 1); });
    thread('one', () => { ${one} });
    thread('other', () => { look(); ${other} });`);
  expect([outcome, violation]).toEqual(['verified', null]);
});

it.each(['tso', 'lkmm-ra'] as const)('%s: setup and teardown find the newest stores', async (memory) => {
  const { outcome, sometimes } = await explored(memory, `let x: int; let y: int;
    setup(() => { x = 5; });
    thread('a', () => { assert(x >= 5, 'what setup has stored is known to all'); x = 6; y = 1; });
    thread('b', () => { const seen = y; assert(seen < 2); });
    teardown(() => { assert(x === 6 && y === 1, 'all stores have taken effect'); });
    sometimes('late', () => x === 6 && y === 0);`);
  expect([outcome, sometimes]).toEqual(['verified', [{ name: 'late', seen: true }]]);
});

it('nothing is freed under a store that waits in a buffer, where the free comes after it', async () => {
  const object = 'interface thing { n: int; } let p: thing; let used: int; setup(() => { p = alloc<thing>(); used = 1; });';
  const other = "thread('other', () => { const q = p; wait_until(() => READ_ONCE(used) === 0); free(q); });";
  const after = await explored('tso', `${object} thread('user', () => { p.n = 1; WRITE_ONCE(used, 0); }); ${other}`);
  expect([after.outcome, after.reason]).toEqual(['verified', null]);
  const before = await explored('tso', `${object} thread('user', () => { WRITE_ONCE(used, 0); p.n = 1; }); ${other}`);
  expect(before.violation).toMatchObject({ kind: 'use-after-free' });
});

it('what a thread keeps to itself has no history', async () => {
  const { outcome, states } = await explored('lkmm-ra', `let own: int; let shared: int;
    thread('a', () => { for (let i = 0; i < 50; i++) own = own + 1; WRITE_ONCE(shared, own); });
    thread('b', () => { assert(READ_ONCE(shared) <= 50); });`);
  expect(outcome).toBe('verified');
  expect(states).toBeLessThan(200);
});
