/**
 * Partial-order reduction. After a step, the same thread's next steps are joined to it for as long as nobody else could
 * tell the difference: one state is stored where there would be many.
 *
 * Which steps those are is learned. The search begins with joining everything. Where a thread stops, each word that its
 * joined steps touched is kept (by program counter); while it stands there, what the others touch is kept too. When the two
 * meet at one word, at least one of them writing, the joined step could have come later: it becomes a *leader*, which
 * begins a state of its own from then on, and the search will begin anew. What comes after such a meeting is not looked at before: it may be
 * a consequence of the order that should not have been taken for granted. Once a whole search has found no new leader, every joined step
 * was independent of all that others can do before the thread's next step, so that the joined step alone was a
 * persistent set: no deadlock, no violation and no end state is missed. (Godefroid, "Partial-Order Methods for the
 * Verification of Concurrent Systems", 1996; learning from conflicts as in Flanagan and Godefroid, "Dynamic Partial-Order
 * Reduction for Model Checking Software", 2005. Why it is sound: docs/decisions/0005.)
 *
 * ```
 *   contexts:  (thread 0, pc 0)  (thread 0, pc 1) …       for each word of the state, of what happened while the thread stood there:
 *              31 … 17                     16 … 2                    1            0
 *              pc + 1 of the last joined   pc + 1 of the last        others       others
 *              step that wrote the word    joined one that read it   wrote it     read it
 * ```
 */

const $READS = 1;
const $WRITES = 2;
const $READER_SHIFT = 2;
const $WRITER_SHIFT = 17;
const $JOINED_MASK = 0x7fff;
/** In the log: this access is the last of its step. */
const $ENDS_STEP = 0x80000000;

/** Steps joined to one, and accesses logged, before a thread has to stop. */
const $MOST_STEPS = 1000;
const $MOST_LOGGED = 6000;
/** As in step/memory.ts. */
const $LOG_ENTRIES = 8192;

/** Where a thread stands; marked as used, for the next pass to clear. */
function $x_context(thread: int, pc: int): ulong {
  const number = $x_alike(thread) * $param('pcs') + pc;
  const used = $param('usedContexts') + number * 4;
  // Nearly always it is: a store would take the cache line from all other workers.
  if ($load(used) === 0) $store(used, 1);
  return $param('contexts') + number * $param('stateBytes');
}

/** Notes an access of the running thread. It counts when its step is over, by $x_tell. */
function $x_note(address: ulong, kind: int): void {
  if (!$x_reduces()) return;
  if ($control($LOG) >= $LOG_ENTRIES) {
    // Too much to keep: none of these will be joined again.
    $x_tell();
    for (let entry = $param('log'); entry < $param('log') + ($LOG_ENTRIES << 3); entry += 8) {
      const joined = $load(entry + 4) & $JOINED_MASK;
      if (joined !== 0) $x_lead($control($AT_THREAD), joined);
    }
    $set_control($LOG, 0);
    $set_control($TOLD, 0);
    $set_control($UNKEPT, 1);
  }
  const entry = $param('log') + ($control($LOG) << 3);
  $store(entry, address | kind);
  $store(entry + 4, $control($JOINED));
  $count($LOG);
}

/** A step is over: tells each other thread, where it stands, of the accesses since the last time. */
function $x_tell(): void {
  const from = $param('log') + ($control($TOLD) << 3);
  const end = $param('log') + ($control($LOG) << 3);
  if (from === end) return;
  $x_end_step();
  $x_tell_of(from, end);
}

/** A step is over, of which the others are told later, or not at all. */
function $x_end_step(): void {
  const log = $control($LOG);
  if (log === $control($TOLD)) return;
  const last = $param('log') + (log << 3) - 4;
  $store(last, $load(last) | $ENDS_STEP);
  $set_control($TOLD, log);
}

/** Tells the others of some accesses: `entry` as in the log. */
function $x_tell_of(from: ulong, end: ulong): void {
  const others = $param('others');
  const last: ulong = $load(others);
  for (let entry = from; entry < end; entry += 8) {
    const address: ulong = $load(entry) & ~3;
    const kind = $load(entry) & 3;
    const moves = $x_symmetric() && $load($param('partOf') + address) !== 0;
    for (let at = others + 4; at < last; at += 4) {
      const word = $load(at) + (moves ? $x_seen_by($load($param('standing') + (at - others)), address) : address);
      let known = $load(word);
      if ((known & kind) === 0) known = $atomic_or(word, kind);
      if (known >>> $READER_SHIFT !== 0) $x_meet($load(at), known, kind);
    }
  }
}

/** The look that leaves a thread blocked has only read: a joined step that wrote there may be why it is blocked. */
function $x_looked(): void {
  const end = $param('log') + ($control($LOG) << 3);
  for (let entry = $param('log') + ($control($TOLD) << 3); entry < end; entry += 8) $store(entry, ($load(entry) & ~3) | $READS);
}

/** What is done in this state has met a joined step: what comes of it is not looked at. */
function $x_cut(): void {
  $set_control($CUT, 1);
  $x_take_again($control($AT_STATE));
}

/** A word that joined steps of another thread have touched. The first such meeting counts: what follows may be its consequence. */
function $x_meet(context: ulong, known: int, kind: int): void {
  const writer = known >>> $WRITER_SHIFT;
  if (kind === $READS && writer === 0) return;
  if ($control($CUT) !== 0) return;
  $x_cut();
  const pc = (writer !== 0 ? writer : (known >>> $READER_SHIFT) & $JOINED_MASK) - 1;
  $x_lead((context - $param('contexts')) / $param('stateBytes') / $param('pcs'), pc);
}

/** From now on the step begins a state of its own. */
function $x_lead(thread: int, pc: int): void {
  const alike = $x_alike(thread);
  const shared = $param('shared');
  const known = $atomic_or($param('leaders') + (alike * $param('pcs') + pc) * 4, 1) !== 0;
  if (!known) $atomic_add(shared + $LEADERS, 1);
  if ($load(shared + $AMENDS) !== 0) $x_outdate(alike, pc);
  else if (!known) {
    $store(shared + $SPOILT, 1);
    $x_forget_joined(alike);
  }
}

/**
 * A bound was met in a joined step: all that were joined before it and wrote something begin states of their own from now on. So it is not met
 * before all has been looked at that others can do in as many steps.
 */
function $x_part(): void {
  if (!$x_reduces() || $control($JOINED) === 0) return;
  const thread = $control($AT_THREAD);
  $x_lead(thread, $control($JOINED));
  const end = $param('log') + ($control($LOG) << 3);
  for (let entry = $param('log'); entry < end; entry += 8) {
    const joined = $load(entry + 4) & $JOINED_MASK;
    if (joined !== 0 && ($load(entry) & $WRITES) !== 0) $x_lead(thread, joined);
  }
}

/** What the thread's joined steps have touched so far they may have touched only as they were joined to this one, and will not be again. */
function $x_forget_joined(thread: int): void {
  for (let pc = 0; pc < $param('pcs'); pc++) {
    const number = thread * $param('pcs') + pc;
    if ($load($param('usedContexts') + number * 4) === 0) continue;
    const context = $param('contexts') + number * $param('stateBytes');
    for (let word = context; word < context + $param('stateBytes'); word += 4) $store(word, $load(word) & ($READS | $WRITES));
  }
}

/**
 * Lists whom an access of `thread` could concern: all others, but of those the boot thread comes after, none that is the scenario's, and of an
 * action that is remembered none that was told where it stands. `leaf`: of it, or 0; `thread` -1: nobody. False: there is none.
 */
function $x_others(thread: int, leaf: ulong): boolean {
  const list = $param('others');
  let at = list + 4;
  for (let t = thread < 0 ? $param('threads') : 0; t < $param('threads') - 1; t++) {
    if (t === thread || (thread === 0 && $load($x_record(t) + $LEFT) >= 0)) continue;
    const pc = $load($x_record(t) + $PC);
    if (leaf !== 0 && $x_was_told(leaf, t, pc)) continue;
    $store(at, $x_context(t, pc));
    $store($param('standing') + (at - list), t);
    at += 4;
  }
  $store(list, at);
  return at > list + 4;
}

/**
 * The thread has stopped: keeps which of its joined steps touched what, the last ones first, and looks whether others have touched
 * it while the thread stood here.
 */
function $x_settle(thread: int, pc: int): void {
  const context = $x_context(thread, pc);
  let entry = $param('log') + ($control($LOG) << 3);
  for (let n = $control($LOG); n > 0; n--) {
    entry -= 8;
    const address: ulong = $load(entry) & ~3;
    const word = context + ($x_symmetric() ? $x_seen_by(thread, address) : address);
    const kind = $load(entry) & 3;
    const from = $load(entry + 4) & $JOINED_MASK;
    if (from === 0) continue;
    const shift = kind === $READS ? $READER_SHIFT : $WRITER_SHIFT;
    const known = $x_keep_joined(word, shift, from, thread, pc);
    if (kind === $WRITES ? (known & ($READS | $WRITES)) !== 0 : (known & $WRITES) !== 0) {
      $x_cut();
      $x_lead(thread, from);
      return;
    }
  }
}

/** Keeps that a joined step touched the word, where none is kept. Returns the word as it was. */
function $x_keep_joined(word: ulong, shift: int, from: int, thread: int, pc: int): int {
  let known = $load(word);
  for (;;) {
    const kept = (known >>> shift) & $JOINED_MASK;
    if (kept === from + 1) return known;
    if (kept === 0) {
      const seen = $atomic_cmpxchg(word, known, known | ((from + 1) << shift));
      if (seen === known) return known;
      known = seen;
      continue;
    }
    // Should the other one become a leader, this one would have to be kept in its place: it is noted before it is looked whether it has become one.
    $x_note_way($param('keptOut'), thread, pc);
    known = $load(word);
    if (((known >>> shift) & $JOINED_MASK) === kept) return known;
  }
}

/** Whether the step at `pc` may be joined to the thread's step before. */
function $x_joins(thread: int, pc: int): boolean {
  if (!$x_reduces() || $control($CUT) !== 0 || $load($param('kinds') + pc * 4) === $ALONE) return false;
  $x_note_way($param('joinedFrom'), thread, pc);
  if ($load($param('leaders') + ($x_alike(thread) * $param('pcs') + pc) * 4) !== 0) return false;
  if ($control($STEPS) < $MOST_STEPS && $control($LOG) < $MOST_LOGGED) return true;
  $x_lead(thread, pc);
  return false;
}
