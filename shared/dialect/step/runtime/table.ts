/**
 * What is stored once: chunks and nodes of 32 bytes, pairs of 8, and states, which are pairs, too. The entries of a table lie one behind
 * the other, and the place of an entry is what refers to it. They are found by an index with open addressing: a slot holds 0, or
 * the entry's place and as many bits of its hash as there is room for. All workers insert at once, without locks: an entry is written to
 * a place that a worker has taken for itself, and is there for all once a compare-and-exchange has put it into the index.
 *
 * ```
 *   index    ├ . ┼ tag 18 ┼ . ┼ . ┼ tag 16 ┼ tag 17 ┼ . ┤        grows (growth.ts)
 *   entries  ├ 16 ┼ 17 ┼ 18 ┼ …        ┤                         never move
 * ```
 * Sixteen slots are looked at together, which of them are free before which of them match: so what another worker enters meanwhile is either
 * seen, or in the way when a free slot is to be taken.
 *
 * Place 0 is the entry of zeros, which is in no index. Places are taken by the block; what a worker has not used of its block is zeros.
 */

/** Tables, as offsets in `tables`. */
const $T_NODES = 0;
const $T_PAIRS = 128;
const $T_STATES = 256;
/** Of a table: slots of its index; bits of a slot that are the place; the places from which on it is to grow; those that there are. */
const $CAPACITY = 0;
const $PLACE_BITS = 4;
const $GROW_AT = 8;
const $MOST = 12;
const $SLOTS = 16;
const $RESERVE = 20;
/** The next place that nobody has taken, and the next one to be entered into an index that is made anew: on a cache line of their own. */
const $NEXT = 64;
const $TO_ENTER = 68;

const $BLOCK = 64;
const $FAIL_FULL = 14;

function $mix(x: uint): uint {
  let h = (x ^ (x >>> 16)) * 0x85ebca6b;
  h ^= h >>> 15;
  return h;
}

/** Takes a block of places for this worker: `mine`, the next of them and where they end. */
function $x_take(table: ulong, mine: ulong): void {
  const at = $param('tables') + table;
  if ($load($param('shared') + $CREW) < 2) {
    if ($load(at + $NEXT) >= $load(at + $GROW_AT)) {
      $x_widen(table);
      $x_enter_all(table);
    }
  }
  for (;;) {
    const from = $atomic_load(at + $NEXT);
    // A block begins where a level ended, but ends at a multiple of sixteen, as `parents` are kept for as many.
    const end = (from + $BLOCK) & ~15;
    if (end >= $load(at + $MOST) || end >= $load(at + $CAPACITY)) $fail($FAIL_FULL, -1, 0, 0);
    if (from >= $load(at + $GROW_AT)) $atomic_store($param('shared') + $TIGHT, 1);
    if ($atomic_cmpxchg(at + $NEXT, from, end) === from) {
      $store(mine, from);
      $store(mine + 4, end);
      if (table === $T_STATES) $x_open(from, end);
      return;
    }
  }
}

/** Asks for the cache lines that a block of states will be written to, all at once: each would be waited for when the state is put into the index. */
function $x_open(from: int, end: int): void {
  for (let place = from; place < end; place += 8) {
    $store($param('roots') + (place << 3), 0);
    const awake = $x_awake_next(place);
    if (awake !== 0) $store(awake, 0);
  }
}

/** Where an index is looked through from for something with this hash: sixteen slots. What finds no room there is in the next ones. */
function $x_bucket(index: ulong, table: ulong, h: uint): ulong {
  return index + ($multiply_high(h, $load($param('tables') + table + $CAPACITY) >>> 4) << 6);
}

function $x_next_bucket(index: ulong, table: ulong, bucket: ulong): ulong {
  const next = bucket + 64;
  return next === index + ($load($param('tables') + table + $CAPACITY) << 2) ? index : next;
}

/** The reference of 32 bytes: 0 where all are zero. */
function $node(from: ulong): int {
  const mine = $param('blocks') + 0;
  if ($load(mine) === $load(mine + 4)) $x_take($T_NODES, mine);
  const h = $mix($hash_chunk(from));
  if (h === 0 && $same_chunk(from, $param('zeroes'))) return 0;
  const bits = $load($param('tables') + $T_NODES + $PLACE_BITS);
  const tag: uint = h << bits;
  let bucket = $x_bucket($param('nodeIndex'), $T_NODES, h);
  for (;;) {
    const free = $free_slots(bucket);
    let same = $matching(bucket, tag, bits);
    while (same !== 0) {
      const place = $atomic_load(bucket + ($ctz(same) << 2)) & ((1 << bits) - 1);
      if ($same_chunk($param('nodes') + (place << 5), from)) return place;
      same &= same - 1;
    }
    if (free === 0) {
      bucket = $x_next_bucket($param('nodeIndex'), $T_NODES, bucket);
      continue;
    }
    const place = $load(mine);
    const entry = $param('nodes') + (place << 5);
    $copy_chunk(entry, from);
    if ($atomic_cmpxchg(bucket + ($ctz(free) << 2), 0, tag | place) === 0) {
      $store(mine, place + 1);
      return place;
    }
    $copy_chunk(entry, $param('zeroes'));
  }
}

/** The reference of a pair: 0 of (0, 0). */
function $pair(left: int, right: int): int {
  if ((left | right) === 0) return 0;
  const mine = $param('blocks') + 8;
  if ($load(mine) === $load(mine + 4)) $x_take($T_PAIRS, mine);
  const h = $mix($hash_pair(left, right));
  const bits = $load($param('tables') + $T_PAIRS + $PLACE_BITS);
  const tag: uint = h << bits;
  let bucket = $x_bucket($param('pairIndex'), $T_PAIRS, h);
  for (;;) {
    const free = $free_slots(bucket);
    let same = $matching(bucket, tag, bits);
    while (same !== 0) {
      const place = $atomic_load(bucket + ($ctz(same) << 2)) & ((1 << bits) - 1);
      if ($is_pair($param('pairs') + (place << 3), left, right)) return place;
      same &= same - 1;
    }
    if (free === 0) {
      bucket = $x_next_bucket($param('pairIndex'), $T_PAIRS, bucket);
      continue;
    }
    const place = $load(mine);
    const entry = $param('pairs') + (place << 3);
    $store_pair(entry, left, right);
    if ($atomic_cmpxchg(bucket + ($ctz(free) << 2), 0, tag | place) === 0) {
      $store(mine, place + 1);
      return place;
    }
    $store_pair(entry, 0, 0);
  }
}

/** Stores the root of a state, of which this is the hash; returns its place, and says by $FRESH whether it is new. */
function $root(left: int, right: int, h: uint, parent: int, awake: int): int {
  const mine = $param('blocks') + 16;
  if ($load(mine) === $load(mine + 4)) $x_take($T_STATES, mine);
  const bits = $load($param('tables') + $T_STATES + $PLACE_BITS);
  const tag: uint = h << bits;
  let bucket = $x_bucket($param('stateIndex'), $T_STATES, h);
  for (;;) {
    const free = $free_slots(bucket);
    let same = $matching(bucket, tag, bits);
    while (same !== 0) {
      const place = $atomic_load(bucket + ($ctz(same) << 2)) & ((1 << bits) - 1);
      if ($is_pair($param('roots') + (place << 3), left, right)) {
        $x_wake(place, awake);
        return place;
      }
      same &= same - 1;
    }
    if (free === 0) {
      bucket = $x_next_bucket($param('stateIndex'), $T_STATES, bucket);
      continue;
    }
    const place = $load(mine);
    const entry = $param('roots') + (place << 3);
    $store_pair(entry, left, right);
    $x_first_awake(place, awake);
    if ($atomic_cmpxchg(bucket + ($ctz(free) << 2), 0, tag | place) === 0) {
      $store(mine, place + 1);
      if ((place & 15) === 0) $store($param('parents') + (place >>> 4 << 2), parent);
      $count($STATES);
      $set_control($FRESH, 1);
      return place;
    }
    $store_pair(entry, 0, 0);
  }
}

/**
 * Stores the roots that were queued, each as [ left, right, parent, hash, who is awake there ] in 32 bytes. Where a root lies in the index is all over memory, and where the state lies that it is compared with, too:
 * they are all read once before any of them is needed, so that the processor waits for many at a time.
 */
function $flush(): void {
  const queue = $param('queue');
  const end = queue + ($control($QUEUED) << 5);
  const bits = $load($param('tables') + $T_STATES + $PLACE_BITS);
  let read = 0;
  for (let entry = queue; entry < end; entry += 32) {
    const h = $mix($hash_pair($load(entry), $load(entry + 4)));
    $store(entry + 12, h);
    read += $load($x_bucket($param('stateIndex'), $T_STATES, h));
  }
  for (let entry = queue; entry < end; entry += 32) {
    const h: uint = $load(entry + 12);
    const bucket = $x_bucket($param('stateIndex'), $T_STATES, h);
    const same = $matching(bucket, h << bits, bits);
    if (same === 0) continue;
    const place = $load(bucket + ($ctz(same) << 2)) & ((1 << bits) - 1);
    read += $load($param('roots') + (place << 3)) + $load($x_awake_next(place));
  }
  $set_control($READ, read);
  for (let entry = queue; entry < end; entry += 32) $root($load(entry), $load(entry + 4), $load(entry + 12), $load(entry + 8), $load(entry + 16));
  $set_control($QUEUED, 0);
}
