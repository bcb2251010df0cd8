/*
 * The tree of ranges that holds an address space's VMAs: a B-tree in the manner of the kernel's maple tree.
 *
 * ```
 *                    ma_root ──► [ pivot 0x4fff │ 0x9fff │ … ]          level 1
 *                                  │              └──────────┐
 *   level 0   [ 0x1000-0x2fff │ 0x4000-0x4fff ]   [ 0x7000-0x9fff │ … ]
 *                vma             vma                  vma
 * ```
 * A leaf slot holds an entry and the range it covers, first and last address included; gaps take no slot. An inner
 * slot's pivot is exactly the last address of all below it, so "the first entry that ends at or after this address" is
 * found by one straight way down. That differs from the kernel's nodes, where gaps are empty slots and the first
 * address is implied: here neighbouring gaps need no joining, which halves the writer (maple_store.ts).
 *
 * A node never changes once readers can reach it. Writers, who hold mmap_lock for write, build new nodes all the way
 * up and publish the new root: a reader sees one version of the tree from root to leaf, whatever happens meanwhile.
 * Readers are in an RCU section or hold mmap_lock; old nodes are freed after a grace period.
 */
const MAPLE_SLOTS = 16;

interface maple_tree {
  ma_root: maple_node;
}

interface maple_node {
  /** Slots in use. */
  end: int;
  /** Height above the leaves. */
  level: int;
  /** The last address under each slot, ascending. */
  pivot: ArrayOf<ulong, typeof MAPLE_SLOTS>;
  /** Entries in a leaf, nodes one level down elsewhere. */
  slot: ArrayOf<void_ptr, typeof MAPLE_SLOTS>;
  /** The first address of each range; in leaves only. */
  first: ArrayOf<ulong, typeof MAPLE_SLOTS>;
  rcu: Embedded<rcu_head>;
  /** Chains the nodes a writer builds or retires; readers do not look at it. */
  next: maple_node;
}

/** The first slot that ends at or after `index`; `node.end` if none does. */
function mas_slot(node: maple_node, index: ulong): int {
  const end = node.end;
  let i = 0;
  while (i < end && node.pivot[i] < index) i++;
  return i;
}

function mas_child(node: maple_node, slot: int): maple_node {
  return cast<maple_node>(rcu_dereference(node.slot[slot]));
}

/** The leaf where the first entry that ends at or after `index` is, if any is; NULL when there is surely none. */
function mas_walk(mt: maple_tree, index: ulong): maple_node {
  let node = rcu_dereference(mt.ma_root);
  while (node !== NULL && node.level > 0) {
    const i = mas_slot(node, index);
    node = i < node.end ? mas_child(node, i) : NULL;
  }
  return node;
}

/** The entry whose range holds `index`, or NULL. */
function mtree_load(mt: maple_tree, index: ulong): void_ptr {
  const leaf = mas_walk(mt, index);
  if (leaf === NULL) return NULL;
  const i = mas_slot(leaf, index);
  return i < leaf.end && leaf.first[i] <= index ? rcu_dereference(leaf.slot[i]) : NULL;
}

/** The first entry that ends at or after `index`, or NULL: go on from its last address + 1 to visit all. */
function mt_find(mt: maple_tree, index: ulong): void_ptr {
  const leaf = mas_walk(mt, index);
  if (leaf === NULL) return NULL;
  const i = mas_slot(leaf, index);
  return i < leaf.end ? rcu_dereference(leaf.slot[i]) : NULL;
}

/** The last entry that ends before `index`, or NULL. */
function mt_prev(mt: maple_tree, index: ulong): void_ptr {
  let node = rcu_dereference(mt.ma_root);
  // The lowest node on the way down that has something to the left of the way, and its slot there.
  let left: maple_node = NULL;
  let slot = 0;
  while (node !== NULL) {
    const i = mas_slot(node, index);
    if (i > 0) {
      left = node;
      slot = i - 1;
    }
    node = i < node.end && node.level > 0 ? mas_child(node, i) : NULL;
  }
  if (left === NULL) return NULL;
  while (left.level > 0) {
    left = mas_child(left, slot);
    slot = left.end - 1;
  }
  return rcu_dereference(left.slot[slot]);
}
