/**
 * Persistent sets: of a state's threads only some go on, where those that are put off can do nothing meanwhile that has to do with it. A thread is
 * put off if it comes to rest by itself in a few steps (ahead.ts), and if none of these meets the next action of one that goes on, nor what others
 * do that are put off. So a waiter on its way to sleep does not stand in as many places as its way has for each step of who holds the lock: it goes
 * when the lock's holder is about to look at it. No violation, deadlock or end is missed. (Godefroid, "Partial-Order Methods for the Verification
 * of Concurrent Systems", 1996, chapter 4; that what comes is found by looking, and why it suffices: docs/decisions/0035.)
 */

/** Not all can be kept that must be known. */
const $UNKNOWN = -1;

/** As $x_recall, of a thread that goes on while others are put off: what it does next has been looked at. */
function $x_recall_next(thread: int, choice: int): ulong {
  const leaf: ulong = $load($param('next') + (thread << 2));
  if (choice !== 0 || leaf === 0) return $x_recall(thread, choice);
  const known = $x_known_outcome(thread, $x_memo_root(thread, 0));
  if (known === 0) $x_keep_outcome(thread, leaf - $param('memo'));
  return leaf;
}

/** Which threads of the state being expanded are put off: a bit for each. */
function $x_put_off(): int {
  if ($control($PERSISTENT) === 0 || $control($SOUGHT) !== 0 || $control($WHOLE) === $control($AT_STATE) + 1) return 0;
  let off = $x_those_off();
  if (off === $UNKNOWN && $control($REMEMBERS) === 0) {
    // There was no room to remember more.
    $x_forget_all();
    off = $x_those_off();
  }
  if (off === $UNKNOWN || off === 0) return 0;
  $count($PUT_OFF);
  return off;
}

function $x_those_off(): int {
  $zero($param('next'), $param('threads') << 2);
  let ready = 0;
  let off = 0;
  for (let t = 0; t < $param('threads') - 1; t++) {
    if (!$x_ready(t)) continue;
    ready |= 1 << t;
    const ways = $x_ways_ahead(t);
    if (ways > 0) off |= 1 << t;
    else if (ways < 0 && $control($REMEMBERS) === 0) return $UNKNOWN;
  }
  return $x_apart_from_next($x_apart(off), ready);
}

/** Of the threads, so many that nobody meets another one: of two that do, who takes more steps goes on. */
function $x_apart(threads: int): int {
  let off = threads;
  for (let left = off; left !== 0; left &= left - 1) {
    const t = $ctz(left);
    for (let others = left & (left - 1) & off; others !== 0 && $x_among(off, t); others &= others - 1) {
      const u = $ctz(others);
      if ($x_both_ahead_meet(t, u)) off ^= 1 << ($load($x_ahead(t, 0) + $DID_STEPS) > $load($x_ahead(u, 0) + $DID_STEPS) ? t : u);
    }
  }
  return off;
}

/** Of those that may be put off, the ones that meet no next action of who goes on. One who can must go on. */
function $x_apart_from_next(threads: int, ready: int): int {
  let off = threads;
  let looked = 0;
  let goes = false;
  while (off !== 0) {
    const left = ready & ~off & ~looked;
    if (left === 0) {
      if (goes) break;
      off ^= 1 << (31 - $clz(off));
      continue;
    }
    const t = $ctz(left);
    looked |= 1 << t;
    let choices = 1;
    for (let choice = 0; choice < choices; choice++) {
      const leaf = $x_next(t, choice);
      if (leaf === 0) return $UNKNOWN;
      if ($load(leaf + $DID) !== $BLOCKED) goes = true;
      if ($load(leaf + $DID_CHOICES) > choices) choices = $load(leaf + $DID_CHOICES);
      for (let others = off; others !== 0; others &= others - 1) if ($x_ahead_meets($ctz(others), leaf)) off ^= 1 << $ctz(others);
    }
  }
  return off;
}

/** The leaf of what a thread does next, by this choice; 0: it is not kept. It will be asked for again when the thread goes. */
function $x_next(thread: int, choice: int): ulong {
  const known = $x_recall(thread, choice);
  if (known !== 0) {
    if (choice === 0) $store($param('next') + (thread << 2), known);
    return known;
  }
  // What it changes is stored, for which there must be room; $expand has the table grow.
  if ($load($param('shared') + $TIGHT) !== 0) return 0;
  $set_control($AT_THREAD, thread);
  $set_control($AT_CHOICE, choice);
  $x_take_anew(thread, choice);
  const leaf: ulong = $control($KEPT);
  $x_revert();
  return leaf;
}
