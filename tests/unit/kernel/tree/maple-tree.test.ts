/** The tree of ranges against a plain array of ranges: any sequence of stores, deep trees, and memory that runs out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runKernel, type Kernel } from '../in-thread.ts';
import { mostNodes, PlainTree, readTree } from './tree-view.ts';

const SNIPPET = `
let tree: Embedded<maple_tree>;
let spare: maple_node;
function store(first: ulong, last: ulong, entry: void_ptr): int { return mtree_store_range(tree, first, last, entry); }
function load(index: ulong): void_ptr { return mtree_load(tree, index); }
function find(index: ulong): void_ptr { return mt_find(tree, index); }
function prev(index: ulong): void_ptr { return mt_prev(tree, index); }
function destroy(): void { mtree_destroy(tree); }
/** n ranges of one page each, with a gap after each, in the order in which step walks through them. */
function fill(n: int, step: int): int {
  let failed = 0;
  let k: ulong = 0;
  for (let i = 0; i < n; i++) {
    k = (k + step) % n;
    if (mtree_store_range(tree, k * 0x2000, k * 0x2000 + 0xfff, rcu_state) !== 0) failed++;
    while (READ_ONCE(rcu_state.pending) !== NULL) rcu_gp_kthread();
  }
  return failed;
}
/** Erases all but every tenth, one by one. */
function thin(n: int): void {
  for (let i = 0; i < n; i++) {
    if (i % 10 !== 0) mtree_store_range(tree, i * 0x2000, i * 0x2000 + 0xfff, NULL);
    while (READ_ONCE(rcu_state.pending) !== NULL) rcu_gp_kthread();
  }
}
/** How many of them are not as they should be. */
function wrong(n: int): int {
  let bad = 0;
  for (let i = 0; i < n; i++) {
    const at: ulong = i * 0x2000;
    if (mtree_load(tree, at) === NULL || mtree_load(tree, at + 0xfff) === NULL || mtree_load(tree, at + 0x1000) !== NULL) bad++;
  }
  return bad;
}
function exhaust(): void {
  for (;;) {
    const node = alloc<maple_node>();
    if (node === NULL) return;
    node.next = spare;
    spare = node;
  }
}
/** Lets so many allocations of a node succeed from now on. */
function release(n: int): void {
  for (let i = 0; i < n; i++) {
    const node = spare;
    spare = node.next;
    free(node);
  }
}
`;

const LAST = 0xffffffff;
const run = runKernel(SNIPPET, { heapKb: 2048 });
const root = (kernel: Kernel) => kernel.get('tree') >>> 0;

/** Entries are any words but NULL: the tree does not look into them. */
let number = 0;
const nextEntry = () => (number = (number % 0xffff) + 1) << 6;

function empty(): PlainTree {
  run.call('destroy');
  run.call('drain_rcu');
  expect(run.objects()).toEqual({});
  return new PlainTree();
}

/** Compares everything: the shape, the content, look-ups around the edges of ranges, and that no node is lost. */
function compare(plain: PlainTree, probes: readonly number[]): void {
  const { ranges, nodes } = readTree(run, root(run));
  expect(ranges).toEqual(plain.ranges);
  run.call('drain_rcu');
  expect(run.count('maple_node')).toBe(nodes);
  const edges = plain.ranges.slice(0, 20).flatMap(({ first, last }) => [first - 1, first, last, last + 1]);
  for (const index of [0, LAST, ...edges, ...probes].filter((i) => i >= 0 && i <= LAST)) {
    expect([index, run.call('load', index) >>> 0]).toEqual([index, plain.load(index)]);
    expect([index, run.call('find', index) >>> 0]).toEqual([index, plain.find(index)]);
    expect([index, run.call('prev', index) >>> 0]).toEqual([index, plain.prev(index)]);
  }
}

/** A small universe makes neighbours, overlaps and exact hits frequent; a large one makes deep trees. */
const stores = (size: number, most: number, longest: number) => {
  const one = fc.record({ at: fc.nat(size), length: fc.oneof(fc.nat(longest), fc.nat(size)), erase: fc.boolean() });
  return fc.array(one.map(({ at, length, erase }) => ({ first: at, last: Math.min(at + length, size), erase })), { maxLength: most, size: 'max' });
};

function apply(plain: PlainTree, { first, last, erase }: { first: number; last: number; erase: boolean }, scale = 1): void {
  const entry = erase ? 0 : nextEntry();
  const to = Math.min(last * scale + scale - 1, LAST);
  expect(run.call('store', first * scale, to, entry)).toBe(0);
  plain.store(first * scale, to, entry);
}

describe('any sequence of stores', () => {
  it('in a small universe, compared after every step', () => {
    fc.assert(
      fc.property(stores(40, 40, 4), (operations) => {
        const plain = empty();
        for (const operation of operations) {
          apply(plain, operation);
          compare(plain, []);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('over the whole range of addresses', () => {
    fc.assert(
      fc.property(stores(0xfffff, 60, 0x1000), fc.array(fc.nat(LAST)), (operations, probes) => {
        const plain = empty();
        for (const operation of operations) apply(plain, operation, 0x1000);
        compare(plain, probes);
      }),
      { numRuns: 60 },
    );
  });

  it('on a tree of three levels and more: many short ranges first, then holes and long ranges through it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 800, max: 1500 }), fc.nat(1000), stores(3000, 60, 200), (count, seed, operations) => {
        const plain = empty();
        // Every other page, in an order that jumps about.
        for (let i = 0; i < count; i++) {
          const at = 2 * ((i * 7919 + seed) % count);
          apply(plain, { first: at, last: at, erase: false });
          if (i % 50 === 0) run.call('drain_rcu');
        }
        expect(readTree(run, root(run)).depth).toBeGreaterThanOrEqual(3);
        compare(plain, []);
        for (const operation of operations) apply(plain, operation);
        compare(plain, operations.map(({ first }) => first));
        for (const range of [...plain.ranges]) apply(plain, { ...range, erase: true });
        compare(plain, []);
        expect(root(run)).toBe(0);
      }),
      { numRuns: 6 },
    );
  });

  it('that cover everything, or nothing', () => {
    const plain = empty();
    apply(plain, { first: 0, last: LAST, erase: true });
    compare(plain, [5]);
    apply(plain, { first: 0, last: LAST, erase: false });
    compare(plain, [5]);
    apply(plain, { first: 100, last: 200, erase: false });
    compare(plain, [99, 100, 200, 201]);
    apply(plain, { first: 0, last: LAST, erase: false });
    compare(plain, [5]);
    expect(plain.ranges).toHaveLength(1);
  });
});

describe('100,000 ranges', () => {
  it('are all found, in few nodes, when they come and when they go', () => {
    const COUNT = 100_000;
    const large = runKernel(SNIPPET, { heapKb: 32_768, checks: 'quarantine' });
    expect(large.call('fill', COUNT, 61_803)).toBe(0);
    expect(large.call('wrong', COUNT)).toBe(0);
    const shape = readTree(large, root(large));
    expect(shape.ranges).toHaveLength(COUNT);
    expect(shape.depth).toBeGreaterThanOrEqual(4);
    expect(shape.nodes).toBeLessThan(mostNodes(COUNT));
    large.call('drain_rcu');
    expect(large.count('maple_node')).toBe(shape.nodes);
    // What is left after erasing fills fewer nodes, not the same ones thinly.
    large.call('thin', COUNT);
    const thinned = readTree(large, root(large));
    expect(thinned.ranges).toHaveLength(COUNT / 10);
    expect(thinned.nodes).toBeLessThan(mostNodes(COUNT / 10));
    large.call('drain_rcu');
    large.call('destroy');
    expect(large.objects()).toEqual({});
  }, 120_000);
});

describe('when memory runs out', () => {
  it('changes nothing and loses nothing, wherever in a store that happens', () => {
    const small = runKernel(SNIPPET, { heapKb: 128 });
    const plain = new PlainTree();
    const store = (first: number, last: number, entry: number) => small.call('store', first, last, entry);
    // Full nodes on three levels: a store has to split its way up to the root.
    for (let i = 0; i < 400; i++) {
      expect(store(i * 8, i * 8 + 3, 64)).toBe(0);
      plain.store(i * 8, i * 8 + 3, 64);
      small.call('drain_rcu');
    }
    small.call('exhaust');
    const cases = [[4, 5, 128], [1601, 1602, 128], [100, 3000, 0], [0, LAST, 0], [0, LAST, 128], [5000, 6000, 192], [1000, 1003, 0]] as const;
    for (const [first, last, entry] of cases) {
      const before = small.count('maple_node');
      const was = root(small);
      let available = 0;
      while (store(first, last, entry) !== 0) {
        expect(root(small)).toBe(was);
        expect(readTree(small, was).ranges).toEqual(plain.ranges);
        // What is allocated: the tree, and what fills the heap; a failed store gives all back.
        expect(small.count('maple_node')).toBe(before - available);
        small.call('release', 1);
        available++;
      }
      // To erase everything takes no node.
      expect(available === 0).toBe(first === 0 && entry === 0);
      plain.store(first, last, entry);
      expect(readTree(small, root(small)).ranges).toEqual(plain.ranges);
      small.call('drain_rcu');
      small.call('exhaust');
    }
  });
});
