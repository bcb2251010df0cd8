/**
 * What an action has done before is not done again. A thread's action depends on what is its own and on the few chunks that it touches,
 * and most of a state is neither; so the same action comes many times. What it did is kept in a decision tree over the references of
 * `tree` (store.ts): first those of what is the thread's own, then of the chunks in the order in which the action touches them, as each of
 * them tells which one comes next. A leaf is what the action does. (After the transition cache of Blom, Lisser, van de Pol, Weber, "A
 * Database Approach to Distributed State-Space Generation", 2011; theirs is over dependencies that are known beforehand.)
 *
 * ```
 *   memoIndex   [ node, reference ┼ word of `tree` to look at next, next node ] …    four to a bucket of 64 bytes
 *                                  ┼ -1, place in `memo`                    ]
 *   memo        [ leaf (leaves.ts) ] …
 * ```
 * Each worker remembers for itself. All is forgotten when a pass begins, when a leader is learned (what is joined may be another then),
 * and when there is no more room.
 */

/** Words of `control`, here and below: whether anything is remembered, and for how many leaders; the last node that was made; the roots' first node. */
const $REMEMBERS = 160;
const $LEARNED = 164;
const $LAST_NODE = 168;
const $ROOTS = 172;
/** The next place in `memo`. */
const $ROOM = 176;
/** Whether what is touched is noted; how many chunks were; whether the action did more than can be kept. */
const $NOTES = 184;
const $TOUCHED = 188;
const $UNKEPT = 192;
/** The entry of the running action among the outcomes (outcomes.ts), or 0. */
const $OUTCOME = 196;
/** Whether the action looked at what is another thread's. */
const $LOOKED_AT_OTHERS = 220;
/** Buckets of branches that are in use, and entries of outcomes; by how many bits there may be more; how often something had to make way since. */
const $BUCKETS = 200;
const $OUTCOMES = 204;
const $SPARED = 208;
const $MADE_WAY = 212;

/** Choices of a thread that are remembered; how many roots it has, for them and behind them what it does ahead (ahead.ts); accesses of an action that is kept. */
const $MOST_CHOSEN = 16;
const $ROOTS_EACH = 24;
const $MOST_KEPT = 512;

/** Notes that the running action depends on the chunk of this address, and meets others there. */
function $x_touch(address: ulong): void {
  if ($control($NOTES) === 0) return;
  $x_meets($param('meets'), address);
  $x_depends(address);
}

/** Notes that the running action depends on the chunk of this address. */
function $x_depends(address: ulong): void {
  if ($control($NOTES) === 0) return;
  const word = $param('touched') + ((address >>> 10) << 2);
  const bit = 1 << ((address >>> 5) & 31);
  const before = $load(word);
  if ((before & bit) !== 0) return;
  $store(word, before | bit);
  if (address < $param('common')) $set_control($LOOKED_AT_OTHERS, 1);
  const count = $control($TOUCHED);
  $store($param('touches') + (count << 2), $load($param('up') + (($param('groups') + (address >>> 5)) << 2)));
  $set_control($TOUCHED, count + 1);
}

/** Nodes, before they are numbered from 1 again. */
const $MOST_NODES = 0x70000000;
/** Bits by which they are more when more of them are used. */
const $MORE = 2;

function $x_forget_all(): void {
  if ($control($LAST_NODE) > $MOST_NODES) {
    $zero($param('memoIndex'), $control($BUCKETS) << 6);
    $zero($param('outcomes'), $control($OUTCOMES) << 6);
    $set_control($LAST_NODE, 0);
  }
  if ($control($BUCKETS) === 0) $x_use($param('memoSpared'));
  else if ($x_is_crowded()) $x_use($control($SPARED) - $MORE);
  const roots = $control($LAST_NODE) + 1;
  $set_control($ROOTS, roots);
  $set_control($LAST_NODE, roots + $param('threads') * $ROOTS_EACH);
  $set_control($ROOM, 0);
  $zero($param('stands'), $param('threads') * ($param('pcs') << 2));
  $set_control($LEARNED, $load($param('shared') + $LEADERS));
  $set_control($REMEMBERS, 1);
}

/** Whether more has made way than there are buckets, and there may be more of them. */
function $x_is_crowded(): boolean {
  return $control($MADE_WAY) > $control($BUCKETS) && $control($SPARED) > 0;
}

/**
 * Uses all buckets and outcomes but for so many bits: most searches are small, and a page that nobody touches takes no time. Those that are new are
 * written to before they are read, as $x_widen has it.
 */
function $x_use(spared: int): void {
  const buckets = $control($BUCKETS);
  const outcomes = $control($OUTCOMES);
  $set_control($SPARED, spared);
  $set_control($BUCKETS, $param('memoBuckets') >>> spared);
  $set_control($OUTCOMES, $param('outcomeCount') >>> spared);
  $set_control($MADE_WAY, 0);
  $zero($param('memoIndex') + (buckets << 6), ($control($BUCKETS) - buckets) << 6);
  $zero($param('outcomes') + (outcomes << 6), ($control($OUTCOMES) - outcomes) << 6);
}

function $x_memo_root(thread: int, number: int): int {
  return $control($ROOTS) + thread * $ROOTS_EACH + number;
}

/** Makes ready for a state's actions. */
function $x_remembers(): void {
  if ($control($REMEMBERS) === 0 || $control($LEARNED) !== $load($param('shared') + $LEADERS) || $x_is_crowded()) $x_forget_all();
}

/** Where the node goes on to by this reference, or 0. */
function $x_branch(node: int, reference: int): ulong {
  const bucket = $param('memoIndex') + ($multiply_high($hash_pair(node, reference), $control($BUCKETS)) << 6);
  for (let at = bucket; at < bucket + 64; at += 16) if ($is_pair(at, node, reference)) return at;
  return 0;
}

/** Puts a branch where there is none, or where an old one is. */
function $x_put_branch(node: int, reference: int, word: int, next: int): void {
  const bucket = $param('memoIndex') + ($multiply_high($hash_pair(node, reference), $control($BUCKETS)) << 6);
  const roots: uint = $control($ROOTS);
  let place = bucket + ((next & 3) << 4);
  for (let at = bucket; at < bucket + 64; at += 16) {
    const there: uint = $load(at);
    if (there < roots) {
      place = at;
      break;
    }
  }
  const there: uint = $load(place);
  if (there >= roots) $count($MADE_WAY);
  $store_pair(place, node, reference);
  $store_pair(place + 8, word, next);
}

/** What this action did when all that it depends on was as it is in the state being expanded; 0: that is not known. */
function $x_recall(thread: int, choice: int): ulong {
  return choice < $MOST_CHOSEN ? $x_recall_of(thread, choice) : 0;
}

/** The same by the number of its root among the thread's. */
function $x_recall_of(thread: int, number: int): ulong {
  if ($param('memoBuckets') === 0 || $control($SOUGHT) !== 0) return 0;
  const root = $x_memo_root(thread, number);
  const known = $x_known_outcome(thread, root);
  if (known !== 0) return known;
  const tree = $param('tree');
  let node = root;
  let word: int = $load($param('covers') + ($load($param('coverAt') + (thread << 2)) << 2));
  for (;;) {
    const branch = $x_branch(node, $load(tree + (word << 2)));
    if (branch === 0) return 0;
    word = $load(branch + 8);
    node = $load(branch + 12);
    if (word < 0) {
      $x_keep_outcome(thread, node);
      return $param('memo') + node;
    }
  }
}

/** From now on what is touched is noted. What is the thread's own it depends on in any case. */
function $x_note_touches(thread: int): void {
  if ($param('memoBuckets') === 0) return;
  $copy($param('touched'), $param('covered') + thread * ($param('dirtyWords') << 2), $param('dirtyWords') << 2);
  const first = $param('covers') + ($load($param('coverAt') + (thread << 2)) << 2);
  const count = $load($param('coverAt') + (thread << 2) + 4) - $load($param('coverAt') + (thread << 2));
  $copy($param('touches'), first, count << 2);
  $x_meets_own(thread);
  $set_control($TOUCHED, count);
  $set_control($UNKEPT, 0);
  $set_control($LOOKED_AT_OTHERS, 0);
  $set_control($NOTES, 1);
}

/** Keeps what the action has done that was just run. Returns the leaf, or 0. */
function $x_remember(thread: int, choice: int, status: int): ulong {
  if ($param('memoBuckets') === 0) return 0;
  $set_control($NOTES, 0);
  const logged = $x_reduces() && status !== $GOES_ON ? $control($LOG) : 0;
  if ($control($CUT) !== 0 || $control($UNKEPT) !== 0 || (choice >= $MOST_CHOSEN && status < $RESTS) || logged > $MOST_KEPT || $control($SOUGHT) !== 0) return 0;
  if ($control($LEARNED) !== $load($param('shared') + $LEADERS)) return 0;
  const room = $control($ROOM);
  const leaf = $param('memo') + room;
  if (room + $TOLD_OF + $param('toldBytes') + $param('meetsBytes') + ($param('dirtyWords') << 8) + (logged << 3) + 64 > $param('memoBytes')) {
    // At the next state: what is known of this one is still needed (sleep.ts).
    $set_control($REMEMBERS, 0);
    return 0;
  }
  $store(leaf + $DID, status);
  $store(leaf + $DID_CHOICES, $control($CHOICES));
  $store(leaf + $DID_STEPS, $control($STEPS));
  let at = $x_changes(leaf);
  for (let w: ulong = 0; w < $param('dirtyWords') && status === $STOPPED; w++) {
    let bits = $load($param('dirty') + (w << 2));
    while (bits !== 0) {
      const chunk: ulong = (w << 5) + $ctz(bits);
      bits &= bits - 1;
      const reference = $node($param('work') + (chunk << 5));
      const before = $load($param('tree') + ($load($param('up') + (($param('groups') + chunk) << 2)) << 2));
      if (reference === before) continue;
      $store_pair(at, chunk, reference);
      at += 8;
    }
  }
  $store(leaf + $CHANGES, at - $x_changes(leaf));
  $store(leaf + $DID_PC, $load($x_record(thread) + $PC));
  $store_pair(leaf + $DID_TO_OTHERS, $x_changes_others(leaf, thread) ? 1 : 0, $control($LOOKED_AT_OTHERS));
  $store(leaf + $LOGGED, logged);
  if (status !== $GOES_ON) $x_keep_meets(leaf);
  if ($x_reduces()) {
    $zero(leaf + $TOLD_OF, $param('toldBytes'));
    $copy(at, $param('log'), logged << 3);
    at += logged << 3;
  }
  // A leaf begins on a cache line of its own.
  $set_control($ROOM, ((at - $param('memo')) + 63) & ~63);
  $x_lead_to(thread, choice, room);
  return leaf;
}

/** Makes the way through the decision tree to a leaf. */
function $x_lead_to(thread: int, choice: int, leaf: int): void {
  let node = $x_memo_root(thread, choice);
  const count = $control($TOUCHED);
  for (let i = 0; i < count; i++) {
    const at = $param('touches') + (i << 2);
    const reference = $load($param('tree') + ($load(at) << 2));
    const word = i + 1 < count ? $load(at + 4) : -1;
    const branch = $x_branch(node, reference);
    if (branch !== 0 && word >= 0 && $load(branch + 8) === word) {
      node = $load(branch + 12);
      continue;
    }
    let next = leaf;
    if (word >= 0) {
      next = $control($LAST_NODE) + 1;
      $set_control($LAST_NODE, next);
    }
    if (branch !== 0) $store_pair(branch + 8, word, next);
    else $x_put_branch(node, reference, word, next);
    node = next;
  }
}
