/**
 * The live backend's runtime, in the dialect itself: memory with poison and quarantine, sleeping, tracing, latencies.
 * Compiled into every live program; addresses and offsets are those of abi.ts.
 */

const $STATUS = 0;
const $WAIT_ADDRESS = 4;
const $WAIT_SITE = 8;
const $RANDOM = 16;
const $SAMPLING = 20;
const $RING_HEAD = 24;
const $RING_DROPPED = 28;
const $POLLS = 32;
const $SLEEPS = 40;
const $RING_TAIL = 64;

const $RUNNING = 1;
const $SLEEPING = 2;
const $POLLING = 3;

const $FAIL_USE_AFTER_FREE = 2;
const $FAIL_NULL = 3;
const $FAIL_WILD = 4;
const $FAIL_STOPPED = 6;
const $FAIL_BAD_FREE = 7;
const $FAIL_WRITE_AFTER_FREE = 8;

const $ATOMIC_LOCK = 4224;
const $HEAP_NEXT = 4288;
const $ALLOC_FAILURES = 4352;
const $GATE = 4356;
const $FREE_LISTS = 4416;
const $THREADS = 16384;

const $POISON = 0x6b6b6b6b;
const $GRANULE = 64;
const $ALLOCATED = 1;
const $FREED = 2;

/** Objects a thread keeps in quarantine, for each struct, before they may be used again; the ring holds twice as many. */
const $QUARANTINE = 32;
const $QUARANTINE_RING = 64;

/** How often a spinning wait looks before it begins to sleep in between. */
const $SPINS = 2000;

// ── Stopping and sleeping ────────────────────────────────────────────────────────────────────────────────────────

function $stopped(site: int): void {
  $fail($FAIL_STOPPED, site, 0, 0);
}

/** Sleeps and tells the engine where, so that it can say so and wake this thread when the session stops. */
function $sleep(status: int, address: ulong, expected: int, us: int, site: int): void {
  const me = $block();
  $store(me + $WAIT_ADDRESS, address);
  $store(me + $WAIT_SITE, site);
  $store(me + $SLEEPS, $load(me + $SLEEPS) + 1);
  $atomic_store(me + $STATUS, status);
  if ($atomic_load($stop_word()) < 2) $wait(address, expected, us);
  $atomic_store(me + $STATUS, $RUNNING);
  if ($atomic_load($stop_word()) >= 2) $stopped(site);
}

function $futex_wait(address: ulong, expected: int, site: int): void {
  $sleep($SLEEPING, address, expected, -1, site);
}

/** One failed look at a waiting condition: spins at first, then sleeps 20 µs, growing to 1 ms. */
function $poll(spin: boolean, site: int): void {
  const me = $block();
  const polls = $load(me + $POLLS) + 1;
  $store(me + $POLLS, polls);
  const spins = spin ? $SPINS : 20;
  if (polls < spins) {
    if ((polls & 63) === 0 && $atomic_load($stop_word()) >= 2) $stopped(site);
    return;
  }
  const sleeps = polls - spins;
  const us = sleeps < 10 ? 20 : sleeps < 40 ? 100 : 1000;
  $sleep($POLLING, me + $POLLS, polls, us, site);
}

function $atomic_begin(site: int): void {
  while ($atomic_cmpxchg($ATOMIC_LOCK, 0, this_thread() + 1) !== 0) $poll(true, site);
  $store($block() + $POLLS, 0);
}

function $atomic_end(): void {
  $atomic_store($ATOMIC_LOCK, 0);
}

// ── Memory ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** An access to memory that is not an allocated object. */
function $bad_access(address: ulong, shadow: int, site: int): void {
  if (address < 4096) $fail($FAIL_NULL, site, address, 0);
  else if ((shadow & 3) === $FREED) $fail($FAIL_USE_AFTER_FREE, site, address, shadow);
  else $fail($FAIL_WILD, site, address, shadow);
}

function $shadow_of(address: ulong): ulong {
  return $param('shadowBase') + ((address >>> 6) << 2);
}

function $mark(object: ulong, bytes: int, word: int): void {
  const end = $shadow_of(object + bytes);
  for (let at = $shadow_of(object); at < end; at += 4) $store(at, word);
}

function $fill(object: ulong, bytes: int, value: int): void {
  const end = object + bytes;
  for (let at = object; at < end; at += $GRANULE) $fill_granule(at, value);
}

function $check_poison(object: ulong, bytes: int, site: int): void {
  const end = object + bytes;
  for (let at = object; at < end; at += $GRANULE) {
    if (unlikely(!$granule_holds(at, $POISON))) $damaged(at, site);
  }
}

/** A granule of a quarantined object holds something else than poison: finds the word. */
function $damaged(granule: ulong, site: int): void {
  let at = granule;
  while ($load(at) === $POISON) at += 4;
  $fail($FAIL_WRITE_AFTER_FREE, site, at, $load($shadow_of(at)));
}

function $list_lock(list: ulong, site: int): void {
  while ($atomic_cmpxchg(list, 0, 1) !== 0) $poll(true, site);
  $store($block() + $POLLS, 0);
}

/** A free object from the list all threads share, or 0. Its first word was the link: poison again. */
function $list_pop(list: ulong, site: int): ulong {
  if ($load(list + 4) === 0) return 0;
  $list_lock(list, site);
  const object: ulong = $load(list + 4);
  if (object !== 0) {
    $store(list + 4, $load(object));
    $store(object, $POISON);
  }
  $atomic_store(list, 0);
  return object;
}

function $bump(bytes: int): ulong {
  if ($load($HEAP_NEXT) + bytes > $param('heapEnd')) return 0;
  const object: ulong = $atomic_add($HEAP_NEXT, bytes);
  return object + bytes > $param('heapEnd') ? 0 : object;
}

/** `bytes`: the struct's size rounded up to whole granules. */
function $alloc(struct: int, bytes: int, site: int): ulong {
  const ring: ulong = $block() + $param('quarantine') + struct * ($QUARANTINE_RING * 4 + 8);
  const head = $load(ring);
  const held = $load(ring + 4) - head;
  let object: ulong = 0;
  let used = true;
  if (held <= $QUARANTINE) {
    object = $list_pop($FREE_LISTS + struct * 64, site);
    if (object === 0) {
      object = $bump(bytes);
      if (object !== 0) used = false;
    }
  }
  if (object === 0) {
    if (held === 0) {
      $atomic_add($ALLOC_FAILURES, 1);
      return 0;
    }
    object = $load(ring + 8 + ((head & ($QUARANTINE_RING - 1)) << 2));
    $store(ring, head + 1);
  }
  if (used) {
    $check_poison(object, bytes, site);
    $fill(object, bytes, 0);
  }
  $mark(object, bytes, $ALLOCATED | (this_thread() << 2) | ((site & 0xffff) << 10) | (struct << 26));
  return object;
}

function $free(object: ulong, site: int): void {
  const shadow = $load($shadow_of(object));
  const struct = shadow >>> 26;
  const bytes = struct < 63 ? $load($param('sizes') + struct * 4) : 0;
  if ((shadow & 3) !== $ALLOCATED || (object & 63) !== 0 || bytes === 0) {
    $fail($FAIL_BAD_FREE, site, object, shadow);
    return;
  }
  $mark(object, bytes, $FREED | (this_thread() << 2) | ((site & 0xffff) << 10) | (struct << 26));
  $fill(object, bytes, $POISON);
  const ring: ulong = $block() + $param('quarantine') + struct * ($QUARANTINE_RING * 4 + 8);
  const head = $load(ring);
  const tail = $load(ring + 4);
  if (unlikely(tail - head === $QUARANTINE_RING)) $spill(ring, head, $FREE_LISTS + struct * 64, site);
  $store(ring + 8 + ((tail & ($QUARANTINE_RING - 1)) << 2), object);
  $store(ring + 4, tail + 1);
}

/** Moves the older half of a full quarantine ring to the list all threads share. */
function $spill(ring: ulong, head: int, list: ulong, site: int): void {
  $list_lock(list, site);
  let first = $load(list + 4);
  for (let i = 0; i < $QUARANTINE; i++) {
    const object: ulong = $load(ring + 8 + (((head + i) & ($QUARANTINE_RING - 1)) << 2));
    $store(object, first);
    first = object;
  }
  $store(list + 4, first);
  $atomic_store(list, 0);
  $store(ring, head + $QUARANTINE);
}

// ── Seeing ───────────────────────────────────────────────────────────────────────────────────────────────────────

function $trace(event: int, a: int, b: int, site: int): void {
  const me = $block();
  const head = $load(me + $RING_HEAD);
  if (head - $load(me + $RING_TAIL) >= $param('ringEvents')) {
    $store(me + $RING_DROPPED, $load(me + $RING_DROPPED) + 1);
    return;
  }
  const at: ulong = $param('ringBase') + (this_thread() * $param('ringEvents') + (head & ($param('ringEvents') - 1))) * 24;
  $store_now(at);
  $store(at + 8, event | (this_thread() << 16));
  $store(at + 12, a);
  $store(at + 16, b);
  $store(at + 20, site);
  $atomic_store(me + $RING_HEAD, head + 1);
}

/**
 * The tracer's gate, between two bodies of a thread, never inside one. Whoever has traced its share, an eighth of its ring, closes it for
 * all, if all have had a turn; the reader of the rings opens it again. So what is traced are stretches of time in which all threads ran, and where
 * there are fewer cores than threads, those that come first do not end it before the others have begun. Until then they go on, to half of their ring:
 * the other half is for what a single body may trace.
 */
function $pace(): void {
  if ($traced() >= $param('ringEvents') >>> 3 && $all_had_a_turn()) $atomic_store($GATE, 1);
  if ($load($GATE) === 0 && $traced() < $param('ringEvents') >>> 1) return;
  // No site: nothing in the program's sources waits here.
  $trace($param('tracerBegin'), 0, 0, -1);
  while ($load($GATE) === 0 && $traced() >= $param('ringEvents') >>> 1 && $atomic_load($stop_word()) === 0) {
    $sleep($POLLING, $GATE, 0, 1000, -1);
    if ($all_had_a_turn()) $atomic_store($GATE, 1);
  }
  while ($atomic_load($GATE) !== 0 && $atomic_load($stop_word()) === 0) $sleep($POLLING, $GATE, 1, 100000, -1);
  $trace($param('tracerBegin') + 1, 0, 0, -1);
}

/** Events in this thread's ring that have not been read. */
function $traced(): int {
  const me = $block();
  return $load(me + $RING_HEAD) - $load(me + $RING_TAIL);
}

/** Whether no thread waits for a core since the rings were read: each has traced something, sleeps or is not in the session any more. */
function $all_had_a_turn(): boolean {
  const end = $THREADS + $param('threadCount') * $param('threadStride');
  for (let block: ulong = $THREADS; block < end; block += $param('threadStride')) {
    if ($load(block + $RING_HEAD) !== $load(block + $RING_TAIL)) continue;
    const status = $load(block + $STATUS);
    if (status === $RUNNING || (status === $POLLING && $load(block + $WAIT_ADDRESS) === $GATE)) return false;
  }
  return true;
}

/** Every latency when tracing, one in 256 in throughput mode. 0 means: not measured. */
function $latency_start(): uint {
  const me = $block();
  const n = $load(me + $SAMPLING) + 1;
  $store(me + $SAMPLING, n);
  if ((n & $param('sampleMask')) !== 0) return 0;
  return $now_ns() | 1;
}

function $latency_end(offset: int, start: uint): void {
  if (unlikely(start !== 0)) $latency_record($block() + offset, $now_ns() - start);
}

function $latency_record(histogram: ulong, ns: uint): void {
  $add64(histogram, ns);
  $add64(histogram + 8, 1);
  if (ns > ($load(histogram + 16) >>> 0)) $store(histogram + 16, ns);
  let bucket = ns;
  if (ns >= 4) {
    const octave = 31 - $clz(ns);
    bucket = octave * 4 + ((ns >>> (octave - 2)) & 3) - 4;
  }
  const at = histogram + 24 + bucket * 4;
  $store(at, $load(at) + 1);
}

/** xorshift32 (Marsaglia 2003), scaled to 0 … n-1. */
function $pick(n: uint): int {
  const me = $block();
  let x: uint = $load(me + $RANDOM);
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  $store(me + $RANDOM, x);
  return $multiply_high(x, n);
}
