/** Accesses with views (views.ts): which store of its word each finds, and where what it stores takes its place. */

/** Of a worker's control: behind which store of its word an atomic operation has read. */
const $READ_AT = 160;

/** Nobody else runs beside the boot thread that looks at what it does: it finds and leaves the newest. */
function $x_ra_load(address: ulong, order: int, choice: int, site: int): int {
  $x_check(address, site);
  $x_note(address, $READS);
  const thread = $control($RUNNING_THREAD);
  const first = $x_first_of(address);
  const end = $x_end_of(address, first);
  if (thread === 0 || end === first) return $load($param('work') + address);
  if ($control($ATOMIC) !== 0) return $x_ra_newest(address, first, end, $ACQUIRE);
  const known = $x_known_of(thread, first, end, false);
  const at = end - $x_choose(end - known + 1, choice);
  if (known !== end) $x_learn_of_time(at === end);
  const value = at === end ? $load($param('work') + address) : $load($x_store_at(at) + $STORE_BEFORE);
  if ($x_learn(thread, first, at, order)) $x_tidy();
  return value;
}

function $x_ra_newest(address: ulong, first: int, end: int, order: int): int {
  const value = $load($param('work') + address);
  if ($x_learn($control($RUNNING_THREAD), first, end, order)) $x_tidy();
  return value;
}

/** Of a waiting condition: who looks again and again finds the newest store. */
function $x_ra_look(address: ulong, order: int, site: int): int {
  $x_check(address, site);
  $x_note(address, $READS);
  const first = $x_first_of(address);
  const end = $x_end_of(address, first);
  if ($control($RUNNING_THREAD) === 0 || end === first) return $load($param('work') + address);
  return $x_ra_newest(address, first, end, order);
}

/** Puts a store before the one at `n` of a word: `end` for the newest. That of an atomic operation releases, too, what the one that it has read releases. */
function $x_ra_insert(address: ulong, value: int, n: int, end: int, order: int, flags: int, lookers: int, site: int): void {
  const work = $param('work') + address;
  const before = n === end ? $load(work) : $load($x_store_at(n) + $STORE_BEFORE);
  const same = n === end ? 0 : -1;
  $x_add_store(n, same, site);
  const at = $x_store_at(n);
  if (n === end) $x_put(address, value);
  else $x_put_at(at + $STORE_BYTES + $STORE_BEFORE, value);
  const views = $x_thread_views($control($RUNNING_THREAD));
  const first = $x_first_of(address);
  $x_put_at(at, address | flags);
  $x_put_at(at + $STORE_BEFORE, before);
  $x_put_at(at + $STORE_LOOKERS, lookers);
  for (let w = 0; w < $SET_WORDS; w++) {
    const word = w << 2;
    const me = w === n >>> 5 ? 1 << (n & 31) : 0;
    // Stores of the same word that come before are known with this one.
    const bits = $x_common_out(w, $x_bits(w, first, n)) | me;
    let mine = (order & $RELEASE) !== 0 ? $load(views + $VIEW + word) | $load(views + $SEEN + word) : $load(views + $WRITTEN + word);
    if ((flags & $ATTACHED) !== 0 && n > first) mine |= $load($x_store_at(n - 1) + $STORE_RELEASED + word);
    mine &= ~me;
    $x_put_at(at + $STORE_RELEASED + word, mine);
    $x_put_at(views + $VIEW + word, $load(views + $VIEW + word) | bits);
    $x_put_at(views + $SEEN + word, $load(views + $SEEN + word) & ~bits);
    if ($param('keepsOwn') !== 0) $x_put_at(views + $OWN + word, $load(views + $OWN + word) | bits | mine);
  }
  $x_tidy();
}

/** Whether nobody but the running thread will look at a word, and nothing is told of it. */
function $x_ra_private(lookers: int): boolean {
  const thread = $control($RUNNING_THREAD);
  return thread === 0 || (lookers & ~$load($x_left()) & ~(1 << thread)) === 0;
}

/**
 * Where a store may take its place among those of its word, as the choice says: before one that it need not know of, or as the newest. No load is
 * put after a later store, as there are no promises: so what came with the stores that it has found comes before.
 */
function $x_ra_place(first: int, end: int, choice: int): int {
  const known = $x_known_of($control($RUNNING_THREAD), first, end, true);
  let places = 1;
  for (let n = known; n < end; n++) if (($load($x_store_at(n)) & $ATTACHED) === 0) places++;
  let back = $x_choose(places, choice);
  let n = end;
  while (back > 0) {
    n--;
    if (($load($x_store_at(n)) & $ATTACHED) === 0) back--;
  }
  return n;
}

function $x_ra_store(address: ulong, value: int, order: int, lookers: int, choice: int, site: int): void {
  $x_check(address, site);
  $x_note(address, $WRITES);
  const first = $x_first_of(address);
  const end = $x_end_of(address, first);
  if ($control($RUNNING_THREAD) === 0 || (first === end && $x_ra_private(lookers))) {
    $x_put(address, value);
    return;
  }
  if ($control($ATOMIC) !== 0) {
    $x_ra_insert(address, value, end, end, $FULL, 0, lookers, site);
    return;
  }
  $x_ra_insert(address, value, $x_ra_place(first, end, choice), end, order, 0, lookers, site);
}

/** Reads for an atomic operation: one of the stores that no other such operation has read. $x_ra_change follows, or nothing. */
function $x_ra_take(address: ulong, order: int, choice: int, site: int): int {
  $x_check(address, site);
  $x_note(address, $WRITES);
  if (order === $FULL) $x_ra_mb();
  const thread = $control($RUNNING_THREAD);
  const first = $x_first_of(address);
  const end = $x_end_of(address, first);
  $set_control($READ_AT, end);
  if (thread === 0 || end === first) return $load($param('work') + address);
  if ($control($ATOMIC) !== 0) return $load($param('work') + address);
  const n = $x_ra_place(first, end, choice);
  $set_control($READ_AT, n);
  return n === end ? $load($param('work') + address) : $load($x_store_at(n) + $STORE_BEFORE);
}

/** The store of an atomic operation, right behind the one that it has read. */
function $x_ra_change(address: ulong, value: int, order: int, lookers: int, site: int): void {
  const thread = $control($RUNNING_THREAD);
  const first = $x_first_of(address);
  const end = $x_end_of(address, first);
  if (thread === 0 || (first === end && $x_ra_private(lookers))) {
    $x_put(address, value);
  } else {
    const how = $control($ATOMIC) !== 0 ? $FULL : order;
    const n = $control($READ_AT);
    $x_learn(thread, first, n, how);
    // What it has read stays where it is: nothing is forgotten before the store is there.
    $x_ra_insert(address, value, n, end, how, $ATTACHED, lookers, site);
  }
  if (order === $FULL) $x_ra_mb();
}

/** The atomic operation has found another value than it wanted: a load. */
function $x_ra_failed(address: ulong, order: int): void {
  const thread = $control($RUNNING_THREAD);
  const first = $x_first_of(address);
  const end = $x_end_of(address, first);
  if (thread === 0 || end === first) return;
  if ($x_known_of(thread, first, end, true) !== end) $x_learn_of_time($control($READ_AT) === end);
  if ($x_learn(thread, first, $control($READ_AT), $control($ATOMIC) !== 0 ? $ACQUIRE : order & ~$ACQUIRE)) $x_tidy();
}

function $x_ra_cmpxchg(address: ulong, expected: int, value: int, order: int, lookers: int, choice: int, site: int): int {
  const old = $x_ra_take(address, order, choice, site);
  if (old === expected) $x_ra_change(address, value, order, lookers, site);
  else $x_ra_failed(address, order);
  return old;
}

/** Takes a lock (spin_cmpxchg_acquire), as in $x_ra_look. What came before its last release comes before all that its holder stores. */
function $x_ra_look_cmpxchg(address: ulong, expected: int, value: int, order: int, lookers: int, site: int): int {
  $x_check(address, site);
  const old = $load($param('work') + address);
  if (old !== expected) {
    $x_note(address, $READS);
    return old;
  }
  $x_note(address, $WRITES);
  $set_control($READ_AT, $x_end_of(address, $x_first_of(address)));
  $x_ra_change(address, value, order, lookers, site);
  const views = $x_thread_views($control($RUNNING_THREAD));
  $x_add_set(views + $WRITTEN, views + $VIEW);
  return old;
}
