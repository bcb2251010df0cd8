/** How the index of a table (table.ts) grows, when nobody inserts: it is made anew from the entries, by all workers together. */

/** Places that a worker enters at once, and of those that it reads ahead of. */
const $ENTERED = 1024;
const $READ_AHEAD = 32;

/** Puts a place into an index in which it is not yet. */
function $x_enter(index: ulong, table: ulong, h: uint, place: int): void {
  const entered = (h << $load($param('tables') + table + $PLACE_BITS)) | place;
  const alone = $load($param('shared') + $CREW) < 2;
  let bucket = $x_bucket(index, table, h);
  for (;;) {
    const free = $free_slots(bucket);
    const slot = bucket + ($ctz(free) << 2);
    if (free === 0) {
      bucket = $x_next_bucket(index, table, bucket);
    } else if (alone) {
      $store(slot, entered);
      return;
    } else if ($atomic_cmpxchg(slot, 0, entered) === 0) {
      return;
    }
  }
}

/**
 * By how many quarters of what it is the index of states is to become larger: 4 while the levels of the search grow, as that is filled soon; then as many as
 * are needed for what is still to come, if each level is as much smaller than the one before it as the next one is than this one. Where the
 * memory is bounded, 1; and depth first, or where states are gone through anew, as nothing is known of levels then.
 */
function $x_more_quarters(): int {
  const shared = $param('shared');
  const states = $load($param('tables') + $T_STATES + $NEXT);
  const end = $load(shared + $LEVEL_END);
  const size = $load(shared + $LEVEL_SIZE);
  const claimed = $load(shared + $LEVEL_CLAIMED);
  const expanded = (claimed < end ? claimed : end) - (end - size);
  if (expanded <= 0 || $load(shared + $MOST_KIBIBYTES) !== 0) return 1;
  const fewer = expanded - (states - end);
  if (fewer <= 0) return 4;
  const levels = (states - end) / fewer;
  let quarters = 1;
  while (quarters < 4 && ((states >>> 2) * quarters) / size < levels) quarters++;
  return quarters;
}

/**
 * Makes a table's index larger until there is enough room; false where there is no more to be had. If it has become larger, what is
 * stored is to be entered anew ($x_enter_all). Nobody else may insert.
 */
function $x_widen(table: ulong): boolean {
  const at = $param('tables') + table;
  const before = $load(at + $CAPACITY);
  const most = $load(at + $SLOTS);
  // What states are made of there is once already, mostly, however many are to come.
  const more = table === $T_STATES ? $x_more_quarters() : 1;
  let capacity = before;
  while ($load(at + $NEXT) >= $load(at + $GROW_AT) && capacity < most) {
    capacity += ((capacity >>> 2) * more + 15) & ~15;
    if (capacity > most) capacity = most;
    $store(at + $CAPACITY, capacity);
    $x_set_grow_at(table);
  }
  $store(at + $TO_ENTER, $load(at + $NEXT));
  if (capacity !== before) {
    $store(at + $PLACE_BITS, 32 - $clz(capacity));
    // Also what was not in use: a page that is read before it was ever written to is the one of zeros that all have in common, and whoever
    // writes to it then interrupts all other processors.
    $zero($x_index(table), capacity << 2);
    $store(at + $TO_ENTER, 16);
  }
  return $load(at + $NEXT) < $load(at + $GROW_AT);
}

/** Enters into a table's index what is stored and not yet in it, with all others who do so. */
function $x_enter_all(table: ulong): void {
  const at = $param('tables') + table;
  const last = $load(at + $NEXT);
  while ($load(at + $TO_ENTER) < last) {
    const from = $atomic_add(at + $TO_ENTER, $ENTERED);
    const end = from + $ENTERED < last ? from + $ENTERED : last;
    for (let place = from; place < end; place += $READ_AHEAD) $x_enter_some(table, place, place + $READ_AHEAD < end ? place + $READ_AHEAD : end);
  }
}

/** Reads where each of some places is to be entered before any of them is, as $flush does. */
function $x_enter_some(table: ulong, from: int, end: int): void {
  const index: ulong = $x_index(table);
  let read = 0;
  for (let place = from; place < end; place++) read += $load($x_bucket(index, table, $x_hash_at(table, place)));
  $set_control($READ, read);
  for (let place = from; place < end; place++) {
    const h = $x_hash_at(table, place);
    if (h !== 0 || !$x_is_empty(table, place)) $x_enter(index, table, h, place);
  }
}

function $x_index(table: ulong): ulong {
  if (table === $T_NODES) return $param('nodeIndex');
  return table === $T_PAIRS ? $param('pairIndex') : $param('stateIndex');
}

function $x_hash_at(table: ulong, place: int): uint {
  if (table === $T_NODES) return $mix($hash_chunk($param('nodes') + (place << 5)));
  const entry = (table === $T_PAIRS ? $param('pairs') : $param('roots')) + (place << 3);
  return $mix($hash_pair($load(entry), $load(entry + 4)));
}

/** Whether nothing is stored at a place. */
function $x_is_empty(table: ulong, place: int): boolean {
  if (table === $T_NODES) return $same_chunk($param('nodes') + (place << 5), $param('zeroes'));
  return $is_pair((table === $T_PAIRS ? $param('pairs') : $param('roots')) + (place << 3), 0, 0);
}

/** A table is to grow when seven eighths of its index are used, and while there is room for what is under way. */
function $x_set_grow_at(table: ulong): void {
  const at = $param('tables') + table;
  const capacity = $load(at + $CAPACITY);
  let limit = capacity - (capacity >>> 3);
  if (limit > $load(at + $MOST)) limit = $load(at + $MOST);
  $store(at + $GROW_AT, limit - $load(at + $RESERVE));
}

/**
 * For the engine, while nobody inserts: makes room in what has become too full. Then all are to $enter what is stored, before anybody inserts again.
 * False: something cannot grow.
 */
function $make_room(): boolean {
  let enough = true;
  for (let table: ulong = 0; table <= $T_STATES; table += 128) {
    if (!$x_widen(table)) enough = false;
  }
  if (enough) $store($param('shared') + $TIGHT, 0);
  return enough;
}

/** For the engine: enters what is stored into the indices that were made larger, together with all other workers. */
function $enter(): void {
  for (let table: ulong = 0; table <= $T_STATES; table += 128) $x_enter_all(table);
}
