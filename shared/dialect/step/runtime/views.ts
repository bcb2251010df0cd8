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
const $ACQUIRE = 1;
const $RELEASE = 2;
const $FULL = 3;

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
