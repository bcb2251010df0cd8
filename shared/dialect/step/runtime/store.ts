/**
 * States: a tree over the chunks of 32 bytes (shape.ts), in which equal chunks and equal subtrees are stored once (table.ts), so that
 * a state costs little more than its root, a pair of references. Exact and reversible. (Blom, Lisser, van de Pol, Weber, "A Database
 * Approach to Distributed State-Space Generation", 2011; Laarman, van de Pol, Weber, "Parallel Recursive State Compression for
 * Free", 2011.)
 *
 * Each worker has, for the state it expands: `pristine`, its words; `work`, the same with a step's changes; `dirty`, a bit for each
 * chunk of `work` that may differ; `tree`, the references of each group of `pristine`; `stale`, a bit for each group that has changed.
 */

/** Marks the chunks of a thread's record that its steps have changed. */
function $x_mark_record(thread: int): void {
  const record = $x_record(thread) - $param('work');
  for (let at = record; at < record + $param('recordBytes'); at += 32) {
    if (!$same_chunk($param('work') + at, $param('pristine') + at)) {
      const dirty = $param('dirty') + ((at >>> 10) << 2);
      $store(dirty, $load(dirty) | (1 << ((at >>> 5) & 31)));
    }
  }
}

/** Puts a reference to a chunk or group into the tree. What was there is noted at `undone`. */
function $x_refer(item: ulong, value: int, undone: ulong): ulong {
  return $x_refer_at($load($param('up') + (item << 2)), value, undone);
}

function $x_refer_at(word: ulong, value: int, undone: ulong): ulong {
  const place = $param('tree') + (word << 2);
  const before = $load(place);
  if (before === value) return undone;
  $store(undone, place);
  $store(undone + 4, before);
  $store(place, value);
  const stale = $param('stale') + ((word >>> 8) << 2);
  $store(stale, $load(stale) | (1 << ((word >>> 3) & 31)));
  return undone + 8;
}

/** Stores the chunks of the working state that have changed, and refers to them. */
function $x_store_chunks(): ulong {
  let undone = $param('undo');
  for (let w: ulong = 0; w < $param('dirtyWords'); w++) {
    let bits = $load($param('dirty') + (w << 2));
    while (bits !== 0) {
      const chunk: ulong = (w << 5) + $ctz(bits);
      bits &= bits - 1;
      undone = $x_refer($param('groups') + chunk, $node($param('work') + (chunk << 5)), undone);
    }
  }
  return undone;
}

/** Refers to the chunks that an action has changed that is remembered (memo.ts). */
function $x_refer_changes(leaf: ulong): ulong {
  let undone = $param('undo');
  const end = $x_changes(leaf) + $load(leaf + $CHANGES);
  for (let at = $x_changes(leaf); at < end; at += 8) undone = $x_refer($param('groups') + $load(at), $load(at + 4), undone);
  return undone;
}

/** Stores the groups above chunks that have changed. The root is then in the tree, which $x_undo brings back. */
function $x_store_groups(from: ulong): ulong {
  let undone = from;
  // A group comes after those that refer to it.
  for (let w: int = $param('staleWords') - 1; w >= 0; w--) {
    const stale = $param('stale') + (w << 2);
    for (;;) {
      const bits = $load(stale);
      if (bits === 0) break;
      const top = 31 - $clz(bits);
      $store(stale, bits ^ (1 << top));
      const group: ulong = (w << 5) + top;
      if (group === 0) break;
      const from = $param('tree') + (group << 5);
      const value = group < $param('pairGroups') ? $pair($load(from), $load(from + 4)) : $node(from);
      undone = $x_refer(group, value, undone);
    }
  }
  return undone;
}

function $x_undo(from: ulong): void {
  let undone = from;
  while (undone > $param('undo')) {
    undone -= 8;
    $store($load(undone), $load(undone + 4));
  }
}

/** Stores the working state; returns its place, and says by $FRESH whether it is new. `tree` is left as it was. */
function $insert(parent: int): int {
  const chunks = $x_store_chunks();
  $set_control($FRESH, 0);
  if (chunks === $param('undo')) return $control($AT_STATE);
  const undone = $x_store_groups(chunks);
  const left = $load($param('tree'));
  const right = $load($param('tree') + 4);
  const place = $root(left, right, $mix($hash_pair(left, right)), parent, $control($AWAKE));
  $x_undo(undone);
  return place;
}

/** As $insert, but not at once: see $flush. `chunks`: where what is to be undone ends, once what has changed is referred to; `leaf`: of what is remembered, or 0. */
function $x_insert_later(parent: int, chunks: ulong, leaf: ulong, thread: int): void {
  if (chunks === $param('undo')) return;
  const undone = $x_store_groups(chunks);
  if (leaf !== 0) $x_follows(leaf, thread);
  const queued = $control($QUEUED);
  const entry = $param('queue') + (queued << 5);
  $store_pair(entry, $load($param('tree')), $load($param('tree') + 4));
  $store(entry + 8, parent);
  $store(entry + 16, $control($AWAKE));
  $set_control($QUEUED, queued + 1);
  $x_undo(undone);
  if (queued + 1 === $QUEUE) $flush();
}

/** Takes a step's changes back. */
function $x_revert(): void {
  for (let w: ulong = 0; w < $param('dirtyWords'); w++) {
    const word = $param('dirty') + (w << 2);
    let bits = $load(word);
    if (bits === 0) continue;
    while (bits !== 0) {
      const at: ulong = ((w << 5) + $ctz(bits)) << 5;
      bits &= bits - 1;
      $copy_chunk($param('work') + at, $param('pristine') + at);
    }
    $store(word, 0);
  }
}

/** Makes a stored state the one being expanded. Subtrees that it shares with the one before are left as they are. */
function $restore(state: int): void {
  const tree = $param('tree');
  const stack = $param('undo');
  const root = $param('roots') + (state << 3);
  let top = stack + 16;
  $store(stack, 0);
  $store(stack + 4, $load(root));
  $store(stack + 8, 1);
  $store(stack + 12, $load(root + 4));
  while (top > stack) {
    top -= 8;
    const word: ulong = $load(top);
    const value: ulong = $load(top + 4);
    if ($load(tree + (word << 2)) === value) continue;
    $store(tree + (word << 2), value);
    const item: ulong = $load($param('child') + (word << 2));
    if (item >= $param('groups')) {
      const at = (item - $param('groups')) << 5;
      const chunk = $param('nodes') + (value << 5);
      $copy_chunk($param('pristine') + at, chunk);
      $copy_chunk($param('work') + at, chunk);
    } else {
      const pair = item < $param('pairGroups');
      const entry = pair ? $param('pairs') + (value << 3) : $param('nodes') + (value << 5);
      const end: ulong = pair ? 2 : 8;
      for (let i: ulong = 0; i < end; i++) {
        const now = $load(entry + (i << 2));
        if ($load(tree + (item << 5) + (i << 2)) === now) continue;
        $store(top, (item << 3) + i);
        $store(top + 4, now);
        top += 8;
      }
    }
  }
}

/** Stores the working state as the first: every chunk may differ from the empty state. */
function $first(): int {
  for (let at: ulong = 0; at < $param('stateBytes'); at += 32) {
    const word = $param('dirty') + ((at >>> 10) << 2);
    $store(word, $load(word) | (1 << ((at >>> 5) & 31)));
  }
  $set_control($AWAKE, -1);
  const place = $insert(-1);
  $x_revert();
  return place;
}

/** For replay: makes a stored state the working one. */
function $show(state: int): void {
  $x_revert();
  $restore(state);
  $copy($param('work'), $param('pristine'), $param('stateBytes'));
}
