/** The search: goes through the states level by level, on as many workers as there are. A level is a range of places. */

/** Expands up to `budget` states of the level. Returns $RUNNING when there may be more. */
function $explore(budget: int): int {
  const result = $x_explore(budget);
  $flush();
  return result;
}

function $x_explore(budget: int): int {
  const end = $load($param('shared') + $LEVEL_END);
  for (let n = 0; n < budget; n++) {
    if ($control($CLAIMED) >= $control($CLAIM_END)) {
      const claim = $load($param('shared') + $CLAIM);
      const from = $atomic_add($param('shared') + $LEVEL_CLAIMED, claim);
      if (from >= end) {
        $set_control($CLAIM_END, 0);
        $set_control($CLAIMED, 0);
        return $LEVEL_DONE;
      }
      $set_control($CLAIMED, from);
      $set_control($CLAIM_END, from + claim < end ? from + claim : end);
    }
    const state = $control($CLAIMED);
    const root = $param('roots') + (state << 3);
    if (($load(root) | $load(root + 4)) !== 0 && !$x_passes_over(state) && !$x_holds(state)) {
      const result = $expand(state, 0, 0, 1);
      if (result !== $RUNNING) return result;
      if ($load($param('shared') + $AMENDING) === 0) $count($EXPANDED);
    }
    $set_control($CLAIMED, state + 1);
  }
  return $RUNNING;
}

/** Whether a pass that only scouts leaves this state out: of a large level it takes some at random. */
function $x_passes_over(state: int): boolean {
  const shared = $param('shared');
  const beam = $load(shared + $BEAM);
  if (beam === 0 || $multiply_high($mix($hash_pair(state, $load(shared + $SEED))), $load(shared + $LEVEL_SIZE)) < beam) return false;
  $store(shared + $PASSED_OVER, 1);
  return true;
}

/** Whether the thread stands somewhere in the state being expanded from which it could go on. */
function $x_ready(thread: int): boolean {
  const record: ulong = $param('pristine') + $param('records') + thread * $param('recordBytes');
  return $load(record + $PC) !== 0 && $load(record + $WAIT) === 0;
}

/** Takes the steps of a state, from one thread and choice on, of which it is known to have `choicesKnown`. */
function $expand(state: int, from: int, first: int, choicesKnown: int): int {
  $restore(state);
  $set_control($AT_STATE, state);
  const bounded = $control($BOUND) !== 0;
  const preempts = bounded && $x_preempts();
  if ($param('memoBuckets') !== 0) {
    $x_remembers();
    $x_look_ahead();
  }
  // Nobody looks at the words of the states that come of it.
  const plain = !bounded && $param('conditions') === 0 && $control($DEEP) === 0;
  let enabled = from > 0 || first > 0;
  let unfinished = false;
  const transitions = $control($TRANSITIONS);
  const sleeps = $control($SLEEPS) !== 0;
  const off = $x_put_off();
  const asleep = sleeps ? $x_pass_by($x_asleep(state)) : 0;
  let known = asleep;
  for (let t = from; t < $param('threads') - 1; t++) {
    const record = $x_record(t);
    if ($load(record + $PC) !== 0 && $load(record + $LEFT) !== $KERNEL_LEFT) unfinished = true;
    if (!$x_ready(t) || (bounded && !$x_within(t, preempts))) continue;
    if ($x_among(off, t)) continue;
    if ($x_among(asleep, t)) {
      enabled = true;
      continue;
    }
    let choices = t === from ? choicesKnown : 1;
    for (let choice = t === from ? first : 0; ; choice++) {
      if ($load($param('shared') + $TIGHT) !== 0 && $control($SOUGHT) === 0) {
        $set_control($TRANSITIONS, transitions);
        return $NO_ROOM;
      }
      $set_control($AT_THREAD, t);
      $set_control($AT_CHOICE, choice);
      const leaf = off !== 0 ? $x_recall_next(t, choice) : $x_recall(t, choice);
      const status = leaf !== 0 ? $x_relive(leaf, t) : $x_take_anew(t, choice);
      if (status === $BLOCKED) {
        // The condition may have called functions.
        $x_revert();
        break;
      }
      enabled = true;
      if ($control($CHOICES) > choices) choices = $control($CHOICES);
      if (choice >= $control($CHOICES)) {
        // Digits that this way through the step does not ask for: the same as a smaller choice.
        $x_revert();
        if (choice + 1 >= choices) break;
        continue;
      }
      const sought = $control($SOUGHT);
      if (sought === 0) $count($TRANSITIONS);
      const apart = leaf !== 0 && plain && $x_keeps_order(leaf, t);
      if (leaf !== 0 && !apart) $x_change(leaf);
      if (bounded) $x_went(t, preempts);
      let place = -1;
      $set_control($FRESH, 0);
      if ($control($CUT) === 0) {
        $set_control($AWAKE, $x_awake_after(leaf, known));
        if (sought !== 0 && $x_is_as_it_is(state, sought)) {
          $x_revert();
          return $FOUND;
        }
        if ($x_symmetric() && !apart && $x_reorder()) $set_control($AWAKE, $x_renamed($control($AWAKE)));
        if (sought !== 0 || $param('conditions') !== 0 || $control($DEEP) !== 0) place = $insert(state);
        else if (apart) $x_insert_later(state, $x_refer_parts(leaf, t), leaf, t);
        else $x_insert_later(state, $x_store_chunks(), 0, t);
      }
      if (place + 1 === sought && sought !== 0) {
        $x_revert();
        return $FOUND;
      }
      if ($control($FRESH) !== 0 && $param('conditions') > 0) {
        const wrong = $x_false_condition();
        if (wrong >= 0) {
          $set_control($CONDITION, wrong);
          return $CONDITION_FALSE;
        }
      }
      $x_revert();
      if ($control($FRESH) !== 0 && $control($DEEP) !== 0 && sought === 0) {
        $set_control($NEW_PLACE, place);
        $set_control($MOST_CHOICES, choices);
        return $NEW_STATE;
      }
      if (sleeps && leaf !== 0 && choices === 1 && $control($CUT) === 0) known |= $x_may_sleep(t, leaf);
      if (choice + 1 >= choices) break;
    }
  }
  return !enabled && unfinished ? $DEADLOCK : $RUNNING;
}

/** Takes an action of which nothing is remembered. */
function $x_take_anew(thread: int, choice: int): int {
  if ($x_reduces()) $x_others($control($SOUGHT) === 0 ? thread : -1, 0);
  $x_note_touches(thread);
  const status = $x_run(thread, choice);
  $x_mark_record(thread);
  $set_control($KEPT, $x_remember(thread, choice, status));
  return status;
}

/** For telling a schedule: finds the action that leads from a state to a later one ($AT_THREAD, $AT_CHOICE, $STEPS). */
function $action(state: int, next: int): boolean {
  $set_control($SOUGHT, next + 1);
  const result = $expand(state, 0, 0, 1);
  $set_control($SOUGHT, 0);
  return result === $FOUND;
}

/** For the engine: whether nobody can go on in a stored state, and not all have ended. Who fails can: that is thrown. */
function $stuck(state: int): boolean {
  $restore(state);
  let unfinished = false;
  for (let t = 0; t < $param('threads') - 1; t++) {
    const record = $x_record(t);
    if ($load(record + $PC) !== 0 && $load(record + $LEFT) !== $KERNEL_LEFT) unfinished = true;
    if (!$x_ready(t)) continue;
    const status = $x_run(t, 0);
    $x_mark_record(t);
    $x_revert();
    if (status !== $BLOCKED) return false;
  }
  return unfinished;
}
