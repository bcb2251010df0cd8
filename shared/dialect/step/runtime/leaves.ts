/**
 * Leaves of what is remembered (memo.ts): what an action did, and to whom the reduction has told what it touched.
 *
 * ```
 *   status, choices, steps, … ┼ for each thread, where it was told ┼ what it meets (sleep.ts) ┼ chunk, its reference, … ┼ log
 * ```
 */

/** Of a leaf: its status, choices and steps, bytes of changes, entries of the log, where the thread then stands. */
const $DID = 0;
const $DID_CHOICES = 4;
const $DID_STEPS = 8;
const $CHANGES = 12;
const $LOGGED = 16;
const $DID_PC = 20;
/** Whether it changes what is another thread's, and whether it depends on that. */
const $DID_TO_OTHERS = 24;
const $DID_AS_OTHERS = 28;
/** For each thread, a bit for each place at which it may have been told. */
const $TOLD_OF = 32;
const $TOLD_BYTES = 16;
const $MOST_STANDS = 128;

/** Whether an action has changed what belongs to other threads. */
function $x_changes_others(leaf: ulong, thread: int): boolean {
  const end = $x_changes(leaf) + $load(leaf + $CHANGES);
  for (let change = $x_changes(leaf); change < end; change += 8) {
    const chunk: ulong = $load(change);
    const covered = $load($param('covered') + thread * ($param('dirtyWords') << 2) + ((chunk >>> 5) << 2));
    if (((covered >>> (chunk & 31)) & 1) !== 0) continue;
    if ((chunk << 5) < $param('common')) return true;
    if (!$x_symmetric()) continue;
    for (let at: ulong = chunk << 5; at < (chunk + 1) << 5; at += 4) {
      if ($load($param('work') + at) !== $load($param('pristine') + at) && $x_belongs_to_other(at, thread)) return true;
    }
  }
  return false;
}

/** Takes an action that is remembered, but for what it changes; returns its status. */
function $x_relive(leaf: ulong, thread: int): int {
  $set_control($CHOICES, $load(leaf + $DID_CHOICES));
  $set_control($STEPS, $load(leaf + $DID_STEPS));
  $set_control($CUT, 0);
  if ($x_reduces()) $x_retell(leaf, thread);
  return $load(leaf + $DID);
}

/** The number of a place at which a thread stands, 0 when it has ended, or -1: there are too many. */
function $x_stand(thread: int, pc: int): int {
  if (pc === 0) return 0;
  const stands = $param('stands') + thread * ($param('pcs') << 2);
  const known = $load(stands + (pc << 2));
  if (known !== 0) return known;
  // How many there are is kept in the first.
  const number = $load(stands) + 1;
  if (number === $MOST_STANDS) return -1;
  $store(stands, number);
  $store(stands + (pc << 2), number);
  return number;
}

/** Whether the thread has been told of what a leaf touches, where it stands in the state being expanded. */
function $x_was_told(leaf: ulong, thread: int, pc: int): boolean {
  const stand = $x_stand(thread, pc);
  return stand >= 0 && (($load(leaf + $TOLD_OF + thread * $TOLD_BYTES + ((stand >>> 5) << 2)) >>> (stand & 31)) & 1) !== 0;
}

function $x_is_told(leaf: ulong, thread: int, pc: int): void {
  const stand = $x_stand(thread, pc);
  if (stand < 0) return;
  const word = leaf + $TOLD_OF + thread * $TOLD_BYTES + ((stand >>> 5) << 2);
  $store(word, $load(word) | (1 << (stand & 31)));
}

/** Tells the others of an action's accesses where they have not been told of them: nothing comes of telling them twice. */
function $x_retell(leaf: ulong, thread: int): void {
  if (!$x_others(thread, leaf)) return;
  const from = $x_changes(leaf) + $load(leaf + $CHANGES);
  const end = from + ($load(leaf + $LOGGED) << 3);
  let begin = from;
  for (let entry = from; entry < end; entry += 8) {
    // Up to the end of a step.
    if ($load(entry + 4) >= 0) continue;
    $x_tell_of(begin, entry + 8);
    if ($control($CUT) !== 0) return;
    begin = entry + 8;
  }
  const list = $param('others');
  for (let other = list + 4; other < $load(list); other += 4) {
    const t = $load($param('standing') + (other - list));
    $x_is_told(leaf, t, $load($x_record(t) + $PC));
  }
}

/** Where the changes of an action are kept. */
function $x_changes(leaf: ulong): ulong {
  return leaf + $TOLD_OF + $param('toldBytes') + $param('meetsBytes');
}

/** Makes in the working state the changes of an action that is remembered. */
function $x_change(leaf: ulong): void {
  const end = $x_changes(leaf) + $load(leaf + $CHANGES);
  for (let at = $x_changes(leaf); at < end; at += 8) {
    const chunk: ulong = $load(at);
    $copy_chunk($param('work') + (chunk << 5), $param('nodes') + ($load(at + 4) << 5));
    const dirty = $param('dirty') + ((chunk >>> 5) << 2);
    $store(dirty, $load(dirty) | (1 << (chunk & 31)));
  }
}
