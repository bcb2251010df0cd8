/**
 * Litmus tests: small programs of a few accesses, with one outcome that a memory model allows or forbids. The Linux-kernel memory model's
 * verdicts are those that the kernel's own files document ("Result: Sometimes" or "Never"); where there is no such file, `reason` says
 * how the verdict follows from the model (tools/memory-model/Documentation/explanation.txt).
 */
import type { MemoryModel } from '../dialect/memory-model.ts';

export interface LitmusRow {
  /** As the kernel's file is called, without `.litmus`; or after what its threads do. */
  name: string;
  /** The body of each thread, over the words x, y, z and the results r0 to r3. */
  threads: readonly string[];
  /** The outcome, when all have ended. */
  exists: string;
  /** Whether the Linux-kernel memory model allows it. */
  lkmm: boolean;
  /** The file of the kernel's tree whose `Result:` says so; or how it follows. */
  source: { file: string } | { reason: string };
  /** Whether total store order allows it. */
  tso: boolean;
  /** Why the lab's model forbids what the Linux-kernel memory model allows; without it, both agree. */
  stronger?: string;
  /** It needs the kernel's own RCU. */
  rcu?: true;
}

const ALLOWED = true;
const FORBIDDEN = false;

const memoryModel = (name: string) => ({ name, source: { file: `tools/memory-model/litmus-tests/${name}.litmus` } });
const documented = (folder: string, name: string) => ({ name, source: { file: `Documentation/litmus-tests/${folder}/${name}.litmus` } });
const follows = (name: string, reason: string) => ({ name, source: { reason } });

const lock = 'spin_cmpxchg_acquire(held, 0, 1);';
const unlock = 'smp_store_release(held, 0);';
const NO_PROMISES = 'no load is put after a later store of its thread, so none finds a store that comes later: there are no promises';
const RACE = 'a plain access promises no more than READ_ONCE and WRITE_ONCE, which the lab takes it for; the Linux-kernel memory model calls it a data race';
const TWO_LINKS = 'two links that are not reads-from, and no full barrier for each of them, as Z6.0+pooncerelease+poacquirerelease+fencembonceonce explains';

export const litmusRows: readonly LitmusRow[] = [
  // Store buffering.
  { ...memoryModel('SB+poonceonces'), threads: ['WRITE_ONCE(x, 1); r0 = READ_ONCE(y);', 'WRITE_ONCE(y, 1); r1 = READ_ONCE(x);'], exists: 'r0 === 0 && r1 === 0', lkmm: ALLOWED, tso: ALLOWED },
  { ...memoryModel('SB+fencembonceonces'), threads: ['WRITE_ONCE(x, 1); smp_mb(); r0 = READ_ONCE(y);', 'WRITE_ONCE(y, 1); smp_mb(); r1 = READ_ONCE(x);'], exists: 'r0 === 0 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('SB+rfionceonce-poonceonces'), threads: ['WRITE_ONCE(x, 1); r0 = READ_ONCE(x); r1 = READ_ONCE(y);', 'WRITE_ONCE(y, 1); r2 = READ_ONCE(y); r3 = READ_ONCE(x);'], exists: 'r1 === 0 && r3 === 0', lkmm: ALLOWED, tso: ALLOWED },
  { ...follows('SB+fencembonceonce+poonceonce', 'a full barrier on one side only'), threads: ['WRITE_ONCE(x, 1); smp_mb(); r0 = READ_ONCE(y);', 'WRITE_ONCE(y, 1); r1 = READ_ONCE(x);'], exists: 'r0 === 0 && r1 === 0', lkmm: ALLOWED, tso: ALLOWED },
  { ...follows('SB+poreleaseacquires', 'a release and an acquire order no store before a later load'), threads: ['smp_store_release(x, 1); r0 = smp_load_acquire(y);', 'smp_store_release(y, 1); r1 = smp_load_acquire(x);'], exists: 'r0 === 0 && r1 === 0', lkmm: ALLOWED, tso: ALLOWED },
  { ...follows('SB+xchgs', 'xchg is a full barrier'), threads: ['xchg(x, 1); r0 = READ_ONCE(y);', 'xchg(y, 1); r1 = READ_ONCE(x);'], exists: 'r0 === 0 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('SB+plain', RACE), threads: ['x = 1; r0 = y;', 'y = 1; r1 = x;'], exists: 'r0 === 0 && r1 === 0', lkmm: ALLOWED, tso: ALLOWED },
  { ...documented('atomic', 'cmpxchg-fail-unordered-1'), threads: ['WRITE_ONCE(x, 1); cmpxchg(z, 1, 0); r0 = READ_ONCE(y);', 'WRITE_ONCE(y, 1); cmpxchg(z, 1, 0); r1 = READ_ONCE(x);'], exists: 'r0 === 0 && r1 === 0', lkmm: ALLOWED, tso: FORBIDDEN, stronger: 'a cmpxchg is a full barrier before it is known whether it fails' },
  { ...follows('SB+cmpxchg_relaxed-fail', 'a relaxed cmpxchg that fails is a load'), threads: ['WRITE_ONCE(x, 1); cmpxchg_relaxed(z, 1, 0); r0 = READ_ONCE(y);', 'WRITE_ONCE(y, 1); cmpxchg_relaxed(z, 1, 0); r1 = READ_ONCE(x);'], exists: 'r0 === 0 && r1 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  // Message passing.
  { ...memoryModel('MP+poonceonces'), threads: ['WRITE_ONCE(x, 1); WRITE_ONCE(y, 1);', 'r0 = READ_ONCE(y); r1 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...memoryModel('MP+pooncerelease+poacquireonce'), threads: ['WRITE_ONCE(x, 1); smp_store_release(y, 1);', 'r0 = smp_load_acquire(y); r1 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('MP+fencewmbonceonce+fencermbonceonce'), threads: ['WRITE_ONCE(x, 1); smp_wmb(); WRITE_ONCE(y, 1);', 'r0 = READ_ONCE(y); smp_rmb(); r1 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('MP+onceassign+derefonce'), threads: ['WRITE_ONCE(a.v, 1); rcu_assign_pointer(p, a);', 'const q = rcu_dereference(p); if (q !== NULL) { r0 = 1; r1 = READ_ONCE(q.v); }'], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('MP+polocks'), threads: [`WRITE_ONCE(x, 1); ${lock} WRITE_ONCE(y, 1); ${unlock}`, `${lock} r0 = READ_ONCE(y); ${unlock} r1 = READ_ONCE(x);`], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('MP+porevlocks'), threads: [`r0 = READ_ONCE(y); ${lock} r1 = READ_ONCE(x); ${unlock}`, `${lock} WRITE_ONCE(x, 1); ${unlock} WRITE_ONCE(y, 1);`], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('MP+pooncerelease+poonceonce', 'nothing orders the two loads'), threads: ['WRITE_ONCE(x, 1); smp_store_release(y, 1);', 'r0 = READ_ONCE(y); r1 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...follows('MP+poonceonce+poacquireonce', 'nothing orders the two stores'), threads: ['WRITE_ONCE(x, 1); WRITE_ONCE(y, 1);', 'r0 = smp_load_acquire(y); r1 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...follows('MP+fencembonceonces', 'full barriers order everything'), threads: ['WRITE_ONCE(x, 1); smp_mb(); WRITE_ONCE(y, 1);', 'r0 = READ_ONCE(y); smp_mb(); r1 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('MP+plain+plain', RACE), threads: ['x = 1; y = 1;', 'r0 = y; r1 = x;'], exists: 'r0 === 1 && r1 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...follows('MP+plainrelease+acquireplain', 'the flag keeps the plain accesses apart'), threads: ['x = 1; smp_store_release(y, 1);', 'r0 = smp_load_acquire(y); if (r0 !== 0) r1 = x; else r1 = 1;'], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('MP+derefonce-unrelated', 'an address dependency orders only what is reached through the pointer'), threads: ['WRITE_ONCE(x, 1); rcu_assign_pointer(p, a);', 'const q = rcu_dereference(p); if (q !== NULL) r0 = 1; r1 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0', lkmm: ALLOWED, tso: FORBIDDEN, stronger: 'loading a pointer acquires, so that nobody has to say what is reached through it' },
  // Load buffering.
  { ...memoryModel('LB+poonceonces'), threads: ['r0 = READ_ONCE(x); WRITE_ONCE(y, 1);', 'r1 = READ_ONCE(y); WRITE_ONCE(x, 1);'], exists: 'r0 === 1 && r1 === 1', lkmm: ALLOWED, tso: FORBIDDEN, stronger: NO_PROMISES },
  { ...memoryModel('LB+poacquireonce+pooncerelease'), threads: ['r0 = READ_ONCE(x); smp_store_release(y, 1);', 'r1 = smp_load_acquire(y); WRITE_ONCE(x, 1);'], exists: 'r0 === 1 && r1 === 1', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('LB+fencembonceonce+ctrlonceonce'), threads: ['r0 = READ_ONCE(x); if (r0 !== 0) WRITE_ONCE(y, 1);', 'r1 = READ_ONCE(y); smp_mb(); WRITE_ONCE(x, 1);'], exists: 'r0 === 1 && r1 === 1', lkmm: FORBIDDEN, tso: FORBIDDEN },
  // R, S, and two writes each.
  { ...memoryModel('R+poonceonces'), threads: ['WRITE_ONCE(x, 1); WRITE_ONCE(y, 1);', 'WRITE_ONCE(y, 2); r0 = READ_ONCE(x);'], exists: 'y === 2 && r0 === 0', lkmm: ALLOWED, tso: ALLOWED },
  { ...memoryModel('R+fencembonceonces'), threads: ['WRITE_ONCE(x, 1); smp_mb(); WRITE_ONCE(y, 1);', 'WRITE_ONCE(y, 2); smp_mb(); r0 = READ_ONCE(x);'], exists: 'y === 2 && r0 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('R+pooncerelease+fencembonceonce', TWO_LINKS), threads: ['WRITE_ONCE(x, 1); smp_store_release(y, 1);', 'WRITE_ONCE(y, 2); smp_mb(); r0 = READ_ONCE(x);'], exists: 'y === 2 && r0 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...memoryModel('S+poonceonces'), threads: ['WRITE_ONCE(x, 2); WRITE_ONCE(y, 1);', 'r0 = READ_ONCE(y); WRITE_ONCE(x, 1);'], exists: 'x === 2 && r0 === 1', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...memoryModel('S+fencewmbonceonce+poacquireonce'), threads: ['WRITE_ONCE(x, 2); smp_wmb(); WRITE_ONCE(y, 1);', 'r0 = smp_load_acquire(y); WRITE_ONCE(x, 1);'], exists: 'x === 2 && r0 === 1', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('S+fencewmbonceonce+fencermbonceonce', 'smp_rmb orders no load before a store'), threads: ['WRITE_ONCE(x, 2); smp_wmb(); WRITE_ONCE(y, 1);', 'r0 = READ_ONCE(y); smp_rmb(); WRITE_ONCE(x, 1);'], exists: 'x === 2 && r0 === 1', lkmm: ALLOWED, tso: FORBIDDEN, stronger: 'what smp_rmb has acquired holds for stores, too' },
  { ...follows('S+fencewmbonceonce+pooncerelease', 'a release comes after every load before it'), threads: ['WRITE_ONCE(x, 2); smp_wmb(); WRITE_ONCE(y, 1);', 'r0 = READ_ONCE(y); smp_store_release(x, 1);'], exists: 'x === 2 && r0 === 1', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('S+fencewmbonceonce+ctrlonceonce', 'a store that depends on a load comes after it'), threads: ['WRITE_ONCE(x, 2); smp_wmb(); WRITE_ONCE(y, 1);', 'r0 = READ_ONCE(y); if (r0 !== 0) WRITE_ONCE(x, 1);'], exists: 'x === 2 && r0 === 1', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('S+pooncerelease+xchgrelease', 'so does the store of an atomic operation, and nothing comes between it and what that has read'), threads: ['WRITE_ONCE(x, 2); smp_store_release(y, 1);', 'r0 = READ_ONCE(y); r1 = xchg_release(x, 1);'], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('S+fencewmbonceonce+poonceonce', 'nothing orders the load before the store'), threads: ['WRITE_ONCE(x, 2); smp_wmb(); WRITE_ONCE(y, 1);', 'r0 = READ_ONCE(y); WRITE_ONCE(x, 1);'], exists: 'x === 2 && r0 === 1', lkmm: ALLOWED, tso: FORBIDDEN, stronger: NO_PROMISES },
  { ...follows('2+2W+poonceonces', 'nothing orders the stores'), threads: ['WRITE_ONCE(x, 1); WRITE_ONCE(y, 2);', 'WRITE_ONCE(y, 1); WRITE_ONCE(x, 2);'], exists: 'x === 1 && y === 1', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...follows('2+2W+poreleaseonces', TWO_LINKS), threads: ['WRITE_ONCE(x, 1); smp_store_release(y, 2);', 'WRITE_ONCE(y, 1); smp_store_release(x, 2);'], exists: 'x === 1 && y === 1', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...follows('2+2W+fencembonceonces', 'a full barrier for each of the two links'), threads: ['WRITE_ONCE(x, 1); smp_mb(); WRITE_ONCE(y, 2);', 'WRITE_ONCE(y, 1); smp_mb(); WRITE_ONCE(x, 2);'], exists: 'x === 1 && y === 1', lkmm: FORBIDDEN, tso: FORBIDDEN },
  // Three threads, and four.
  { ...memoryModel('WRC+poonceonces+Once'), threads: ['WRITE_ONCE(x, 1);', 'r0 = READ_ONCE(x); WRITE_ONCE(y, 1);', 'r1 = READ_ONCE(y); r2 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 1 && r2 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...memoryModel('WRC+pooncerelease+fencermbonceonce+Once'), threads: ['WRITE_ONCE(x, 1);', 'r0 = READ_ONCE(x); smp_store_release(y, 1);', 'r1 = READ_ONCE(y); smp_rmb(); r2 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 1 && r2 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('ISA2+poonceonces'), threads: ['WRITE_ONCE(x, 1); WRITE_ONCE(y, 1);', 'r0 = READ_ONCE(y); WRITE_ONCE(z, 1);', 'r1 = READ_ONCE(z); r2 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 1 && r2 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...memoryModel('ISA2+pooncerelease+poacquirerelease+poacquireonce'), threads: ['WRITE_ONCE(x, 1); smp_store_release(y, 1);', 'r0 = smp_load_acquire(y); smp_store_release(z, 1);', 'r1 = smp_load_acquire(z); r2 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 1 && r2 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('ISA2+pooncelock+pooncelock+pombonce'), threads: [`${lock} WRITE_ONCE(x, 1); WRITE_ONCE(y, 1); ${unlock}`, `${lock} r0 = READ_ONCE(y); WRITE_ONCE(z, 1); ${unlock}`, 'r1 = READ_ONCE(z); smp_mb(); r2 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 1 && r2 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('Z6.0+pooncerelease+poacquirerelease+fencembonceonce'), threads: ['WRITE_ONCE(x, 1); smp_store_release(y, 1);', 'r0 = smp_load_acquire(y); smp_store_release(z, 1);', 'WRITE_ONCE(z, 2); smp_mb(); r1 = READ_ONCE(x);'], exists: 'r0 === 1 && z === 2 && r1 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...memoryModel('IRIW+poonceonces+OnceOnce'), threads: ['WRITE_ONCE(x, 1);', 'r0 = READ_ONCE(x); r1 = READ_ONCE(y);', 'WRITE_ONCE(y, 1);', 'r2 = READ_ONCE(y); r3 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0 && r2 === 1 && r3 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  { ...memoryModel('IRIW+fencembonceonces+OnceOnce'), threads: ['WRITE_ONCE(x, 1);', 'r0 = READ_ONCE(x); smp_mb(); r1 = READ_ONCE(y);', 'WRITE_ONCE(y, 1);', 'r2 = READ_ONCE(y); smp_mb(); r3 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0 && r2 === 1 && r3 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('IRIW+poacquireonces+OnceOnce', 'an acquire does not make two readers agree on the order of stores that nothing orders'), threads: ['WRITE_ONCE(x, 1);', 'r0 = smp_load_acquire(x); r1 = READ_ONCE(y);', 'WRITE_ONCE(y, 1);', 'r2 = smp_load_acquire(y); r3 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0 && r2 === 1 && r3 === 0', lkmm: ALLOWED, tso: FORBIDDEN },
  // One word: its stores are in one order for all.
  { ...memoryModel('CoRR+poonceonce+Once'), threads: ['WRITE_ONCE(x, 1);', 'r0 = READ_ONCE(x); r1 = READ_ONCE(x);'], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('CoRW+poonceonce+Once'), threads: ['r0 = READ_ONCE(x); WRITE_ONCE(x, 1);', 'WRITE_ONCE(x, 2);'], exists: 'x === 2 && r0 === 2', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('CoWR+poonceonce+Once'), threads: ['WRITE_ONCE(x, 1); r0 = READ_ONCE(x);', 'WRITE_ONCE(x, 2);'], exists: 'x === 1 && r0 === 2', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...memoryModel('CoWW+poonceonce'), threads: ['WRITE_ONCE(x, 1); WRITE_ONCE(x, 2);'], exists: 'x === 1', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('CoRR+plain', 'a word has its stores in one order for plain loads, too; the Linux-kernel memory model calls it a data race'), threads: ['x = 1;', 'r0 = x; r1 = x;'], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('Co+atomic_inc_relaxed', 'an atomic operation comes right behind the store that it reads'), threads: ['atomic_fetch_add_relaxed(1, n);', 'atomic_fetch_add_relaxed(1, n);'], exists: 'atomic_read(n) !== 2', lkmm: FORBIDDEN, tso: FORBIDDEN },
  // Read-copy-update.
  { ...documented('rcu', 'RCU+sync+read'), rcu: true, threads: ['rcu_read_lock(); WRITE_ONCE(x, 1); WRITE_ONCE(y, 1); rcu_read_unlock();', 'r0 = READ_ONCE(x); synchronize_rcu(); r1 = READ_ONCE(y);'], exists: 'r0 === 1 && r1 === 0', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...documented('rcu', 'RCU+sync+free'), rcu: true, threads: ['rcu_read_lock(); const q = rcu_dereference(p); if (q === NULL) { r0 = 1; r1 = READ_ONCE(x); } rcu_read_unlock();', 'rcu_assign_pointer(p, a); synchronize_rcu(); WRITE_ONCE(x, 1);'], exists: 'r0 === 1 && r1 === 1', lkmm: FORBIDDEN, tso: FORBIDDEN },
  { ...follows('SB+rculocks', 'rcu_read_lock orders nothing by itself'), rcu: true, threads: ['WRITE_ONCE(x, 1); rcu_read_lock(); r0 = READ_ONCE(y); rcu_read_unlock();', 'WRITE_ONCE(y, 1); rcu_read_lock(); r1 = READ_ONCE(x); rcu_read_unlock();'], exists: 'r0 === 0 && r1 === 0', lkmm: ALLOWED, tso: FORBIDDEN, stronger: 'the lab\'s outermost rcu_read_lock is a fully ordered xchg, by which a grace period sees the section' },
];

/** Whether the lab's model is to allow a row's outcome. */
export function expected(row: LitmusRow, memory: MemoryModel): boolean {
  switch (memory) {
    case 'sc': return false;
    case 'tso': return row.tso;
    case 'lkmm-ra': return row.lkmm && row.stronger === undefined;
  }
}
