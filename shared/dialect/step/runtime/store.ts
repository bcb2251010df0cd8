/**
 * The states seen. A state is a binary tree over its chunks of 32 bytes; equal chunks and equal subtrees are stored once, so that
 * a state costs little more than its root, a pair of references. Exact and reversible. (Blom, Lisser, van de Pol, Weber, "A
 * Database Approach to Distributed State-Space Generation", 2011; Laarman, van de Pol, Weber, "Parallel Recursive State
 * Compression for Free", 2011.) All workers insert at once, without locks: a place is claimed by one compare-and-exchange.
 *
 * ```
 *   node 1 ─┬─ node 2 ─┬─ node 4 …          nodes `leaves` … are the chunks; a reference is 0 for "all zero",
 *           └─ node 3  └─ node 5 …          else 1 + the place in the table of pairs (or chunks)
 * ```
 * Each worker has, for the state it expands: `pristine`, its words; `work`, the same with a step's changes; `dirty`, a bit for each
 * chunk of `work` that may differ; `tree`, the reference of each node of `pristine`.
 */

function $hash(left: uint, right: uint): uint {
  let h: uint = left * 0x9e3779b1 + right;
  h ^= h >>> 15;
  h *= 0x85ebca6b;
  h ^= h >>> 13;
  h *= 0xc2b2ae35;
  h ^= h >>> 16;
  return h;
}

/** The reference of a pair. */
function $pair(left: int, right: int): int {
  if ((left | right) === 0) return 0;
  const mask = $param('pairMask');
  let at: uint = $hash(left, right) & mask;
  for (;;) {
    const entry: ulong = $param('pairs') + (at << 3);
    if ($is_pair(entry, left, right)) return at + 1;
    if ($empty_pair(entry)) {
      if ($claim_pair(entry, left, right)) {
        $count($PAIRS);
        return at + 1;
      }
    } else if (!$is_pair(entry, left, right)) {
      at = (at + 1) & mask;
    }
  }
}

/** The reference of a chunk. Tags: 0 free, 1 being written, else 3 with bits of the hash. */
function $chunk(from: ulong): int {
  let h: uint = 0;
  let any = 0;
  for (let i = 0; i < 32; i += 4) {
    const word = $load(from + i);
    any |= word;
    h = (h ^ word) * 0x9e3779b1;
    h = (h << 13) | (h >>> 19);
  }
  if (any === 0) return 0;
  h = $hash(h, 0);
  const tag = h | 3;
  const mask = $param('chunkMask');
  let at: uint = (h * 0xc2b2ae35 >>> 7) & mask;
  for (;;) {
    const place: ulong = $param('chunkTags') + (at << 2);
    const entry: ulong = $param('chunks') + (at << 5);
    const seen = $atomic_load(place);
    if (seen === tag && $same_chunk(entry, from)) return at + 1;
    if (seen === 0) {
      if ($atomic_cmpxchg(place, 0, 1) === 0) {
        $copy_chunk(entry, from);
        $atomic_store(place, tag);
        $count($CHUNKS);
        return at + 1;
      }
    } else if (seen !== 1) {
      at = (at + 1) & mask;
    }
  }
}

/** Stores the root of a state; returns its place. */
function $root(left: int, right: int, parent: int): int {
  const mask = $param('rootMask');
  let at: uint = $hash(left, right) & mask;
  for (;;) {
    const entry: ulong = $param('roots') + (at << 3);
    if ($is_pair(entry, left, right)) return at;
    if ($empty_pair(entry)) {
      if ($claim_pair(entry, left, right)) {
        $store($param('parents') + (at << 2), parent);
        $store($x_level(1) + ($atomic_add($param('shared') + $NEXT_SIZE, 1) << 2), at);
        $count($STATES);
        $set_control($FRESH, 1);
        return at;
      }
    } else if (!$is_pair(entry, left, right)) {
      at = (at + 1) & mask;
    }
  }
}

/** The states of the level being expanded (0), or of the next (1). */
function $x_level(next: int): ulong {
  return (($load($param('shared') + $LEVEL) + next) & 1) === 0 ? $param('evenLevel') : $param('oddLevel');
}

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

/** Stores the working state; returns its place. `tree` is left as it was. */
function $insert(parent: int): int {
  const tree = $param('tree');
  const leaves = $param('leaves');
  const work = $param('work');
  const undo = $param('undo');
  const list = $param('list');
  let undone = undo;
  let end = list;
  let last: ulong = 0;
  for (let w: ulong = 0; w < $param('dirtyWords'); w++) {
    let bits = $load($param('dirty') + (w << 2));
    while (bits !== 0) {
      const chunk: ulong = (w << 5) + $ctz(bits);
      bits &= bits - 1;
      const node: ulong = leaves + chunk;
      const value = $chunk(work + (chunk << 5));
      const before = $load(tree + (node << 2));
      if (before === value) continue;
      $store(undone, node);
      $store(undone + 4, before);
      undone += 8;
      $store(tree + (node << 2), value);
      if (node >>> 1 !== last) {
        last = node >>> 1;
        $store(end, last);
        end += 4;
      }
    }
  }
  $set_control($FRESH, 0);
  let place = $control($AT_STATE);
  if (end > list) {
    while ($load(list) !== 1) {
      let parents = list;
      last = 0;
      for (let at = list; at < end; at += 4) {
        const node: ulong = $load(at);
        const value = $pair($load(tree + (node << 3)), $load(tree + (node << 3) + 4));
        $store(undone, node);
        $store(undone + 4, $load(tree + (node << 2)));
        undone += 8;
        $store(tree + (node << 2), value);
        if (node >>> 1 !== last) {
          last = node >>> 1;
          $store(parents, last);
          parents += 4;
        }
      }
      end = parents;
    }
    place = $root($load(tree + 8), $load(tree + 12), parent);
  }
  while (undone > undo) {
    undone -= 8;
    $store(tree + ($load(undone) << 2), $load(undone + 4));
  }
  return place;
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
  const leaves = $param('leaves');
  const entry: ulong = $param('roots') + (state << 3);
  const stack = $param('undo');
  let top = stack + 16;
  $store(stack, 2);
  $store(stack + 4, $load(entry));
  $store(stack + 8, 3);
  $store(stack + 12, $load(entry + 4));
  while (top > stack) {
    top -= 8;
    const node: ulong = $load(top);
    const value: ulong = $load(top + 4);
    if ($load(tree + (node << 2)) === value) continue;
    $store(tree + (node << 2), value);
    if (node >= leaves) {
      const at = (node - leaves) << 5;
      const chunk: ulong = value === 0 ? $param('zeroes') : $param('chunks') + ((value - 1) << 5);
      $copy_chunk($param('pristine') + at, chunk);
      $copy_chunk($param('work') + at, chunk);
    } else {
      const pair: ulong = value === 0 ? $param('zeroes') : $param('pairs') + ((value - 1) << 3);
      $store(top, node << 1);
      $store(top + 4, $load(pair));
      $store(top + 8, (node << 1) + 1);
      $store(top + 12, $load(pair + 4));
      top += 16;
    }
  }
}

/** Stores the working state as the first: every chunk may differ from the empty state. */
function $first(): int {
  const all = $param('leaves') < 32 ? (1 << $param('leaves')) - 1 : -1;
  for (let w: ulong = 0; w < $param('dirtyWords'); w++) $store($param('dirty') + (w << 2), all);
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
