import { describe, expect, it } from 'vitest';
import { countersByName, faultPaths } from '../../../shared/report/fault-paths';

const names = ['FAULT', 'VMA_LOCK_SUCCESS', 'FAULT_MMAP_LOCK', 'FAULT_SIGSEGV', 'FAULT_OOM'];

describe('the paths of faults', () => {
  it('are shares of all faults', () => {
    const faults = faultPaths(countersByName(names, [200, 150, 40, 9, 1]))!;
    expect(faults.paths.map(({ counter, count, share }) => [counter, count, share])).toEqual([
      ['VMA_LOCK_SUCCESS', 150, 0.75],
      ['FAULT_MMAP_LOCK', 40, 0.2],
      ['FAULT_SIGSEGV', 9, 0.045],
      ['FAULT_OOM', 1, 0.005],
    ]);
    expect(faults.identity).toEqual({ sum: 200, holds: true });
  });

  it.each([
    ['FAULT_SIGNAL', 'given up for a fatal signal'],
    ['FAULT_SIGBUS', 'told by userfaultfd (SIGBUS)'],
  ])('count those of %s, where there were any', (counter, label) => {
    const faults = faultPaths(countersByName([...names, counter], [200, 150, 40, 7, 1, 2]))!;
    expect(faults.paths.at(-1)).toEqual({ counter, label, count: 2, share: 0.01 });
    expect(faults.identity).toEqual({ sum: 200, holds: true });
    expect(faultPaths(countersByName([...names, counter], [200, 150, 40, 9, 1, 0]))!.paths).toHaveLength(4);
  });

  it('show when a fault was lost', () => {
    expect(faultPaths(countersByName(names, [200, 150, 40, 9, 0]))!.identity).toEqual({ sum: 199, holds: false });
  });

  it('have shares of no more than all of them, where more have ended than had been counted', () => {
    const { paths, identity } = faultPaths(countersByName(names, [200, 240, 10, 0, 0]))!;
    expect([paths.map(({ share }) => share), identity]).toEqual([[0.96, 0.04, 0, 0], { sum: 250, holds: false }]);
  });

  it('are none where nothing faulted, and null where nothing can', () => {
    expect(faultPaths(countersByName(names, [0, 0, 0, 0, 0]))!.paths.map(({ share }) => share)).toEqual([0, 0, 0, 0]);
    expect(faultPaths(new Map())).toBeNull();
  });
});
