/** Each variant wins the race of a fault against an munmap, on every schedule and on real threads. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioSources } from '../../../../shared/sources/index.ts';
import { expectFine } from '../on-threads.ts';
import { explored } from '../properties/explored.ts';

const shipped = (number: string) => scenarioSources.find(({ path }) => path.includes(`/${number}-`))!.text;
/** One fault, one munmap. */
const RACE = shipped('11');
/** Every operation there is, mixed. */
const MIXED = readFileSync(new URL('../../../bench/scenarios/operations.scenario.ts', import.meta.url), 'utf8');

const COMMON = ['I1', 'I2', 'I3', 'I4', 'I5', 'I7', 'I9', 'I10', 'L1', 'L3'];
const OF_THE_LOCK = ['I6', 'I8', 'I11', 'L2', 'L4'];

describe.each([
  ['mmap-lock-only', []],
  ['6.4-6.13', OF_THE_LOCK],
  ['6.4-own-line', OF_THE_LOCK],
  ['seqcount', OF_THE_LOCK],
  ['6.15-refcnt', [...OF_THE_LOCK, 'I13']],
])('%s', { timeout: 600_000 }, (protocol, more) => {
  it('is verified: a fault against an munmap that downgrades', async () => {
    const verdict = await explored(RACE, { protocol });
    expect([verdict.outcome, verdict.violation?.message]).toEqual(['verified', undefined]);
    expect([...verdict.covers.properties].sort()).toEqual([...COMMON, ...more].sort());
  });

  it('finds nothing on real threads, and leaves nothing', async () => {
    const counters = await expectFine(MIXED, { protocol, iterations: 1500, seed: 20230109 });
    for (const operation of ['FAULT', 'MMAP', 'MUNMAP', 'MPROTECT', 'MREMAP', 'BRK', 'FORK', 'EXPAND_STACK', 'COLLAPSE', 'MBIND']) expect([operation, counters[operation]! > 0]).toEqual([operation, true]);
  });
});

/** Readers that come and go, and a writer. */
const STARVING = `
let mm: mm_struct;
let vma: vm_area_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); vma = vma_lookup(mm, 0x1000); });
thread('reader', { instances: 2, repeat: FOREVER }, () => { if (vma_read_trylock(vma)) vma_read_unlock(vma); });
thread('writer', () => { mmap_write_lock(mm); vma_write_lock(vma); mmap_write_unlock(mm); });
`;
const STARVES = { config: { MMAP_LOCK_ATOMIC: true }, liveness: true };

describe('v1-41of41', { timeout: 600_000 }, () => {
  it('lets readers starve a writer', async () => {
    const { violation } = await explored(STARVING, { protocol: 'v1-41of41', ...STARVES });
    expect([violation?.property, violation?.message]).toEqual(['L2', expect.stringMatching(/^starvation.*writer never ends/)]);
  });

  it('counts a reader with a full barrier, as atomic_inc_unless_negative has', async () => {
    const storeBuffering = `
      let mm: mm_struct;
      let vma: vm_area_struct;
      let x: int;
      let y: int;
      let seen_y: boolean;
      let seen_x: boolean;
      setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ); vma = vma_lookup(mm, 0x1000); });
      thread('reader', () => { WRITE_ONCE(x, 1); if (vma_read_trylock(vma)) { seen_y = READ_ONCE(y) === 1; vma_read_unlock(vma); } });
      thread('other', () => { WRITE_ONCE(y, 1); smp_mb(); seen_x = READ_ONCE(x) === 1; });
      teardown(() => { assert(seen_y || seen_x, 'one sees the other'); mmput(mm); });`;
    const how = { memory: 'lkmm-ra' as const, config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true } };
    expect(await explored(storeBuffering, { protocol: 'v1-41of41', ...how })).toMatchObject({ outcome: 'verified', violation: null });
    expect((await explored(storeBuffering, { protocol: 'v1-rwsem-rcu', ...how })).violation?.message).toContain('one sees the other');
  });
});

describe('6.15-refcnt', { timeout: 600_000 }, () => {
  const AT_ONCE = { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, VMA_CACHE_RETURNS: false };

  it('lets no reader in past a waiting writer: he waits for ever only where hardware lets his compare-and-exchange fail for ever', async () => {
    const inOneStep = `override(refcount_add_not_zero, (i: int, r: atomic_t): int => {
      let value = 0;
      atomic(() => {
        value = atomic_read(r);
        if (value !== 0) {
          value += i;
          atomic_set(r, value);
        }
      });
      return value;
    });`;
    const { violation } = await explored(STARVING, { protocol: '6.15-refcnt', ...STARVES });
    expect(violation?.message).toMatch(/writer never ends.*in refcount_add_not_zero/);
    expect(await explored(STARVING + inOneStep, { protocol: '6.15-refcnt', ...STARVES })).toMatchObject({ outcome: 'verified', violation: null });
  });

  it('a reader of the maps finds a VMA that another address space is given, and that goes', async () => {
    const recycled = `
      let mine: mm_struct;
      let other: mm_struct;
      setup(() => { mine = mm_alloc(); other = mm_alloc(); mmap(mine, 0x1000, 0x1000, VM_READ | VM_WRITE); });
      thread('maps', () => { read_next_map(mine, 0, local<maps_line>()); });
      thread('recycle', () => { munmap(mine, 0x1000, 0x1000); mmap(other, 0x1000, 0x1000, VM_READ | VM_WRITE); mmput(other); });
      teardown(() => { mmput(mine); });`;
    expect(await explored(recycled, { protocol: '6.15-refcnt', config: AT_ONCE })).toMatchObject({ outcome: 'verified', violation: null });
  });

  it('a lookup written for other variants tries a VMA that is just being made anew: in scenarios 20, 21, 34 and 42', async () => {
    const lookup = shipped('20').match(/^override\(lock_vma_under_rcu[^]*?^\}\);/m)![0];
    const remapped = `
      const FIXED = true;
      let mm: mm_struct;
      setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); });
      thread('fault', () => { page_fault(mm, 0x1000, 0); });
      thread('munmap', () => { munmap(mm, 0x1000, 0x1000); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); });
      teardown(() => { mmput(mm); });`;
    const verdict = await explored(remapped + lookup, { protocol: '6.15-refcnt', config: AT_ONCE });
    expect([verdict.outcome, verdict.violation?.message]).toEqual(['verified', undefined]);
  });
});

describe('seqcount', { timeout: 600_000 }, () => {
  const speculating = (retries: string) => `
    let mm: mm_struct;
    setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); });
    thread('reader', () => {
      rcu_read_lock();
      const seq = mmap_lock_speculate_begin(mm);
      if (seq !== SPECULATION_FAILED) {
        const vma = vma_lookup(mm, 0x1000);
        const start = vma.vm_start;
        const end = vma.vm_end;
        if (!${retries}) assert(start === 0x1000 && end === 0x2000, 'what was read is one version');
      }
      rcu_read_unlock();
    });
    thread('writer', () => {
      mmap_write_lock(mm);
      const vma = vma_lookup(mm, 0x1000);
      vma_write_lock(vma);
      vma.vm_start = 0x1800;
      vma.vm_start = 0x1000;
      mmap_write_unlock(mm);
    });`;

  it('what was read without a lock is true if the number is the same', async () => {
    const how = { protocol: 'seqcount', config: { MMAP_LOCK_ATOMIC: true }, properties: ['I4'] };
    expect(await explored(speculating('mmap_lock_speculate_retry(mm, seq)'), how)).toMatchObject({ outcome: 'verified', violation: null });
    expect((await explored(speculating('false'), how)).violation?.message).toContain('what was read is one version');
  });
});

describe('mistakes', { timeout: 600_000 }, () => {
  it('6.4-6.13: a fault that does not ask whether its VMA is detached', async () => {
    const careless = `override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => {
      rcu_read_lock();
      const vma = vma_lookup(mm, address);
      const got = vma !== NULL && vma_read_trylock(vma);
      rcu_read_unlock();
      return got ? vma : NULL;
    });`;
    const { violation } = await explored(RACE + careless, { protocol: '6.4-6.13' });
    expect(violation?.property).toBe('I9');
  });

  it('6.4-6.13: a release in no RCU section', async () => {
    const asPosted = 'override(vma_end_read, (vma: vm_area_struct) => { up_read(vma.vm_lock.lock); });';
    const { violation } = await explored(RACE + asPosted, { protocol: '6.4-6.13' });
    expect([violation?.property, violation?.message]).toEqual(['I4', expect.stringContaining('vma_lock')]);
  });
});
