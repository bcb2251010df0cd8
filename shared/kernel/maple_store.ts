/**
 * The tree's one way to change: store an entry, or nothing, over a range. Whatever the range covers is overwritten;
 * entries that reach out of it are trimmed. So insert, erase, split, grow and swallow-the-neighbour are all one store.
 *
 * ```
 *   old root        new root            Level by level from the leaves: what is kept left of the range, what is new,
 *    │  └──┐    ┌────┘ │                what is kept right of it, dealt out evenly to as many new nodes as that needs;
 *    ▼     ▼    ▼      ▼                those are what is new one level up. Nothing that readers can reach changes,
 *   leaf  kept leaf  leaf'              until the new root is published, so failing half-way costs only the new nodes.
 * ```
 */

/** A node with fewer entries than this is joined with a sibling. */
const MAPLE_MIN = 6;

/** The leaves' items: what is left of the range, the entry, what is right of it. */
function mas_leaf_items(mas: ma_state, index: ulong, last: ulong, entry: void_ptr): void {
  const left = mas.left.node[0];
  const l = mas.left.slot[0];
  mas_keep(mas, left, 0, l);
  if (l < left.end && left.first[l] < index) mas_add(mas, left.first[l], index - 1, left.slot[l]);
  if (entry !== NULL) mas_add(mas, index, last, entry);
  const right = mas.right.node[0];
  const r = mas.right.slot[0];
  if (r === right.end) return;
  if (right.pivot[r] > last) {
    mas_add(mas, right.first[r] > last ? right.first[r] : last + 1, right.pivot[r], right.slot[r]);
  }
  mas_keep(mas, right, r + 1, right.end);
}

/** Takes a sibling's content in, when this level has too little for a node and a sibling is at hand. */
function mas_join(mas: ma_state, level: int): void {
  const left = mas.left.node[level + 1];
  const l = mas.left.slot[level + 1];
  const right = mas.right.node[level + 1];
  const r = mas.right.slot[level + 1];
  if (r + 1 < right.end) {
    const sibling = mas_child(right, r + 1);
    mas_keep(mas, sibling, 0, sibling.end);
    mas_retire(mas, sibling);
    mas.right.slot[level + 1] = r + 1;
  } else if (l > 0) {
    const sibling = mas_child(left, l - 1);
    const count = mas.count;
    // The sibling's items go before ours, so ours make room.
    for (let i = count - 1; i >= 0; i--) {
      mas.first[i + sibling.end] = mas.first[i];
      mas.pivot[i + sibling.end] = mas.pivot[i];
      mas.slot[i + sibling.end] = mas.slot[i];
    }
    mas.count = 0;
    mas_keep(mas, sibling, 0, sibling.end);
    mas.count += count;
    mas_retire(mas, sibling);
    mas.left.slot[level + 1] = l - 1;
  }
}

/** Deals the items out to new nodes; false when memory runs out. */
function mas_build(mas: ma_state, level: int): boolean {
  const nodes = (mas.count + MAPLE_SLOTS - 1) / MAPLE_SLOTS;
  let from = 0;
  for (let k = 0; k < nodes; k++) {
    const node = should_fail_alloc() ? NULL : alloc<maple_node>();
    if (node === NULL) return false;
    node.next = mas.built;
    mas.built = node;
    const share = (mas.count - from) / (nodes - k);
    for (let i = 0; i < share; i++) {
      node.first[i] = mas.first[from + i];
      node.pivot[i] = mas.pivot[from + i];
      node.slot[i] = mas.slot[from + i];
    }
    node.level = level;
    node.end = share;
    mas.fresh[k] = node;
    from += share;
  }
  mas.nr_fresh = nodes;
  return true;
}

/** The items one level up: the new nodes, between what is kept of the nodes that were there. */
function mas_ascend(mas: ma_state, level: int, height: int): void {
  mas.count = 0;
  if (level <= height) mas_keep(mas, mas.left.node[level], 0, mas.left.slot[level]);
  for (let k = 0; k < mas.nr_fresh; k++) {
    const node = mas.fresh[k];
    mas_add(mas, 0, node.pivot[node.end - 1], node);
  }
  if (level <= height) mas_keep(mas, mas.right.node[level], mas.right.slot[level] + 1, mas.right.node[level].end);
}

function maple_node_free_rcu(head: rcu_head): void {
  free(container_of<maple_node>(head, 'rcu'));
}

/** Frees a chain of nodes that no reader can have reached. */
function maple_free_chain(node: maple_node): void {
  while (node !== NULL) {
    const next = node.next;
    free(node);
    node = next;
  }
}

/**
 * Stores `entry` over the addresses from `index` to `last`, both included; NULL erases. The caller holds mmap_lock for
 * write. Returns 0, or -ENOMEM with nothing changed.
 */
function mtree_store_range(mt: maple_tree, index: ulong, last: ulong, entry: void_ptr): int {
  const mas = local<ma_state>();
  const root = mt.ma_root;
  let height = -1;
  if (root !== NULL) {
    height = root.level;
    mas_descend(mas.left, root, index);
    mas_descend(mas.right, root, last);
    mas_retire_covered(mas, height);
    mas_leaf_items(mas, index, last, entry);
  } else if (entry !== NULL) {
    mas_add(mas, index, last, entry);
  }
  let level = 0;
  while (level === 0 || level < height || mas.count > 1) {
    if (level < height && mas.count > 0 && mas.count < MAPLE_MIN) mas_join(mas, level);
    if (level === MAPLE_HEIGHT_MAX || !mas_build(mas, level)) {
      maple_free_chain(mas.built);
      return -ENOMEM;
    }
    level++;
    mas_ascend(mas, level, height);
  }
  rcu_assign_pointer(mt.ma_root, mas.count === 0 ? NULL : cast<maple_node>(mas.slot[0]));
  let node = mas.retired;
  while (node !== NULL) {
    const next = node.next;
    call_rcu(node.rcu, maple_node_free_rcu);
    node = next;
  }
  return 0;
}

/** Frees the whole tree at once: nobody reads it any more. The entries are the caller's. */
function mtree_destroy(mt: maple_tree): void {
  const root = mt.ma_root;
  if (root === NULL) return;
  mt.ma_root = NULL;
  root.next = NULL;
  maple_free_chain(mas_flatten(root, NULL));
}
