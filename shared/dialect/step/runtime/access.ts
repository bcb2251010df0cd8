/** What a step may do to the working state: each access is checked, and noted for the reduction. */

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
/** An observer cannot remember enough: no verdict. */
const $FAIL_BOUND = 18;
/** More ways to take one step than are told apart: no verdict. */
const $FAIL_CHOICES = 19;
const $MOST_WAYS = 0x100000;
/** An object is still allocated when all has ended. */
const $FAIL_LEAK = 13;

/** Loop rounds without a step after which a thread is taken never to come to one. */
const $FUEL_LIMIT = 100000;
/** For what runs before the threads do, which may have much to do. */
const $FUEL_ALONE = 10000000;
/** As in abi.ts. */
const $LOOKED = 32;

function $x_check(address: ulong, site: int): void {
  if (address >= $param('stateBytes') || (address & 3) !== 0) $fail($FAIL_WILD, site, address, 0);
  const header = $load($param('headers') + address);
  if (header === 0) $fail(address < $param('nullBytes') ? $FAIL_NULL : $FAIL_WILD, site, address, 0);
  $x_touch(address);
  if (header !== 1) {
    $x_touch(header);
    const state = $load($param('work') + header);
    if (state === 2 || (state === 0 && header < $param('globals'))) $fail($FAIL_USE_AFTER_FREE, site, address, 0);
    if (state === 0) $fail($FAIL_WILD, site, address, 0);
  }
}

/** Writes a word of the working state. */
function $x_put(address: ulong, value: int): void {
  const dirty = $param('dirty') + ((address >>> 10) << 2);
  $store(dirty, $load(dirty) | (1 << ((address >>> 5) & 31)));
  $store($param('work') + address, value);
}

function $x_load(address: ulong, site: int): int {
  $x_check(address, site);
  $x_note(address, $READS);
  return $load($param('work') + address);
}

function $x_store(address: ulong, value: int, site: int): void {
  $x_check(address, site);
  $x_note(address, $WRITES);
  $x_put(address, value);
}

function $x_cmpxchg(address: ulong, expected: int, value: int, site: int): int {
  $x_check(address, site);
  $x_note(address, $WRITES);
  const old = $load($param('work') + address);
  if (old === expected) $x_put(address, value);
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

function $x_bound(condition: int, site: int, message: int): void {
  if (condition === 0) $fail($FAIL_BOUND, site, message, 0);
}

/** `property` is its number; `about` is shown with it. */
function $x_property(condition: int, site: int, property: int, about: int): void {
  if (condition === 0) $fail($FAIL_PROPERTY, site, property, about);
}

/** The step that is replayed is checked by this property: a bit for each, where that is to be told. */
function $x_checked(property: int): void {
  const word: ulong = $param('checked') + ((property >> 5) << 2);
  $store(word, $load(word) | (1 << (property & 31)));
}

/** An observer begins, where it is to be told what each looked at. */
function $x_observes(): void {
  $store($param('looked'), 0);
}

/** It has looked at this word: how many it looked at, then the last of them in a ring. */
function $x_observed(address: ulong, value: int): void {
  const count = $load($param('looked'));
  const entry: ulong = $param('looked') + 4 + ((count & ($LOOKED - 1)) << 3);
  $store($param('looked'), count + 1);
  $store(entry, address);
  $store(entry + 4, value);
}

function $x_bounds(index: int, length: int, site: int): void {
  if (index < 0 || index >= length) $fail($FAIL_BOUNDS, site, index, length);
}

function $x_fuel(site: int): void {
  const rounds = $control($FUEL) + 1;
  $set_control($FUEL, rounds);
  if (rounds > $FUEL_LIMIT) $fail($FAIL_ENDLESS, site, 0, 0);
}

/** One of 0 … n-1. With several choices in one step, its choice is a number whose digits are theirs. */
function $x_choose(n: int, choice: int): int {
  if (n < 2) return 0;
  if (choice === $NO_CHOICE) return $x_choose_none(n);
  // A joined step takes none but its first choice: it must begin a state of its own.
  if ($control($JOINED) !== 0) {
    $x_cut();
    $x_lead($control($AT_THREAD), $control($JOINED));
  }
  const before = $control($CHOICES);
  // Those of all choices of an atomic block are ways to take one step. Their number must not wrap.
  if (n > $MOST_WAYS / before) $fail($FAIL_CHOICES, -1, 0, 0);
  $set_control($CHOICES, before * n);
  return (choice / before) % n;
}

/** While setting up: it is told in the end that something was chosen. That a deadline has passed comes last; so who waits does not go round until then. */
function $x_choose_none(n: int): int {
  $set_control($CHOICES, 2);
  return n - 1;
}

/** Whether a deadline has passed. */
function $x_passed(choice: int): int {
  const passed = $x_choose(2, choice);
  $x_learn_of_time(passed !== 0);
  return passed;
}

/** For who looks for rounds (lasso.ts): `passed` comes some day, to who goes on without end. */
function $x_learn_of_time(passed: boolean): void {
  if (passed) $set_control($TIME, $PASSED);
  else if ($control($TIME) === 0) $set_control($TIME, $NOT_PASSED);
}

function $x_atomic(inside: int): void {
  $set_control($ATOMIC, inside);
}

function $x_this_thread(): int {
  return $control($RUNNING_THREAD);
}

function $x_this_instance(): int {
  return $load($param('instances') + $control($RUNNING_THREAD) * 4);
}

function $x_own(slot: int): ulong {
  return $load($param('locals') + ($control($RUNNING_THREAD) * $param('localSlots') + slot) * 4);
}

/** To others it is a write to each word. */
function $x_zero(address: ulong, bytes: int): void {
  for (let at = 0; at < bytes; at += 4) {
    $x_note(address + at, $WRITES);
    $x_put(address + at, 0);
  }
}

/** The thread's own object of this kind, zeroed. */
function $x_local(tp: ulong, slot: int, bytes: int): ulong {
  const address = $x_own(slot);
  $x_put(address - 4, 1);
  $x_zero(address, bytes);
  return address;
}

/** Its function returns: whoever touches it from now on touches what other functions have on their stacks. */
function $x_local_end(slot: int, bytes: int): void {
  const address = $x_own(slot);
  $x_put(address - 4, 0);
  $x_zero(address, bytes);
}

function $x_futex_wait(tp: ulong, address: ulong, expected: int, site: int): void {
  if ($x_load(address, site) !== expected) return;
  $x_note_queue(address, $WRITES);
  $store(tp + $WAIT, address);
}

/** A number for those who sleep on a place: others may share it. */
function $x_queue(address: ulong): int {
  return ((address >>> 2) * 0x9e3779b1) >>> 26;
}

/**
 * Notes that a thread begins to sleep on a place, or that sleepers are looked for there: those are woken. For the reduction one of the first words
 * of the state stands for them, which never change.
 */
function $x_note_queue(address: ulong, kind: int): void {
  $x_note(($x_queue($x_symmetric() ? $x_seen_by(0, address) : address) << 2) & ($param('records') - 4), kind);
  $x_meet_queue($x_queue(address), kind);
}

/** In how many ways `count` of so many can be chosen; where that is more than one step may have, only that it is more. */
function $x_ways_to_choose(count: int, of: int): int {
  let ways = 1;
  for (let n = 1; n <= count && ways <= $MOST_WAYS; n++) ways = ways * (of - count + n) / n;
  return ways;
}

/** Wakes `count` of the threads that sleep on the place: with more sleepers than that, any of them, as the choice says. */
function $x_futex_wake(address: ulong, count: int, choice: int, site: int): void {
  let sleepers = 0;
  for (let t = 0; t < $param('threads'); t++) {
    $x_depends($x_record(t) + $WAIT - $param('work'));
    if ($load($x_record(t) + $WAIT) === address) sleepers++;
  }
  $x_note_queue(address, sleepers > 0 ? $WRITES : $READS);
  let left = count < sleepers ? count : sleepers;
  let way = $x_choose($x_ways_to_choose(left, sleepers), choice);
  for (let t = 0; left > 0; t++) {
    if ($load($x_record(t) + $WAIT) !== address) continue;
    sleepers--;
    // The first ways are those that wake this one.
    const first = $x_ways_to_choose(left - 1, sleepers);
    if (way < first) {
      $x_put($x_record(t) + $WAIT - $param('work'), 0);
      left--;
    } else way -= first;
  }
}
