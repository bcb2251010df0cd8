/**
 * What comes of an action (memo.ts) for whole parts of the state: the thread's own and what is shared. Where these are all as they were,
 * and nobody else's part was changed, the parts after it are known, too, without what is below them. A table with one entry for each hash:
 *
 * ```
 *   key [ root of memo.ts, up to six references before it, 0 ]     ┼ place in `memo`, whether it is known what follows, six references after it
 * ```
 */

const $BY = 32;
const $FOLLOWS = 36;
const $AFTER = 40;
const $PART_WORDS = 6;

/** Writes what an action may depend on, in the state being expanded, to the thread's place in `keys`, and where it would be among the outcomes to `found`. */
function $x_look_up(thread: int, root: int): ulong {
  const key = $param('keys') + (thread << 5);
  const tree = $param('tree');
  const words = $param('partWords') + thread * ($PART_WORDS << 2);
  $store_pair(key, root, $load(tree + ($load(words) << 2)));
  $store_pair(key + 8, $load(tree + ($load(words + 4) << 2)), $load(tree + ($load(words + 8) << 2)));
  $store_pair(key + 16, $load(tree + ($load(words + 12) << 2)), $load(tree + ($load(words + 16) << 2)));
  $store_pair(key + 24, $load(tree + ($load(words + 20) << 2)), 0);
  const outcome = $param('outcomes') + ($multiply_high($hash_chunk(key), $control($OUTCOMES)) << 6);
  $store($param('found') + (thread << 2), outcome);
  return outcome;
}

/** Reads what all threads of a state will ask for, so that the processor waits for all of it at once. */
function $x_look_ahead(): void {
  if ($param('outcomeCount') === 0) return;
  let read = 0;
  for (let t = 0; t < $param('threads') - 1; t++) if ($x_ready(t)) read += $load($x_look_up(t, $x_memo_root(t, 0)));
  for (let t = 0; t < $param('threads') - 1; t++) {
    const outcome: ulong = $load($param('found') + (t << 2));
    if ($x_ready(t) && $same_chunk(outcome, $param('keys') + (t << 5))) read += $load($param('memo') + $load(outcome + $BY));
  }
  $set_control($READ, read);
}

/** The leaf of this action, if an outcome is kept of it in such a state; else 0. */
function $x_known_outcome(thread: int, root: int): ulong {
  if ($param('outcomeCount') === 0) return 0;
  const key = $param('keys') + (thread << 5);
  if ($load(key) !== root) $x_look_up(thread, root);
  const outcome: ulong = $load($param('found') + (thread << 2));
  $set_control($OUTCOME, outcome);
  return $same_chunk(outcome, key) ? $param('memo') + $load(outcome + $BY) : 0;
}

/** A leaf was found for an action that was looked up: keeps it, if it depends on nothing but these parts. */
function $x_keep_outcome(thread: int, leaf: int): void {
  if ($param('outcomeCount') === 0) return;
  if ($load($param('memo') + leaf + $DID_AS_OTHERS) !== 0) {
    $set_control($OUTCOME, 0);
    return;
  }
  const outcome: ulong = $control($OUTCOME);
  const there: uint = $load(outcome);
  const roots: uint = $control($ROOTS);
  if (there >= roots) $count($MADE_WAY);
  $copy_chunk(outcome, $param('keys') + (thread << 5));
  $store_pair(outcome + $BY, leaf, 0);
}

/** Refers to the parts that follow, where that is known; else to the chunks that the action changes. */
function $x_refer_parts(leaf: ulong, thread: int): ulong {
  const outcome: ulong = $control($OUTCOME);
  if (outcome === 0 || $load(outcome + $FOLLOWS) === 0) return $x_refer_changes(leaf);
  let undone = $param('undo');
  const words = $param('partWords') + thread * ($PART_WORDS << 2);
  for (let i = 0; i < $PART_WORDS << 2; i += 4) undone = $x_refer_at($load(words + i), $load(outcome + $AFTER + i), undone);
  return undone;
}

/** All is stored that the action changes: keeps what the parts are now. */
function $x_follows(leaf: ulong, thread: int): void {
  const outcome: ulong = $control($OUTCOME);
  if (outcome === 0 || $load(outcome + $FOLLOWS) !== 0 || $load(leaf + $DID_TO_OTHERS) !== 0) return;
  const words = $param('partWords') + thread * ($PART_WORDS << 2);
  for (let i = 0; i < $PART_WORDS << 2; i += 4) $store(outcome + $AFTER + i, $load($param('tree') + ($load(words + i) << 2)));
  $store(outcome + $FOLLOWS, 1);
}

/** Whether identical threads are still in order after an action that is remembered: if those like this one stand elsewhere, before it and behind it. */
function $x_keeps_order(leaf: ulong, thread: int): boolean {
  if (!$x_symmetric()) return true;
  if ($load(leaf + $DID_TO_OTHERS) !== 0) return false;
  const pc = $load(leaf + $DID_PC);
  const first = $load($param('alike') + (thread << 2));
  for (let t = first; t < $param('threads') && $load($param('alike') + (t << 2)) === first; t++) {
    if (t === thread) continue;
    const theirs = $load($param('pristine') + $param('records') + t * $param('recordBytes') + $PC);
    if (t < thread ? theirs >= pc : theirs <= pc) return false;
  }
  return true;
}
