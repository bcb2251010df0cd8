/** Each variant wins the race of a fault against an munmap, on every schedule and on real threads. */
import { describe, expect, it } from 'vitest';
import { scenarioSources } from '../../../../shared/sources/index.ts';
import { expectFine } from '../on-threads.ts';
import { explored } from '../properties/explored.ts';

const shipped = (number: string) => scenarioSources.find(({ path }) => path.includes(`/${number}-`))!.text;
/** One fault, one munmap. */
const RACE = shipped('11');
/** All there is: mmap, munmap, mprotect with splits and merges, faults. */
const LIVE = [shipped('03'), shipped('04')];

const COMMON = ['I1', 'I2', 'I3', 'I4', 'I5', 'I7', 'I9', 'I10', 'L1', 'L3'];
const OF_THE_LOCK = ['I6', 'I8', 'I11', 'L2', 'L4'];

describe.each([
  ['mmap-lock-only', []],
  ['6.4-6.13', OF_THE_LOCK],
])('%s', { timeout: 600_000 }, (protocol, more) => {
  it('is verified: a fault against an munmap that downgrades', async () => {
    const verdict = await explored(RACE, { protocol });
    expect([verdict.outcome, verdict.violation?.message]).toEqual(['verified', undefined]);
    expect([...verdict.covers.properties].sort()).toEqual([...COMMON, ...more].sort());
  });

  it('finds nothing on real threads, and leaves nothing', async () => {
    for (const text of LIVE) {
      const counters = await expectFine(text, { protocol, iterations: 500, seed: 20230109 });
      expect(counters.FAULT).toBeGreaterThan(0);
    }
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
