/**
 * Views (lkmm-ra): a word may have older stores that a thread can still find. What each thread may not miss any more is its view.
 * After the Linux-kernel memory model; how a machine does it is after Kang, Hur, Lahav, Vafeiadis, Dreyer, "A Promising Semantics for
 * Relaxed-Memory Concurrency", POPL 2017, without promises: a load never finds a store that comes later (docs/decisions/0013).
 *
 * The newest store of each word is where it always is, in memory. `stores` lists those that not every thread knows of, by address and,
 * for one address, from the older to the newer; a view is a bit for each of them. What nobody can tell apart is dropped at once, and the
 * bits move up: so equal situations are equal states.
 *
 * ```
 *   weak ─┬─ order, left ─┬─ of each thread: view, seen, own, written ─┬─ stores: address and flags, value before, released, who may look ─┤
 *
 *      view      what it may not miss              seen      what came with stores that it has read without acquiring it
 *      written   what its plain stores release     own       its own stores since the last smp_wmb, and what they released
 *      order     what full barriers have put in order          left      threads that will look at nothing any more
 * ```
 */

/** As in weak/models.ts. */
const $MOST_STORES = 30;
const $THREAD_VIEWS = 16;
const $STORE_BYTES = 16;
/** More stores that not every thread knows of than there is room for: no verdict. */
const $FAIL_STORES = 16;

/** Of a store: its address with flags, the word's value before it, what it releases, and who may look at the word. */
const $STORE_BEFORE = 4;
const $STORE_RELEASED = 8;
const $STORE_LOOKERS = 12;
/** Nothing comes between this store and the one before: it is an atomic operation that read that one. */
const $ATTACHED = 1;
/** Everybody who may look at the word knows of it. It is only still here for what it releases. */
const $COMMON = 2;

/** Of a thread. */
const $VIEW = 0;
const $SEEN = 4;
const $OWN = 8;
const $WRITTEN = 12;

/** As in weak/models.ts. */
const $RELAXED = 0;
const $ACQUIRE = 1;
const $RELEASE = 2;
const $FULL = 3;

/** Of a worker's control: behind which store of its word an atomic operation has read. */
const $READ_AT = 160;

function $x_views(): ulong {
  return $param('work') + $param('weak');
}

function $x_thread_views(thread: int): ulong {
  return $x_views() + 8 + thread * $THREAD_VIEWS;
}

function $x_store_at(n: int): ulong {
  return $x_views() + $param('weakStores') + n * $STORE_BYTES;
}

/** Writes a word of the working state by where it lies. */
function $x_put_at(at: ulong, value: int): void {
  if ($load(at) !== value) $x_put(at - $param('work'), value);
}

function $x_add_to(at: ulong, bits: int): void {
  $x_put_at(at, $load(at) | bits);
}

/** How many stores there are. */
function $x_store_count(): int {
  let n = 0;
  while (n < $MOST_STORES && $load($x_store_at(n)) !== 0) n++;
  return n;
}

/** The first store of a word, or of the next word that has some. */
function $x_first_of(address: ulong): int {
  let n = 0;
  for (;;) {
    if (n === $MOST_STORES) return n;
    const at: ulong = $load($x_store_at(n)) & ~3;
    if (at === 0 || at >= address) return n;
    n++;
  }
}

/** Where the stores of a word end that begin at `first`. */
function $x_end_of(address: ulong, first: int): int {
  let n = first;
  while (n < $MOST_STORES && ($load($x_store_at(n)) & ~3) === address) n++;
  return n;
}

/** Behind the last of a word's stores that are in the view. */
function $x_known_of(view: int, first: int, end: int): int {
  for (let n = end; n > first; n--) {
    if (((view >>> (n - 1)) & 1) !== 0 || ($load($x_store_at(n - 1)) & $COMMON) !== 0) return n;
  }
  return first;
}

/** The bits of the stores from one to before another. */
function $x_bits(from: int, to: int): int {
  return ((1 << to) - 1) & ~((1 << from) - 1);
}

/** Takes bit `n` out of a view. */
function $x_without(view: int, n: int): int {
  return (view & ((1 << n) - 1)) | ((view >>> (n + 1)) << n);
}

/** Makes room for bit `n` in a view: set where the one that has to move up is set, and `same`. */
function $x_with(view: int, n: int, same: int): int {
  const low = (1 << n) - 1;
  return (view & low) | ((view & ~low) << 1) | (view & same & (1 << n));
}

function $x_drop_store(n: int): void {
  const views = $x_views();
  const threads = $x_thread_views($param('threads'));
  $x_put_at(views, $x_without($load(views), n));
  for (let at = $x_thread_views(0); at < threads; at += 4) $x_put_at(at, $x_without($load(at), n));
  const count = $x_store_count();
  for (let k = 0; k < count; k++) {
    const at = $x_store_at(k) + $STORE_RELEASED;
    $x_put_at(at, $x_without($load(at), n));
  }
  for (let k = n; k < count - 1; k++) {
    const at = $x_store_at(k);
    for (let word = 0; word < $STORE_BYTES; word += 4) $x_put_at(at + word, $load(at + $STORE_BYTES + word));
  }
  const last = $x_store_at(count - 1);
  for (let word = 0; word < $STORE_BYTES; word += 4) $x_put_at(last + word, 0);
}

/** Makes room for a store. `same`: all ones where the one that moves up is one of the same word, whose knowers know of this one, too. */
function $x_add_store(n: int, same: int, site: int): void {
  const count = $x_store_count();
  if (count === $MOST_STORES) $fail($FAIL_STORES, site, $MOST_STORES, 0);
  const views = $x_views();
  const threads = $x_thread_views($param('threads'));
  $x_put_at(views, $x_with($load(views), n, same));
  for (let at = $x_thread_views(0); at < threads; at += 4) $x_put_at(at, $x_with($load(at), n, same));
  for (let k = 0; k < count; k++) {
    const at = $x_store_at(k) + $STORE_RELEASED;
    $x_put_at(at, $x_with($load(at), n, same));
  }
  for (let k = count; k > n; k--) {
    const at = $x_store_at(k);
    for (let word = 0; word < $STORE_BYTES; word += 4) $x_put_at(at + word, $load(at - $STORE_BYTES + word));
  }
}

/** Whether the views of all who may look have these bits. */
function $x_all_know(lookers: int, bits: int): boolean {
  let rest = lookers;
  while (rest !== 0) {
    if ((bits & ~$load($x_thread_views($ctz(rest)) + $VIEW)) !== 0) return false;
    rest &= rest - 1;
  }
  return true;
}

/** Forgets the stores that nobody can find or miss any more. */
function $x_tidy(): void {
  const left = $load($x_views() + 4);
  for (let n = $x_store_count() - 1; n >= 0; n--) {
    const at = $x_store_at(n);
    const address = $load(at) & ~3;
    const lookers = $load(at + $STORE_LOOKERS) & ~left;
    const next = n + 1 < $MOST_STORES ? $load(at + $STORE_BYTES) : 0;
    if (lookers === 0 || ((next & ~3) === address && (next & $COMMON) !== 0)) {
      $x_drop_store(n);
      continue;
    }
    if (($load(at) & $COMMON) === 0 && $x_all_know(lookers, 1 << n)) {
      $x_put_at(at, address | $COMMON);
      $x_put_at(at + $STORE_BEFORE, 0);
      $x_clear_bit(~(1 << n));
    }
    if (($load(at) & $COMMON) !== 0 && $x_all_know(lookers, $load(at + $STORE_RELEASED))) $x_drop_store(n);
    else $x_put_at(at + $STORE_LOOKERS, lookers);
  }
}

/** Leaves in all views only what is in `mask`. */
function $x_clear_bit(mask: int): void {
  const views = $x_views();
  const threads = $x_thread_views($param('threads'));
  $x_put_at(views, $load(views) & mask);
  for (let at = $x_thread_views(0); at < threads; at += 4) $x_put_at(at, $load(at) & mask);
  const count = $x_store_count();
  for (let k = 0; k < count; k++) {
    const at = $x_store_at(k) + $STORE_RELEASED;
    $x_put_at(at, $load(at) & mask);
  }
}

/** The thread has read the store before `at` of a word whose stores begin at `first`. */
function $x_learn(thread: int, first: int, at: int, order: int): void {
  const views = $x_thread_views(thread);
  const released = at > first ? $load($x_store_at(at - 1) + $STORE_RELEASED) : 0;
  const acquires = (order & $ACQUIRE) !== 0;
  let view = $load(views + $VIEW) | $x_common_out($x_bits(first, at));
  if (acquires) view |= released;
  $x_put_at(views + $VIEW, view);
  $x_put_at(views + $SEEN, ($load(views + $SEEN) | (acquires ? 0 : released)) & ~view);
}

/** The bits but for those of stores that everybody knows of, which are in no view. */
function $x_common_out(bits: int): int {
  let rest = bits;
  let out = bits;
  while (rest !== 0) {
    const n = $ctz(rest);
    if (($load($x_store_at(n)) & $COMMON) !== 0) out &= ~(1 << n);
    rest &= rest - 1;
  }
  return out;
}

/** Nobody else runs beside the boot thread that looks at what it does: it finds and leaves the newest. */
function $x_ra_load(address: ulong, order: int, choice: int, site: int): int {
  $x_check(address, site);
  $x_note(address, $READS);
  const thread = $control($RUNNING_THREAD);
  const first = $x_first_of(address);
  const end = $x_end_of(address, first);
  if (thread === 0 || end === first) return $load($param('work') + address);
  if ($control($ATOMIC) !== 0) return $x_ra_newest(address, first, end, $ACQUIRE);
  const known = $x_known_of($load($x_thread_views(thread) + $VIEW), first, end);
  const at = end - $x_choose(end - known + 1, choice);
  const value = at === end ? $load($param('work') + address) : $load($x_store_at(at) + $STORE_BEFORE);
  $x_learn(thread, first, at, order);
  $x_tidy();
  return value;
}

function $x_ra_newest(address: ulong, first: int, end: int, order: int): int {
  const value = $load($param('work') + address);
  $x_learn($control($RUNNING_THREAD), first, end, order);
  $x_tidy();
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

/** Puts a store before the one at `n` of a word: `end` for the newest. `released`: besides what its order says. */
function $x_ra_insert(address: ulong, value: int, n: int, end: int, order: int, flags: int, released: int, lookers: int, site: int): void {
  const work = $param('work') + address;
  const before = n === end ? $load(work) : $load($x_store_at(n) + $STORE_BEFORE);
  const same = n === end ? 0 : -1;
  $x_add_store(n, same, site);
  const at = $x_store_at(n);
  if (n === end) $x_put(address, value);
  else $x_put_at(at + $STORE_BYTES + $STORE_BEFORE, value);
  const views = $x_thread_views($control($RUNNING_THREAD));
  let mine = $x_with(released, n, same);
  if ((order & $RELEASE) !== 0) mine |= $load(views + $VIEW) | $load(views + $SEEN);
  else mine |= $load(views + $WRITTEN);
  // Stores of the same word that come before are known with this one.
  const first = $x_first_of(address);
  const bits = $x_common_out($x_bits(first, n)) | (1 << n);
  mine &= ~(1 << n);
  $x_put_at(at, address | flags);
  $x_put_at(at + $STORE_BEFORE, before);
  $x_put_at(at + $STORE_RELEASED, mine);
  $x_put_at(at + $STORE_LOOKERS, lookers);
  $x_add_to(views + $VIEW, bits);
  $x_put_at(views + $SEEN, $load(views + $SEEN) & ~bits);
  if ($param('keepsOwn') !== 0) $x_put_at(views + $OWN, $load(views + $OWN) | bits | mine);
  $x_tidy();
}

/** Whether nobody but the running thread will look at a word, and nothing is told of it. */
function $x_ra_private(lookers: int): boolean {
  const thread = $control($RUNNING_THREAD);
  return thread === 0 || (lookers & ~$load($x_views() + 4) & ~(1 << thread)) === 0;
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
    $x_ra_insert(address, value, end, end, $FULL, 0, 0, lookers, site);
    return;
  }
  const known = $x_known_of($load($x_thread_views($control($RUNNING_THREAD)) + $VIEW), first, end);
  let places = 1;
  for (let n = known; n < end; n++) if (($load($x_store_at(n)) & $ATTACHED) === 0) places++;
  let back = $x_choose(places, choice);
  let n = end;
  while (back > 0) {
    n--;
    if (($load($x_store_at(n)) & $ATTACHED) === 0) back--;
  }
  $x_ra_insert(address, value, n, end, order, 0, 0, lookers, site);
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
  const known = $x_known_of($load($x_thread_views(thread) + $VIEW), first, end);
  let places = 1;
  for (let n = known; n < end; n++) if (($load($x_store_at(n)) & $ATTACHED) === 0) places++;
  let back = $x_choose(places, choice);
  let n = end;
  while (back > 0) {
    n--;
    if (($load($x_store_at(n)) & $ATTACHED) === 0) back--;
  }
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
    const released = n > first ? $load($x_store_at(n - 1) + $STORE_RELEASED) : 0;
    $x_learn(thread, first, n, how);
    // What it has read stays where it is: nothing is forgotten before the store is there.
    $x_ra_insert(address, value, n, end, how, $ATTACHED, released, lookers, site);
  }
  if (order === $FULL) $x_ra_mb();
}

/** The atomic operation has found another value than it wanted: a load. */
function $x_ra_failed(address: ulong, order: int): void {
  const thread = $control($RUNNING_THREAD);
  const first = $x_first_of(address);
  if (thread === 0 || $x_end_of(address, first) === first) return;
  $x_learn(thread, first, $control($READ_AT), $control($ATOMIC) !== 0 ? $ACQUIRE : order & ~$ACQUIRE);
  $x_tidy();
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
  $x_add_to(views + $WRITTEN, $load(views + $VIEW));
  return old;
}

/** smp_mb: all full barriers are in one order, and each makes the next ones see what it has seen. */
function $x_ra_mb(): void {
  const thread = $control($RUNNING_THREAD);
  if (thread === 0) return;
  $x_note($param('weak'), $WRITES);
  const views = $x_thread_views(thread);
  const all = $load($x_views()) | $load(views + $VIEW) | $load(views + $SEEN);
  $x_put_at($x_views(), all);
  $x_put_at(views + $VIEW, all);
  $x_put_at(views + $SEEN, 0);
  $x_put_at(views + $OWN, 0);
  $x_put_at(views + $WRITTEN, all);
  $x_tidy();
}

/** What was read with earlier loads is acquired. */
function $x_ra_rmb(): void {
  const views = $x_thread_views($control($RUNNING_THREAD));
  $x_add_to(views + $VIEW, $load(views + $SEEN));
  $x_put_at(views + $SEEN, 0);
  $x_tidy();
}

/** Later stores come after the thread's own earlier ones, and what those release. */
function $x_ra_wmb(): void {
  const views = $x_thread_views($control($RUNNING_THREAD));
  $x_add_to(views + $WRITTEN, $load(views + $OWN));
  $x_put_at(views + $OWN, 0);
}

/** After a wait whose condition calls functions: it has seen all that there is. */
function $x_ra_saw_all(): void {
  const thread = $control($RUNNING_THREAD);
  if (thread === 0) return;
  const views = $x_thread_views(thread);
  $x_add_to(views + $VIEW, $x_common_out($x_bits(0, $x_store_count())));
  $x_put_at(views + $SEEN, 0);
  $x_tidy();
}

/** At the end of a body: who has no more to do looks at nothing any more. */
function $x_ra_leave(): void {
  const thread = $control($RUNNING_THREAD);
  if ($load($x_record(thread) + $LEFT) !== 1) return;
  $x_add_to($x_views() + 4, 1 << thread);
  const views = $x_thread_views(thread);
  for (let word = 0; word < $THREAD_VIEWS; word += 4) $x_put_at(views + word, 0);
  $x_tidy();
}

/** Forgets the stores of the words from one address to before another. */
function $x_ra_forget(from: ulong, to: ulong): void {
  for (let n = $x_store_count() - 1; n >= 0; n--) {
    const address: ulong = $load($x_store_at(n)) & ~3;
    if (address >= from && address < to) $x_drop_store(n);
  }
}

function $x_ra_free(object: ulong, site: int): void {
  $x_free(object, site);
  const header = $load($param('headers') + object);
  let end = object;
  while (end < $param('stateBytes') && $load($param('headers') + end) === header) end += 4;
  $x_ra_forget(object, end);
}

/** As $x_local: what was there before is forgotten. */
function $x_ra_local(tp: ulong, slot: int, bytes: int): ulong {
  const address = $x_local(tp, slot, bytes);
  $x_ra_forget(address, address + bytes);
  return address;
}
