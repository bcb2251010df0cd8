/** For lassos (engine/explore/lasso): where each step of a state leads. Only where nothing is joined. */

/** Steps of one state that `log` has room for, three words each. */
const $MOST_SUCCESSORS = 5000;

/** What a step learns of deadlines, as it stands beside its thread (engine/explore/lasso/state-graph.ts): that none has passed, or that one has. */
const $NOT_PASSED = 64;
const $PASSED = 128;

/**
 * Writes place, label and choice of each step from a stored state to `log`; how many they are. More than $MOST_SUCCESSORS: there
 * was no room for all. Leaves the state restored.
 */
function $successors(state: int): int {
  $restore(state);
  $set_control($AT_STATE, state);
  let count = 0;
  let out = $param('log');
  for (let t = 0; t < $param('threads') - 1; t++) {
    if (!$x_ready(t)) continue;
    let choices = 1;
    for (let choice = 0; choice < choices; choice++) {
      $set_control($TIME, 0);
      const blocked = $x_run(t, choice) === $BLOCKED;
      $x_mark_record(t);
      if (!blocked) {
        if ($control($CHOICES) > choices) choices = $control($CHOICES);
        // Otherwise it is the same as a smaller choice.
        if (choice < $control($CHOICES)) {
          count++;
          if (count > $MOST_SUCCESSORS) {
            $x_revert();
            return count;
          }
          $store(out, $insert(state));
          $store(out + 4, t | $control($TIME));
          $store(out + 8, choice);
          out += 12;
        }
      }
      $x_revert();
    }
  }
  return count;
}
