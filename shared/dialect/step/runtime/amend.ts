/**
 * Amending a pass. A leader that is learned late (reduction.ts) concerns few states, so the search need not begin anew for it: when all states are
 * expanded, those are expanded once more that what was learned may concern, and what comes of that:
 *
 *  - those of which an action was cut off, as it met a joined step;
 *  - those where a thread stands at a program counter from which an action was taken that joined the leader, or of which it was not kept that
 *    a joined step touched a word, as it was kept that the leader had: that is forgotten now.
 *
 * So in the end every state is expanded as it is by what is known in the end, as in a pass that learned nothing. (Why it is: docs/decisions/0036.)
 *
 * ```
 *   joinedFrom   for each thread and program counter it acts from, a bit for each program counter that was joined, or might have been
 *   keptOut      the same, a bit for each at which actions ended of which not all was kept that their joined steps had touched
 *   cut          states of which an action was cut off, up to `mostCut`          cutBefore    the same, in order, of those that are expanded anew now
 *   outdated     for each thread and program counter, whether states in which it stands there are to be expanded once more
 *   redone       the same, of those that are now
 * ```
 */

/** Notes a program counter that the running action has come to, in one of the two tables. */
function $x_note_way(table: ulong, thread: int, pc: int): void {
  const start = $load($param('pristine') + $param('records') + thread * $param('recordBytes') + $PC);
  const word = table + ((($x_alike(thread) * $param('pcs') + start) * $param('pcWords') + (pc >>> 5)) << 2);
  const bit = 1 << (pc & 31);
  // Before it is looked whether it is a leader: whoever learns that looks here then.
  if (($load(word) & bit) === 0) $atomic_or(word, bit);
}

/** Something that was done in the state met a joined step, and not all was told or not all looked at that follows. */
function $x_take_again(state: int): void {
  const shared = $param('shared');
  const cut = $atomic_add(shared + $OUTDATED, 1);
  // More are not kept: the pass is begun anew.
  if (cut >= $param('mostCut')) $store(shared + $SPOILT, 1);
  else $store($param('cut') + (cut << 2), state);
}

function $x_outdate_from(alike: int, start: int): void {
  $store($param('outdated') + ((alike * $param('pcs') + start) << 2), 1);
}

/** All actions of the thread that have come to this program counter, by one of the two tables. */
function $x_outdate_ways(table: ulong, alike: int, pc: int): void {
  const rowBytes = $param('pcWords') << 2;
  let word = table + alike * $param('pcs') * rowBytes + ((pc >>> 5) << 2);
  for (let start = 0; start < $param('pcs'); start++) {
    if (($load(word) & (1 << (pc & 31))) !== 0) $x_outdate_from(alike, start);
    word += rowBytes;
  }
}

/** A leader was learned, or met once more. */
function $x_outdate(alike: int, pc: int): void {
  $x_outdate_ways($param('joinedFrom'), alike, pc);
  for (let end = 0; end < $param('pcs'); end++) {
    if ($load($param('usedContexts') + (alike * $param('pcs') + end) * 4) !== 0 && $x_forget_joined_as(alike, end, pc)) $x_outdate_ways($param('keptOut'), alike, end);
  }
}

/** Forgets which words this joined step touched before the thread stood here. Whether there were any. */
function $x_forget_joined_as(alike: int, end: int, pc: int): boolean {
  const context = $param('contexts') + (alike * $param('pcs') + end) * $param('stateBytes');
  let found = false;
  for (let word = context; word < context + $param('stateBytes'); word += 4) {
    for (;;) {
      const known = $load(word);
      let left = known;
      if (((known >>> $READER_SHIFT) & $JOINED_MASK) === pc + 1) left &= ~($JOINED_MASK << $READER_SHIFT);
      if (known >>> $WRITER_SHIFT === pc + 1) left &= ~($JOINED_MASK << $WRITER_SHIFT);
      if (left === known) break;
      found = true;
      if ($atomic_cmpxchg(word, known, left) === known) break;
    }
  }
  return found;
}

/** Whether the states are gone through anew, and nothing that was learned concerns this one. */
function $x_holds(state: int): boolean {
  if ($load($param('shared') + $AMENDING) === 0) return false;
  if ($x_was_cut(state)) return false;
  $restore(state);
  for (let t = 0; t < $param('threads') - 1; t++) {
    if ($load($param('redone') + (($x_alike(t) * $param('pcs') + $load($x_record(t) + $PC)) << 2)) !== 0) return false;
  }
  return true;
}

/** Whether an action of the state was cut off before its states were gone through anew. */
function $x_was_cut(state: int): boolean {
  let low: ulong = $param('cutBefore') + 4;
  let high: ulong = low + ($load($param('cutBefore')) << 2);
  while (low < high) {
    const middle: ulong = low + (((high - low) >>> 3) << 2);
    if ($load(middle) < state) low = middle + 4;
    else high = middle;
  }
  return low < $param('cutBefore') + 4 + ($load($param('cutBefore')) << 2) && $load(low) === state;
}
