/**
 * A store to the tree in progress: the ways down to where it changes, the items that the level being built will hold, and
 * the nodes that it replaces. What is done with them is in maple_store.ts.
 *
 * ```
 *                 root                    left: the way to the first address of the range, right: to the last;
 *           left ╱    ╲ right             both, and all that is between them, are replaced
 *          node  (…)  node
 *          ╱             ╲
 *      leaf  (…)  (…)   leaf
 * ```
 */

/** Levels: MAPLE_MIN ** MAPLE_HEIGHT_MAX is far beyond the 2 ** 20 pages there are. */
const MAPLE_HEIGHT_MAX = 10;
/** The most nodes one level of a store makes, and the most items that go into them. */
const MAPLE_FRESH = 3;
const MAPLE_ITEMS = MAPLE_SLOTS * MAPLE_FRESH;

/** One way down the tree: by level, the node and the slot it goes on through. */
interface ma_path {
  node: ArrayOf<maple_node, typeof MAPLE_HEIGHT_MAX>;
  slot: ArrayOf<int, typeof MAPLE_HEIGHT_MAX>;
}

/** A store in progress. */
interface ma_state {
  /** The ways down to the first and to the last address of the range. */
  left: Embedded<ma_path>;
  right: Embedded<ma_path>;
  /** What the level being built will hold, in order. */
  count: int;
  first: ArrayOf<ulong, typeof MAPLE_ITEMS>;
  pivot: ArrayOf<ulong, typeof MAPLE_ITEMS>;
  slot: ArrayOf<void_ptr, typeof MAPLE_ITEMS>;
  /** The nodes last built. */
  nr_fresh: int;
  fresh: ArrayOf<maple_node, typeof MAPLE_FRESH>;
  /** Chains of all nodes built, and of all that they replace. */
  built: maple_node;
  retired: maple_node;
}

function mas_add(mas: ma_state, first: ulong, pivot: ulong, slot: void_ptr): void {
  const i = mas.count;
  mas.first[i] = first;
  mas.pivot[i] = pivot;
  mas.slot[i] = slot;
  mas.count = i + 1;
}

function mas_keep(mas: ma_state, node: maple_node, from: int, to: int): void {
  for (let i = from; i < to; i++) mas_add(mas, node.first[i], node.pivot[i], node.slot[i]);
}

function mas_retire(mas: ma_state, node: maple_node): void {
  node.next = mas.retired;
  mas.retired = node;
}

/** Moves the subtrees chained at `work`, node by node, onto the chain `list`; returns the longer chain. */
function mas_flatten(work: maple_node, list: maple_node): maple_node {
  while (work !== NULL) {
    const node = work;
    work = node.next;
    if (node.level > 0) {
      for (let i = 0; i < node.end; i++) {
        const child = mas_child(node, i);
        child.next = work;
        work = child;
      }
    }
    node.next = list;
    list = node;
  }
  return list;
}

/** Retires the children of `node` from slot `from` up to but not including `to`, with all below them. */
function mas_retire_between(mas: ma_state, node: maple_node, from: int, to: int): void {
  for (let i = from; i < to; i++) {
    const child = mas_child(node, i);
    child.next = NULL;
    mas.retired = mas_flatten(child, mas.retired);
  }
}

function mas_descend(path: ma_path, root: maple_node, index: ulong): void {
  let node = root;
  while (node !== NULL) {
    const level = node.level;
    let i = mas_slot(node, index);
    if (level > 0 && i === node.end) i--;
    path.node[level] = node;
    path.slot[level] = i;
    node = level > 0 ? mas_child(node, i) : NULL;
  }
}

/** Retires both ways down and everything between them. */
function mas_retire_covered(mas: ma_state, height: int): void {
  for (let level = height; level >= 0; level--) {
    const left = mas.left.node[level];
    const right = mas.right.node[level];
    mas_retire(mas, left);
    if (left !== right) mas_retire(mas, right);
    if (level === 0) return;
    if (left === right) {
      mas_retire_between(mas, left, mas.left.slot[level] + 1, mas.right.slot[level]);
    } else {
      mas_retire_between(mas, left, mas.left.slot[level] + 1, left.end);
      mas_retire_between(mas, right, 0, mas.right.slot[level]);
    }
  }
}
