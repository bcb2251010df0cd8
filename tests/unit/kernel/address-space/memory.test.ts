/** Out of memory: every call is tried with every possible number of objects left. It fails cleanly, and works when there is memory. */
import { expect, it } from 'vitest';
import { runKernel } from '../in-thread.ts';
import { PlainAddressSpace } from './plain.ts';
import { onKernel, onPlain, type Step } from './steps.ts';
import { CALLS, ENOMEM, mappings, OOM, PAGE, pageTables, PMD, VM, type Mapping } from './view.ts';

const RW = VM.read | VM.write;
const STEPS: Step[] = [
  { call: 'map', address: PMD, pages: 20, flags: RW },
  { call: 'map', address: 2 * PMD, pages: 20, flags: VM.read },
  { call: 'access', address: PMD, pages: 1, flags: RW },
  { call: 'access', address: PMD + PAGE, pages: 1, flags: RW },
  { call: 'protect', address: PMD + 4 * PAGE, pages: 4, flags: VM.read },
  { call: 'map', address: PMD + 20 * PAGE, pages: 12, flags: VM.read },
  { call: 'unmap', address: PMD + 2 * PAGE, pages: 1, flags: 0 },
  { call: 'unmap', address: PMD + 6 * PAGE, pages: 28, flags: 0 },
  { call: 'protect', address: PMD, pages: 2, flags: VM.read },
];

/** A stock of each kind of object; the rest of the heap is filled, so only what is given back can be allocated again. */
const KINDS = ['vm_area_struct', 'maple_node', 'pgtable', 'pte_table', 'page'];
const HOARD = `
interface filler { word: int; }
/** Laid over the first word of what is hoarded. */
interface link { next: link; }
${KINDS.map((kind) => `
let hoard_${kind}: link;
function take_${kind}(most: int): int {
  let taken = 0;
  for (; taken < most; taken++) {
    const it = cast<link>(alloc<${kind}>());
    if (it === NULL) break;
    it.next = hoard_${kind};
    hoard_${kind} = it;
  }
  return taken;
}
function give_${kind}(): void {
  const it = hoard_${kind};
  hoard_${kind} = it.next;
  free(it);
}`).join('')}
function fill(): void { while (alloc<filler>() !== NULL) {} }
`;

it('changes no page, loses no object, and does what was asked once there is memory', () => {
  const kernel = runKernel(CALLS + HOARD, { heapKb: 256, config: { VMA_FREE_BATCH: 0 } });
  const mm = kernel.call('start');
  const hoarded = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  const take = (most: number): void => {
    for (const kind of KINDS) hoarded[kind]! += kernel.call(`take_${kind}`, most);
  };
  const give = (kind: string): void => {
    kernel.call(`give_${kind}`);
    hoarded[kind]!--;
  };
  take(40);
  kernel.call('fill');

  const plain = new PlainAddressSpace();
  const expectAlike = (): void => {
    kernel.call('drain_rcu');
    const found = mappings(kernel, mm);
    // Neighbours that are alike may be one mapping or two: a split may have been done, or a merge not.
    expect(pagewise(found)).toEqual(pagewise(plain.mappings()));
    const { pages, tables } = pageTables(kernel, mm);
    expect(pages).toEqual(plain.present);
    expect([kernel.field(mm, 'mm_struct', 'map_count'), kernel.field(mm, 'mm_struct', 'total_vm')]).toEqual([found.length, plain.total]);
    const used = { vm_area_struct: found.length, page: pages.size, pte_table: tables.filter(([, size]) => size === PMD).length };
    for (const [kind, count] of Object.entries(used)) expect([kind, kernel.count(kind) - hoarded[kind]!]).toEqual([kind, count]);
  };

  const failed = new Set<string>();
  for (const step of STEPS) {
    // Nothing is left at first; then one object more of one kind for each attempt.
    take(1000);
    for (let given = 0; ; given++) {
      const result = onKernel(kernel, step);
      if (result === 0) break;
      failed.add(step.call);
      expect(result).toBe(step.call === 'access' ? OOM : -ENOMEM);
      expectAlike();
      expect(given).toBeLessThan(KINDS.length * 12);
      give(KINDS[given % KINDS.length]!);
    }
    onPlain(plain, step);
    expectAlike();
  }
  expect([...failed].sort()).toEqual(['access', 'map', 'protect', 'unmap']);

  kernel.call('finish');
  kernel.call('drain_rcu');
  expect(kernel.count('mm_struct')).toBe(0);
  for (const kind of KINDS) expect([kind, kernel.count(kind)]).toEqual([kind, hoarded[kind]]);
});

/** Flags by page. */
function pagewise(found: Mapping[]): Map<number, number> {
  return new Map(found.flatMap(({ start, end, flags }) => Array.from({ length: (end - start) / PAGE }, (_, i) => [start + i * PAGE, flags] as const)));
}
