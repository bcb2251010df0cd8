/** mmap, munmap, mprotect, MADV_DONTNEED and faults, in any order, against an address space of plain pages. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runKernel, type Kernel } from '../in-thread.ts';
import { PlainAddressSpace } from './plain.ts';
import { onKernel, onPlain, type Step } from './steps.ts';
import { CALLS, EINVAL, mappings, PAGE, pageTables, PGDIR, PMD, PUD, VM } from './view.ts';

/** Around the borders of tables on every level, so that ranges share tables, fill them and cross them. */
const address = fc
  .record({ border: fc.constantFrom(PMD, 2 * PMD, PUD, PGDIR), page: fc.integer({ min: -12, max: 12 }) })
  .map(({ border, page }) => border + page * PAGE);
const few = fc.integer({ min: 1, max: 9 });
const many = fc.integer({ min: 30, max: 80 });
const step: fc.Arbitrary<Step> = fc.record({
  call: fc.constantFrom<Step['call'][]>('map', 'map', 'unmap', 'protect', 'protect', 'drop', 'access', 'access', 'access'),
  address,
  pages: fc.oneof({ weight: 8, arbitrary: few }, { weight: 1, arbitrary: many }),
  flags: fc.constantFrom(VM.none, VM.read, VM.read | VM.write, VM.read | VM.write, VM.read | VM.exec),
});

function compare(kernel: Kernel, mm: number, plain: PlainAddressSpace): void {
  const found = mappings(kernel, mm);
  expect(found).toEqual(plain.mappings());
  expect(kernel.field(mm, 'mm_struct', 'map_count')).toBe(found.length);
  expect(kernel.field(mm, 'mm_struct', 'total_vm')).toBe(plain.total);
  const { pages, tables } = pageTables(kernel, mm);
  expect(pages).toEqual(plain.present);
  // No table that no mapping needs, and nothing allocated that is not in use.
  for (const [base, size] of tables) expect(found.some(({ start, end }) => start < base + size && end > base)).toBe(true);
  expect(kernel.count('page')).toBe(pages.size);
  expect(kernel.count('pte_table') + kernel.count('pgtable')).toBe(1 + tables.length);
}

describe.each([true, false])('an address space, PER_VMA_LOCK=%s', (PER_VMA_LOCK) => {
  const kernel = runKernel(CALLS, { config: { PER_VMA_LOCK, VMA_FREE_BATCH: 3 } });

  it('looks as it should after every call, and gives everything back at its end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const mm = kernel.call('start');
        const plain = new PlainAddressSpace();
        try {
          for (const each of steps) {
            expect(onKernel(kernel, each)).toBe(onPlain(plain, each));
            compare(kernel, mm, plain);
          }
        } finally {
          kernel.call('finish');
          kernel.call('drain_rcu');
        }
        expect(kernel.objects()).toEqual({});
      }),
      { numRuns: PER_VMA_LOCK ? 200 : 60 },
    );
  });

  it.each([
    ['no page', PAGE, 0],
    ['half a page', PAGE, 0x800],
    ['an address inside a page', PAGE + 4, PAGE],
    ['the page at NULL', 0, PAGE],
    ['beyond the end', 0x7fffe000, 2 * PAGE],
    ['a length that wraps', 0x10000, 0xfffff000],
  ])('refuses %s, and changes nothing', (_, at, length) => {
    const mm = kernel.call('start');
    const results = [kernel.call('map', at, length, VM.read), kernel.call('unmap', at, length), kernel.call('protect', at, length, VM.read), kernel.call('drop', at, length)];
    expect(results).toEqual(Array(4).fill(-EINVAL));
    compare(kernel, mm, new PlainAddressSpace());
    kernel.call('finish');
  });
});
