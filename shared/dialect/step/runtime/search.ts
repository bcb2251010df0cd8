/**
 * The search, in the dialect itself: runs steps on a state, stores states, and goes through them breadth first.
 *
 * Memory (bytes; addresses are parameters of the program):
 * ```
 *   control │ locals table │ stops │ headers │ W: working state │ P: state being expanded │ tree of P │ lists │ …
 *   … root table: two words a state │ parents │ actions │ queue │ pair table: two words a pair
 * ```
 * A state is stored as a binary tree over its words: equal subtrees are stored once, as pairs of references, so a state
 * costs little more than its root pair. The compression is exact. (Blom, Lisser, van de Pol, Weber, "A Database Approach to
 * Distributed State-Space Generation", 2011; Laarman, van de Pol, Weber, "Parallel Recursive State Compression for Free", 2011.)
 */

// ── Control words ────────────────────────────────────────────────────────────────────────────────────────────────
const $CHOICES = 0;
const $FUEL = 4;
const $ATOMIC = 8;
const $RETURNED = 12;
/** What is being run, for the report of a failure: state, thread, choice. */
const $AT_STATE = 16;
const $AT_THREAD = 20;
const $AT_CHOICE = 24;
const $STATES = 28;
const $TRANSITIONS = 32;
const $QUEUE_HEAD = 36;
const $QUEUE_TAIL = 40;
const $PAIRS = 44;
/** The condition that is false, when $explore returns VIOLATED. */
const $CONDITION = 48;
const $DEADLOCK_STATE = 52;

// ── Results of $explore ──────────────────────────────────────────────────────────────────────────────────────────
const $RUNNING = 0;
const $FINISHED = 1;
const $DEADLOCK = 2;
const $CONDITION_FALSE = 3;
const $FULL = 4;

// ── Records (layout.ts) ──────────────────────────────────────────────────────────────────────────────────────────
const $PC = 8;
const $LEFT = 12;
const $WAIT = 16;

const $STOPPED = 0;
const $BLOCKED = 2;

const $FAIL_ASSERT = 1;
const $FAIL_USE_AFTER_FREE = 2;
const $FAIL_NULL = 3;
const $FAIL_WILD = 4;
const $FAIL_BOUNDS = 5;
const $FAIL_ENDLESS = 6;
const $FAIL_BAD_FREE = 7;
const $FAIL_BAD_CALLBACK = 10;
/** The pools are too small for this program: no verdict. */
const $FAIL_POOL = 11;
const $FAIL_PROPERTY = 12;

/** Loop rounds without a step after which a thread is taken never to come to one. */
const $FUEL_LIMIT = 100000;

function $control(word: int): int {
  return $load($param('control') + word);
}
function $set_control(word: int, value: int): void {
  $store($param('control') + word, value);
}

// ── What a step does ─────────────────────────────────────────────────────────────────────────────────────────────

function $x_check(address: ulong, site: int): void {
  if (address < 64) $fail($FAIL_NULL, site, address, 0);
  if (address >= $param('stateBytes') || (address & 3) !== 0) $fail($FAIL_WILD, site, address, 0);
  const header = $load($param('headers') + address);
  if (header === 0) $fail($FAIL_WILD, site, address, 0);
  if (header !== 1) {
    const state = $load($param('work') + header);
    if (state === 2) $fail($FAIL_USE_AFTER_FREE, site, address, 0);
    if (state === 0) $fail($FAIL_WILD, site, address, 0);
  }
}

function $x_load(address: ulong, site: int): int {
  $x_check(address, site);
  return $load($param('work') + address);
}

function $x_store(address: ulong, value: int, site: int): void {
  $x_check(address, site);
  $store($param('work') + address, value);
}

function $x_cmpxchg(address: ulong, expected: int, value: int, site: int): int {
  $x_check(address, site);
  const old = $load($param('work') + address);
  if (old === expected) $store($param('work') + address, value);
  return old;
}

function $x_store_if(condition: int, place: ulong, value: int): void {
  if (condition !== 0) $store(place, value);
}

function $x_callback_or_fail(found: int, target: int, site: int): void {
  if (found === 0) $fail($FAIL_BAD_CALLBACK, site, target, 0);
}

function $x_fail(kind: int, site: int, message: int): void {
  $fail(kind, site, message, 0);
}

function $x_assert(condition: int, site: int, message: int): void {
  if (condition === 0) $fail($FAIL_ASSERT, site, message, 0);
}

/** `property` is its number; `about` is shown with it. */
function $x_property(condition: int, site: int, property: int, about: int): void {
  if (condition === 0) $fail($FAIL_PROPERTY, site, property, about);
}

function $x_bounds(index: int, length: int, site: int): void {
  if (index < 0 || index >= length) $fail($FAIL_BOUNDS, site, index, length);
}

function $x_fuel(site: int): void {
  const rounds = $control($FUEL) + 1;
  $set_control($FUEL, rounds);
  if (rounds > $FUEL_LIMIT) $fail($FAIL_ENDLESS, site, 0, 0);
}

function $x_choices(n: int): void {
  $set_control($CHOICES, n);
}

function $x_atomic(inside: int): void {
  $set_control($ATOMIC, inside);
}

function $x_local(tp: ulong, slot: int, bytes: int): ulong {
  const address: ulong = $load($param('locals') + ($load(tp) * $param('localSlots') + slot) * 4);
  for (let at = 0; at < bytes; at += 4) $store($param('work') + address + at, 0);
  return address;
}

function $x_futex_wait(tp: ulong, address: ulong, expected: int, site: int): void {
  if ($x_load(address, site) === expected) $store(tp + $WAIT, address);
}

/** Wakes `count` of the threads that sleep on the place: with more sleepers than that, the choice says from which on. */
function $x_futex_wake(address: ulong, count: int, choice: int, site: int): void {
  let sleepers = 0;
  for (let t = 0; t < $param('threads'); t++) if ($load($x_record(t) + $WAIT) === address) sleepers++;
  let skip = 0;
  if (sleepers > count) {
    $x_choices(sleepers);
    skip = choice;
  }
  let woken = 0;
  let seen = 0;
  for (let round = 0; round < 2; round++) {
    for (let t = 0; t < $param('threads'); t++) {
      if (woken < count && $load($x_record(t) + $WAIT) === address) {
        if (seen >= skip) {
          $store($x_record(t) + $WAIT, 0);
          woken++;
        }
        seen++;
      }
    }
  }
}

function $x_record(thread: int): ulong {
  return $param('work') + 64 + thread * $param('recordBytes');
}

// ── Allocation ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether any word of the state points into [from, to). */
function $x_referenced(from: ulong, to: ulong): boolean {
  for (let at: ulong = 64; at < $param('stateBytes'); at += 4) {
    const value: ulong = $load($param('work') + at);
    if (value >= from && value < to) return true;
  }
  return false;
}

/** Pools table: base, count, stride of each. The lowest clean object is taken; freed ones nobody points to are clean again. */
function $x_alloc(pool: int, site: int): ulong {
  const entry = $param('pools') + pool * 12;
  const base: ulong = $load(entry);
  const count = $load(entry + 4);
  const stride = $load(entry + 8);
  for (let i = 0; i < count; i++) {
    const header: ulong = base + i * stride;
    const state = $load($param('work') + header);
    if (state === 0 || (state === 2 && !$x_referenced(header, header + stride))) {
      $store($param('work') + header, 1);
      return header + 4;
    }
  }
  $fail($FAIL_POOL, site, pool, 0);
  return 0;
}

function $x_free(object: ulong, site: int): void {
  $x_check(object, site);
  const header: ulong = $load($param('headers') + object);
  if (header === 1 || header + 4 !== object) $fail($FAIL_BAD_FREE, site, object, 0);
  for (let at = object; at < $param('stateBytes') && $load($param('headers') + at) === header; at += 4) $store($param('work') + at, 0);
  $store($param('work') + header, 2);
}

// ── Running a thread ─────────────────────────────────────────────────────────────────────────────────────────────

/** One step of a thread on the working state, with the local work after it. Returns $STOPPED or $BLOCKED. */
function $x_run(thread: int, choice: int): int {
  const tp = $x_record(thread);
  $set_control($CHOICES, 1);
  $set_control($FUEL, 0);
  for (;;) {
    const status = $step($load(tp + $PC), tp, choice);
    if (status === $BLOCKED) return status;
    if ($load(tp + $PC) === 0) {
      if (!$x_again(thread, tp)) return $STOPPED;
    }
    if ($control($ATOMIC) === 0 && $load($param('stops') + $load(tp + $PC) * 4) !== 0) return $STOPPED;
  }
}

/** A body has ended: begins it again if it is to repeat (a kernel thread's always does). */
function $x_again(thread: int, tp: ulong): boolean {
  const left = $load(tp + $LEFT);
  if (left === 1) {
    $store(tp + $LEFT, 0);
    return false;
  }
  if (left > 0) $store(tp + $LEFT, left - 1);
  $store(tp + $PC, $load($param('entries') + thread * 4));
  $x_fuel(0);
  return true;
}

/** Runs a function to its end on a thread that nobody interleaves with. */
function $x_alone(thread: int, entry: int): int {
  const tp = $x_record(thread);
  $store(tp + $PC, entry);
  $set_control($FUEL, 0);
  while ($load(tp + $PC) !== 0) {
    if ($step($load(tp + $PC), tp, 0) === $BLOCKED) return $BLOCKED;
    if ($load(tp + $WAIT) !== 0) return $BLOCKED;
  }
  return $STOPPED;
}

/** For the engine: kernel_init and setup, on the boot thread. */
function $boot(entry: int): int {
  return $x_alone(0, entry);
}

/** Lets every thread come to its first step, and stores the first state. */
function $start(): void {
  for (let t = 1; t < $param('threads') - 1; t++) {
    const tp = $x_record(t);
    const entry = $load($param('entries') + t * 4);
    $store(tp + $PC, entry);
    if ($load($param('stops') + entry * 4) === 0) $x_run(t, 0);
  }
  $insert(0, 0);
}

/** The number of the first condition that is false in the working state, or -1. */
function $x_false_condition(): int {
  const observer = $param('threads') - 1;
  for (let i = 0; i < $param('conditions'); i++) {
    $x_alone(observer, $load($param('conditionEntries') + i * 4));
    if ($control($RETURNED) === 0) return i;
  }
  return -1;
}

// ── Storing states ───────────────────────────────────────────────────────────────────────────────────────────────

function $hash(left: uint, right: uint): uint {
  let h: uint = left * 0x9e3779b1 + right;
  h ^= h >>> 15;
  h *= 0x85ebca6b;
  h ^= h >>> 13;
  h *= 0xc2b2ae35;
  h ^= h >>> 16;
  return h;
}

/** The reference of a pair; (0, 0) is 0 and not stored. -1 when the table is full. */
function $pair(left: int, right: int): int {
  if ((left | right) === 0) return 0;
  const mask = $param('pairMask');
  let at: uint = $hash(left, right) & mask;
  for (;;) {
    const entry: ulong = $param('pairs') + (at << 3);
    const l = $load(entry);
    const r = $load(entry + 4);
    if ((l | r) === 0) {
      $store(entry, left);
      $store(entry + 4, right);
      $set_control($PAIRS, $control($PAIRS) + 1);
      return at + 1;
    }
    if (l === left && r === right) return at + 1;
    at = (at + 1) & mask;
  }
}

/** Whether the tables are as full as they may become. */
function $is_full(): boolean {
  return ($control($PAIRS) >>> 0) > $param('pairLimit') || ($control($STATES) >>> 0) > $param('stateLimit');
}

/** Stores the working state. Its first parent and the action from there are kept. True when it is new. */
function $insert(parent: int, action: int): boolean {
  const tree = $param('tree');
  const leaves = $param('leaves');
  const work = $param('work');
  const pristine = $param('pristine');
  const undo = $param('undo');
  const words = $param('stateBytes') >>> 2;
  const list = $param('list');
  let undone = 0;
  let dirty = 0;
  let last: ulong = 0;
  for (let j: ulong = 0; j < words; j += 2) {
    if ($same64(work + j * 4, pristine + j * 4)) continue;
    for (let k = j; k < j + 2; k++) {
      const value = $load(work + k * 4);
      const node: ulong = leaves + k;
      if ($load(tree + node * 4) !== value) {
        $store(undo + undone * 8, node);
        $store(undo + undone * 8 + 4, $load(tree + node * 4));
        undone++;
        $store(tree + node * 4, value);
        if (node >>> 1 !== last) {
          last = node >>> 1;
          $store(list + dirty * 4, last);
          dirty++;
        }
      }
    }
  }
  let fresh = false;
  if (dirty > 0) {
    while ($load(list) !== 1) {
      let parents = 0;
      last = 0;
      for (let i = 0; i < dirty; i++) {
        const node: ulong = $load(list + i * 4);
        const value = $pair($load(tree + node * 8), $load(tree + node * 8 + 4));
        $store(undo + undone * 8, node);
        $store(undo + undone * 8 + 4, $load(tree + node * 4));
        undone++;
        $store(tree + node * 4, value);
        if (node >>> 1 !== last) {
          last = node >>> 1;
          $store(list + parents * 4, last);
          parents++;
        }
      }
      dirty = parents;
    }
    fresh = $root($load(tree + 8), $load(tree + 12), parent, action);
  }
  for (let i = undone - 1; i >= 0; i--) $store(tree + $load(undo + i * 8) * 4, $load(undo + i * 8 + 4));
  return fresh;
}

function $root(left: int, right: int, parent: int, action: int): boolean {
  const mask = $param('rootMask');
  let at: uint = $hash(left, right) & mask;
  for (;;) {
    const entry: ulong = $param('roots') + (at << 3);
    const l = $load(entry);
    const r = $load(entry + 4);
    if ((l | r) === 0) break;
    if (l === left && r === right) return false;
    at = (at + 1) & mask;
  }
  $store($param('roots') + (at << 3), left);
  $store($param('roots') + (at << 3) + 4, right);
  $store($param('parents') + (at << 2), parent);
  $store($param('actions') + (at << 2), action);
  const tail = $control($QUEUE_TAIL);
  $store($param('queue') + (tail << 2), at);
  $set_control($QUEUE_TAIL, tail + 1);
  $set_control($STATES, $control($STATES) + 1);
  return true;
}

/** Makes a stored state the pristine one. Subtrees it shares with the one before are left as they are. */
function $restore(state: int): void {
  const tree = $param('tree');
  const leaves = $param('leaves');
  const stack = $param('undo');
  const entry: ulong = $param('roots') + (state << 3);
  $store(stack, 2);
  $store(stack + 4, $load(entry));
  $store(stack + 8, 3);
  $store(stack + 12, $load(entry + 4));
  let depth = 2;
  while (depth > 0) {
    depth--;
    const node: ulong = $load(stack + depth * 8);
    const value: ulong = $load(stack + depth * 8 + 4);
    if ($load(tree + node * 4) !== value) {
      $store(tree + node * 4, value);
      if (node >= leaves) $store($param('pristine') + (node - leaves) * 4, value);
      else {
        const pair: ulong = $param('pairs') + ((value - 1) << 3);
        $store(stack + depth * 8, node * 2);
        $store(stack + depth * 8 + 4, value === 0 ? 0 : $load(pair));
        $store(stack + depth * 8 + 8, node * 2 + 1);
        $store(stack + depth * 8 + 12, value === 0 ? 0 : $load(pair + 4));
        depth += 2;
      }
    }
  }
}

/** For replay: makes a stored state the working one. */
function $show(state: int): void {
  $restore(state);
  $copy($param('work'), $param('pristine'), $param('stateBytes'));
}

/** For replay: one step from the working state. */
function $replay(thread: int, choice: int): int {
  return $x_run(thread, choice);
}

// ── The search ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Expands up to `budget` states, breadth first. Returns $RUNNING when there are more. */
function $explore(budget: int): int {
  for (let n = 0; n < budget; n++) {
    const head = $control($QUEUE_HEAD);
    if (head === $control($QUEUE_TAIL)) return $FINISHED;
    if ($is_full()) return $FULL;
    $set_control($QUEUE_HEAD, head + 1);
    const result = $expand($load($param('queue') + (head << 2)));
    if (result !== $RUNNING) return result;
  }
  return $RUNNING;
}

function $expand(state: int): int {
  $restore(state);
  $set_control($AT_STATE, state);
  let enabled = false;
  let unfinished = false;
  for (let t = 1; t < $param('threads') - 1; t++) {
    const record: ulong = $param('pristine') + 64 + t * $param('recordBytes');
    if ($load(record + $PC) === 0) continue;
    if ($load(record + $LEFT) > 0) unfinished = true;
    if ($load(record + $WAIT) !== 0) continue;
    let choice = 0;
    do {
      $copy($param('work'), $param('pristine'), $param('stateBytes'));
      $set_control($AT_THREAD, t);
      $set_control($AT_CHOICE, choice);
      if ($x_run(t, choice) === $BLOCKED) break;
      enabled = true;
      const choices = $control($CHOICES);
      $set_control($TRANSITIONS, $control($TRANSITIONS) + 1);
      if ($insert(state, (choice << 8) | t)) {
        const wrong = $x_false_condition();
        if (wrong >= 0) {
          $set_control($CONDITION, wrong);
          return $CONDITION_FALSE;
        }
      }
      choice++;
      if (choice >= choices) break;
    } while (true);
  }
  return !enabled && unfinished ? $DEADLOCK : $RUNNING;
}
