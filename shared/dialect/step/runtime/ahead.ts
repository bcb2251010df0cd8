/**
 * What a thread does if nobody else goes on (for persistent.ts): it is let go by itself, step by step, until it *rests*: waits, sleeps or has ended.
 * That is remembered as its actions are (memo.ts), as if it were one more choice of the thread's for each way in which that can go.
 *
 * ```
 *   ahead    for each thread, the leaf of each way           ways    for each thread, how many there are
 * ```
 */

/** The most ways of a thread, and steps until it rests. A way is remembered as a choice that comes behind all of an action. */
const $MOST_WAYS_AHEAD = 8;
const $MOST_STEPS_AHEAD = 8;
/** A kernel thread goes round, and rests somewhere in the next round, if not in this one: the steps until then. */
const $MOST_STEPS_ROUND = 100;
/** Of a leaf of a way, what it $DID: the thread rests, or it may go on. */
const $RESTS = 3;
const $GOES_ON = 4;

/** Lets a thread go on the working state until it rests, or does not soon. */
function $x_go_ahead(thread: int, way: int): int {
  const tp = $x_record(thread);
  $x_begin(thread);
  if ($load($param('kinds') + $load(tp + $PC) * 4) === $PASSES) return $GOES_ON;
  const most = $x_goes_round(tp) ? $MOST_STEPS_ROUND : $MOST_STEPS_AHEAD;
  while ($control($STEPS) < most) {
    if ($step($load(tp + $PC), tp, way) === $BLOCKED) {
      $x_looked();
      $x_end_step();
      return $RESTS;
    }
    const again = $load(tp + $PC) === 0 && $x_again(thread, tp);
    if (again && !$x_goes_round(tp)) return $GOES_ON;
    const ended = $load(tp + $PC) === 0;
    if (!ended && ($control($ATOMIC) !== 0 || $load($param('kinds') + $load(tp + $PC) * 4) === $PASSES)) continue;
    $count($STEPS);
    $set_control($FUEL, 0);
    $x_end_step();
    if (ended || $load(tp + $WAIT) !== 0) return $RESTS;
  }
  return $GOES_ON;
}

function $x_goes_round(tp: ulong): boolean {
  return $load(tp + $LEFT) === $KERNEL_LEFT;
}

/** Whether the working state differs from the one being expanded in who can go of the others: somebody was woken, or begins. */
function $x_lets_others_go(thread: int): boolean {
  for (let t = 0; t < $param('threads') - 1; t++) {
    const record = $x_record(t) - $param('work');
    if (t !== thread && ($x_differs(record + $WAIT) || $x_differs(record + $PC))) return true;
  }
  return false;
}

function $x_differs(address: ulong): boolean {
  return $load($param('work') + address) !== $load($param('pristine') + address);
}

/** The leaf of a way; 0: it is not kept. */
function $x_way(thread: int, way: int): ulong {
  const known = $x_recall_of(thread, $MOST_CHOSEN + way);
  if (known !== 0) return known;
  $set_control($AT_THREAD, thread);
  $set_control($AT_CHOICE, way);
  $x_note_touches(thread);
  $set_control($LOOKS_AHEAD, 1);
  const status = $x_go_ahead(thread, way);
  $set_control($LOOKS_AHEAD, 0);
  $x_mark_record(thread);
  const rests = status === $RESTS && $control($CHOICES) <= $MOST_WAYS_AHEAD && !$x_lets_others_go(thread);
  const leaf = $x_remember(thread, $MOST_CHOSEN + way, rests ? $RESTS : $GOES_ON);
  $x_revert();
  return leaf;
}

/** Finds the ways of a thread until it rests, and returns how many; 0: it does not rest, or not soon, in one of them; -1: that cannot be kept. */
function $x_ways_ahead(thread: int): int {
  const tp = $x_record(thread);
  if (!$x_goes_round(tp) && $load($param('rests') + ($load(tp + $PC) << 2)) === 0) return 0;
  let ways = 1;
  for (let way = 0; way < ways; way++) {
    const leaf = $x_way(thread, way);
    if (leaf === 0) return -1;
    if ($load(leaf + $DID) !== $RESTS) return 0;
    // As if it went: where the others stand meanwhile, it touches this.
    $set_control($CUT, 0);
    $x_retell(leaf, thread);
    if ($load(leaf + $DID_CHOICES) > ways) ways = $load(leaf + $DID_CHOICES);
    $store($param('ahead') + ((thread * $MOST_WAYS_AHEAD + way) << 2), leaf);
  }
  $store($param('ways') + (thread << 2), ways);
  return ways;
}

function $x_ways(thread: int): int {
  return $load($param('ways') + (thread << 2));
}

/** A leaf that $x_ways_ahead found. */
function $x_ahead(thread: int, way: int): ulong {
  return $load($param('ahead') + ((thread * $MOST_WAYS_AHEAD + way) << 2));
}

/** Whether what a thread does ahead meets an action. */
function $x_ahead_meets(thread: int, leaf: ulong): boolean {
  for (let way = 0; way < $x_ways(thread); way++) if (!$x_independent($x_met($x_ahead(thread, way)), $x_met(leaf))) return true;
  return false;
}

/** Whether what two threads do ahead meets. */
function $x_both_ahead_meet(thread: int, other: int): boolean {
  for (let way = 0; way < $x_ways(other); way++) if ($x_ahead_meets(thread, $x_ahead(other, way))) return true;
  return false;
}
