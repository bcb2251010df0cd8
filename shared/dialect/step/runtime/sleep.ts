/**
 * Sleep sets: an action is not taken where it is known that the state that it leads to is stored anyhow. If two threads' actions do not touch
 * what the other one changes, either may come first, and both orders lead to one state; so a thread whose action was taken in a state is asleep
 * in those that later threads' actions lead to from there, until something touches what it would touch. No state is missed, and none is found
 * later than it would be. (Godefroid, "Using Partial Orders to Improve Automatic Verification Methods", 1990; with states level by level and no
 * second visits: docs/decisions/0025.)
 *
 * What an action meets is kept with its leaf (leaves.ts):
 *
 * ```
 *   meets    a bit for each word that it touches ┼ for each that it changes
 *   awake    for each state of the level being expanded ┼ of the next one:  a bit for each thread that is awake there
 * ```
 */

/** Threads from this one on never sleep. */
const $MOST_ASLEEP = 32;

function $x_among(threads: int, thread: int): boolean {
  return thread < $MOST_ASLEEP && ((threads >>> thread) & 1) !== 0;
}

/** Notes in a set of bits that a word is met. */
function $x_meets(bits: ulong, address: ulong): void {
  const bit = $load($param('meetsAt') + address);
  const word = bits + ((bit >>> 5) << 2);
  $store(word, $load(word) | (1 << (bit & 31)));
}

/** Notes that the running action meets those who sleep on a place: they have the first bits, by its number. */
function $x_meet_queue(queue: int, kind: int): void {
  if ($control($NOTES) === 0) return;
  const word = $param('meets') + ((queue >>> 5) << 2);
  const bit = 1 << (queue & 31);
  $store(word, $load(word) | bit);
  const changes = word + ($param('meetsBytes') >>> 1);
  if (kind === $WRITES) $store(changes, $load(changes) | bit);
}

/** An action begins: it meets what is the thread's own, and nothing else so far. */
function $x_meets_own(thread: int): void {
  $zero($param('meets'), $param('meetsBytes'));
  const record = $x_record(thread) - $param('work');
  $x_meets($param('meets'), record + $PC);
  $x_meets($param('meets'), record + $LEFT);
  $x_meets($param('meets'), record + $WAIT);
}

/** Where a leaf keeps what its action meets. */
function $x_met(leaf: ulong): ulong {
  return leaf + $TOLD_OF + $param('toldBytes');
}

/** Keeps what a leaf's action meets: what it has touched, and what it has changed. */
function $x_keep_meets(leaf: ulong): void {
  const meets = $param('meets');
  const changes = meets + ($param('meetsBytes') >>> 1);
  for (let w: ulong = 0; w < $param('dirtyWords'); w++) {
    for (let bits = $load($param('dirty') + (w << 2)); bits !== 0; bits &= bits - 1) {
      const chunk: ulong = ((w << 5) + $ctz(bits)) << 5;
      for (let at = chunk; at < chunk + 32; at += 4) {
        if (!$x_differs(at)) continue;
        $x_meets(meets, at);
        $x_meets(changes, at);
      }
    }
  }
  // Where steps are joined, or a way is looked ahead, others might come in between: also what is as it was again has been changed.
  const last = $x_reduces() ? $param('log') + ($control($LOG) << 3) : 0;
  for (let entry = $param('log'); entry < last; entry += 8) {
    const address: ulong = $load(entry) & ~3;
    if (address >= $param('records') && ($load(entry) & $WRITES) !== 0) $x_meets(changes, address);
  }
  $copy($x_met(leaf), meets, $param('meetsBytes'));
}

/** Whether of two actions neither touches what the other one changes. */
function $x_independent(a: ulong, b: ulong): boolean {
  const changes = $param('meetsBytes') >>> 1;
  for (let at: ulong = 0; at < changes; at += 16) {
    if ($overlap(a + at, b + changes + at) || $overlap(a + changes + at, b + at)) return false;
  }
  return true;
}

/** An action with one choice, that was taken or need not be: what it meets is put where others are compared with it. Returns the thread's bit. */
function $x_may_sleep(thread: int, leaf: ulong): int {
  if (thread >= $MOST_ASLEEP) return 0;
  $store($param('meeting') + (thread << 2), $x_met(leaf));
  return 1 << thread;
}

/** Who is awake in the state that an action leads to, of which this is the leaf, or 0: all but those of `known` that it does not meet. */
function $x_awake_after(leaf: ulong, known: int): int {
  if (leaf === 0) return -1;
  let awake = -1;
  for (let left = known; left !== 0; left &= left - 1) {
    const other = $ctz(left);
    if ($x_independent($load($param('meeting') + (other << 2)), $x_met(leaf))) awake ^= 1 << other;
  }
  return awake;
}

/** The same threads where they are after identical ones have changed places; awake where none ever sleeps. */
function $x_renamed(awake: int): int {
  let renamed = -1;
  for (let left = ~awake; left !== 0; left &= left - 1) {
    const place = $load($param('to') + ($ctz(left) << 2));
    if (place < $MOST_ASLEEP) renamed ^= 1 << place;
  }
  return renamed;
}

/** Goes through those that are asleep in the state being expanded: the others are told of what they touch, and nothing is stored. Returns those of which that could be done. */
function $x_pass_by(asleep: int): int {
  let passed = 0;
  for (let left = asleep; left !== 0; left &= left - 1) {
    const thread = $ctz(left);
    $set_control($AT_THREAD, thread);
    $set_control($AT_CHOICE, 0);
    const leaf = $x_recall(thread, 0);
    if (leaf === 0) continue;
    $x_relive(leaf, thread);
    $count($TRANSITIONS);
    passed |= $x_may_sleep(thread, leaf);
  }
  return passed;
}

/** Where it is said who is awake in a state, which is `at` places behind where its level begins; 0: there is no room for it. */
function $x_awake(level: int, at: uint): ulong {
  return at < $param('awakeMost') ? $param('awake') + (((level & 1) * $param('awakeMost') + at) << 2) : 0;
}

/** The same of the next level; 0 where nobody sleeps, and for a state of an earlier one, of which `at` is huge. */
function $x_awake_next(place: int): ulong {
  if ($control($SLEEPS) === 0) return 0;
  const shared = $param('shared');
  return $x_awake($load(shared + $LEVEL), place - $load(shared + $LEVEL_END));
}

/** Who is asleep in a state of the level being expanded. */
function $x_asleep(state: int): int {
  const shared = $param('shared');
  const word = $x_awake($load(shared + $LEVEL) - 1, state - ($load(shared + $LEVEL_END) - $load(shared + $LEVEL_SIZE)));
  return word !== 0 ? ~$load(word) : 0;
}

/** The first way to a state of the next level is found, which nobody else knows of yet. What was there was said of a state of the level before. */
function $x_first_awake(place: int, awake: int): void {
  const word = $x_awake_next(place);
  if (word !== 0) $store(word, awake);
}

/** Another way to a state has been found on which these are awake. Only ways that are no longer than others count. */
function $x_wake(place: int, awake: int): void {
  const word = $x_awake_next(place);
  if (word === 0) return;
  const before = $load(word);
  if ((before | awake) === before) return;
  if ($load($param('shared') + $CREW) < 2) $store(word, before | awake);
  else $atomic_or(word, awake);
}
