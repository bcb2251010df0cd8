/** The search: goes through the states level by level, on as many workers as there are. */

/** States that a worker claims at once. */
const $CLAIM = 16;

/** Expands up to `budget` states of the level. Returns $RUNNING when there may be more. */
function $explore(budget: int): int {
  const size = $load($param('shared') + $LEVEL_SIZE);
  for (let n = 0; n < budget; n++) {
    if ($control($CLAIMED) >= $control($CLAIM_END)) {
      const from = $atomic_add($param('shared') + $LEVEL_CLAIMED, $CLAIM);
      if (from >= size) {
        $set_control($CLAIM_END, 0);
        $set_control($CLAIMED, 0);
        return $LEVEL_DONE;
      }
      $set_control($CLAIMED, from);
      $set_control($CLAIM_END, from + $CLAIM < size ? from + $CLAIM : size);
    }
    const index = $control($CLAIMED);
    $set_control($CLAIMED, index + 1);
    const result = $expand($load($x_level(0) + (index << 2)));
    if (result !== $RUNNING) return result;
  }
  return $RUNNING;
}

/** Whether the thread stands somewhere in the state being expanded from which it could go on. */
function $x_ready(thread: int): boolean {
  const record: ulong = $param('pristine') + 64 + thread * $param('recordBytes');
  return $load(record + $PC) !== 0 && $load(record + $WAIT) === 0;
}

function $expand(state: int): int {
  $restore(state);
  $set_control($AT_STATE, state);
  let enabled = false;
  let unfinished = false;
  for (let t = 0; t < $param('threads') - 1; t++) {
    const record = $x_record(t);
    if ($load(record + $PC) !== 0 && $load(record + $LEFT) !== $KERNEL_LEFT) unfinished = true;
    if (!$x_ready(t)) continue;
    let choices = 1;
    for (let choice = 0; ; choice++) {
      $set_control($AT_THREAD, t);
      $set_control($AT_CHOICE, choice);
      if ($control($REDUCE) !== 0) $x_others(t);
      if ($x_run(t, choice) === $BLOCKED) {
        // The condition may have called functions.
        $x_mark_record(t);
        $x_revert();
        break;
      }
      enabled = true;
      if ($control($CHOICES) > choices) choices = $control($CHOICES);
      if (choice >= $control($CHOICES)) {
        // Digits that this way through the step does not ask for: the same as a smaller choice.
        $x_mark_record(t);
        $x_revert();
        if (choice + 1 >= choices) break;
        continue;
      }
      const sought = $control($SOUGHT);
      if (sought === 0) $count($TRANSITIONS);
      $x_mark_record(t);
      if ($control($CUT) !== 0) {
        $set_control($FRESH, 0);
      } else if ($insert(state) + 1 === sought) {
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
      if (choice + 1 >= choices) break;
    }
  }
  return !enabled && unfinished ? $DEADLOCK : $RUNNING;
}

/** For telling a schedule: finds the action that leads from a state to a later one ($AT_THREAD, $AT_CHOICE, $STEPS). */
function $action(state: int, next: int): boolean {
  $set_control($SOUGHT, next + 1);
  const result = $expand(state);
  $set_control($SOUGHT, 0);
  return result === $FOUND;
}
