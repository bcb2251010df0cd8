/**
 * Views (lkmm-ra): a word may have older stores that a thread can still find. What each thread may not miss any more is its view.
 * After the Linux-kernel memory model; how a machine does it is after Kang, Hur, Lahav, Vafeiadis, Dreyer, "A Promising Semantics for
 * Relaxed-Memory Concurrency", POPL 2017, without promises: a load never finds a store that comes later (docs/decisions/0013).
 *
 * The newest store of each word is where it always is, in memory. `stores` lists those that not every thread knows of, by address and,
 * for one address, from the older to the newer; a view is a set of them, a bit for each. What nobody can tell apart is dropped at once, and the
 * bits move up: so equal situations are equal states.
 *
 * ```
 *   weak ─┬─ order, left ─┬─ of each thread: view, seen, own, written ─┬─ stores: address and flags, value before, who may look, released ─┤
 *
 *      view      what it may not miss              seen      what came with stores that it has read without acquiring it
 *      written   what its plain stores release     own       its own stores since the last smp_wmb, and what they released
 *      order     what full barriers have put in order          left      threads that will look at nothing any more
 * ```
 */

/** As in weak/models.ts. */
const $MOST_STORES = 64;
/** A set of stores. */
const $SET_WORDS = 2;
const $SET_BYTES = 8;
const $THREAD_VIEWS = 32;
const $STORE_BYTES = 20;
/** More stores that not every thread knows of than there is room for: no verdict. */
const $FAIL_STORES = 16;

/** Of a store: its address with flags, the word's value before it, who may look at the word, and what it releases. */
const $STORE_BEFORE = 4;
const $STORE_LOOKERS = 8;
const $STORE_RELEASED = 12;
/** Nothing comes between this store and the one before: it is an atomic operation that read that one. */
const $ATTACHED = 1;
/** Everybody who may look at the word knows of it. It is only still here for what it releases. */
const $COMMON = 2;

/** Of a thread, four sets. */
const $VIEW = 0;
const $SEEN = 8;
const $OWN = 16;
const $WRITTEN = 24;

/** As in weak/models.ts. */
const $ACQUIRE = 1;
const $RELEASE = 2;
const $FULL = 3;

/** The set of what full barriers have put in order. */
function $x_views(): ulong {
  return $param('work') + $param('weak');
}

/** The word of the threads that will look at nothing any more. */
function $x_left(): ulong {
  return $x_views() + $SET_BYTES;
}

function $x_thread_views(thread: int): ulong {
  return $x_left() + 4 + thread * $THREAD_VIEWS;
}

function $x_store_at(n: int): ulong {
  return $x_views() + $param('weakStores') + n * $STORE_BYTES;
}

/** Writes a word of the working state by where it lies. */
function $x_put_at(at: ulong, value: int): void {
  if ($load(at) !== value) $x_put(at - $param('work'), value);
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

/** Behind the last of a word's stores that a thread may not miss; for a store of its own, nor those that came with what it has read before. */
function $x_known_of(thread: int, first: int, end: int, storing: boolean): int {
  const views = $x_thread_views(thread);
  for (let n = end; n > first; n--) {
    if ($x_has(views + $VIEW, n - 1) || (storing && $x_has(views + $SEEN, n - 1)) || ($load($x_store_at(n - 1)) & $COMMON) !== 0) return n;
  }
  return first;
}

/** Behind the last of the sets of threads: from `$x_thread_views(0)` on they lie side by side. */
function $x_sets_end(): ulong {
  return $x_thread_views($param('threads'));
}

function $x_drop_store(n: int): void {
  const count = $x_store_count();
  const end = $x_sets_end();
  $x_take_out($x_views(), n);
  for (let set = $x_thread_views(0); set < end; set += $SET_BYTES) $x_take_out(set, n);
  for (let k = 0; k < count; k++) $x_take_out($x_store_at(k) + $STORE_RELEASED, n);
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
  const end = $x_sets_end();
  $x_put_in($x_views(), n, same);
  for (let set = $x_thread_views(0); set < end; set += $SET_BYTES) $x_put_in(set, n, same);
  for (let k = 0; k < count; k++) $x_put_in($x_store_at(k) + $STORE_RELEASED, n, same);
  for (let k = count; k > n; k--) {
    const at = $x_store_at(k);
    for (let word = 0; word < $STORE_BYTES; word += 4) $x_put_at(at + word, $load(at - $STORE_BYTES + word));
  }
}

function $x_clear_everywhere(n: int): void {
  const count = $x_store_count();
  const end = $x_sets_end();
  $x_clear_bit($x_views(), n);
  for (let set = $x_thread_views(0); set < end; set += $SET_BYTES) $x_clear_bit(set, n);
  for (let k = 0; k < count; k++) $x_clear_bit($x_store_at(k) + $STORE_RELEASED, n);
}

/** Forgets the stores that nobody can find or miss any more. */
function $x_tidy(): void {
  const left = $load($x_left());
  for (let n = $x_store_count() - 1; n >= 0; n--) {
    const at = $x_store_at(n);
    const address = $load(at) & ~3;
    const lookers = $load(at + $STORE_LOOKERS) & ~left;
    const next = n + 1 < $MOST_STORES ? $load(at + $STORE_BYTES) : 0;
    if (lookers === 0 || ((next & ~3) === address && (next & $COMMON) !== 0)) {
      $x_drop_store(n);
      continue;
    }
    if (($load(at) & $COMMON) === 0 && $x_all_know(lookers, n)) {
      $x_put_at(at, address | $COMMON);
      $x_put_at(at + $STORE_BEFORE, 0);
      $x_clear_everywhere(n);
    }
    if (($load(at) & $COMMON) !== 0 && $x_all_have(lookers, at + $STORE_RELEASED)) $x_drop_store(n);
    else $x_put_at(at + $STORE_LOOKERS, lookers);
  }
}

/** Whether the views of all who may look have a store. */
function $x_all_know(lookers: int, n: int): boolean {
  let rest = lookers;
  while (rest !== 0) {
    if (!$x_has($x_thread_views($ctz(rest)) + $VIEW, n)) return false;
    rest &= rest - 1;
  }
  return true;
}

/** Whether the views of all who may look have all of a set. */
function $x_all_have(lookers: int, set: ulong): boolean {
  let rest = lookers;
  while (rest !== 0) {
    const view = $x_thread_views($ctz(rest)) + $VIEW;
    for (let word = 0; word < $SET_BYTES; word += 4) if (($load(set + word) & ~$load(view + word)) !== 0) return false;
    rest &= rest - 1;
  }
  return true;
}

/** The thread has read the store before `at` of a word whose stores begin at `first`. Answers whether its view is another now: only then may there be something to tidy. */
function $x_learn(thread: int, first: int, at: int, order: int): boolean {
  const views = $x_thread_views(thread);
  const acquires = (order & $ACQUIRE) !== 0;
  let more = 0;
  for (let w = 0; w < $SET_WORDS; w++) {
    const word = w << 2;
    const released = at > first ? $load($x_store_at(at - 1) + $STORE_RELEASED + word) : 0;
    const view = $load(views + $VIEW + word) | $x_common_out(w, $x_bits(w, first, at)) | (acquires ? released : 0);
    more |= view ^ $load(views + $VIEW + word);
    $x_put_at(views + $VIEW + word, view);
    $x_put_at(views + $SEEN + word, ($load(views + $SEEN + word) | (acquires ? 0 : released)) & ~view);
  }
  return more !== 0;
}

/** Of word `w` of a set, the bits but for those of stores that everybody knows of, which are in no set. */
function $x_common_out(w: int, bits: int): int {
  let rest = bits;
  let out = bits;
  while (rest !== 0) {
    const n = $ctz(rest);
    if (($load($x_store_at((w << 5) + n)) & $COMMON) !== 0) out &= ~(1 << n);
    rest &= rest - 1;
  }
  return out;
}
