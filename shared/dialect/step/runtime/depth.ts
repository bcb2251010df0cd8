/**
 * Depth first: goes on from each new state at once, and comes back when there is nothing left to try. Besides the states that were
 * seen it keeps no more than the way to the present one:
 *
 * ```
 *   path ─┬─ state, thread, choice, choices ─┬─ state, thread, choice, choices ─┬─ …      a frame for each state on the way:
 *                                                                                          what is to be tried there next
 * ```
 * One worker. Two would have to agree on who goes where, and the states that one has seen are no use to the way of the other.
 */

const $FRAME = 16;

/** Makes a stored state the first of the path. */
function $set_out(state: int): void {
  $set_control($DEPTH, 0);
  $set_control($DEEPEST, 0);
  $x_descend(state);
}

function $x_descend(state: int): void {
  const depth = $control($DEPTH);
  const frame = $param('path') + depth * $FRAME;
  $store(frame, state);
  $store(frame + 4, 0);
  $store(frame + 8, 0);
  $store(frame + 12, 1);
  $set_control($DEPTH, depth + 1);
  if (depth + 1 > $control($DEEPEST)) $set_control($DEEPEST, depth + 1);
}

/** Goes on for up to `budget` states, forwards and back. Answers as $explore does. */
function $deepen(budget: int): int {
  for (let n = 0; n < budget; n++) {
    const depth = $control($DEPTH);
    if (depth === 0) return $LEVEL_DONE;
    if (depth === $param('pathFrames')) return $PATH_FULL;
    const frame = $param('path') + (depth - 1) * $FRAME;
    const result = $expand($load(frame), $load(frame + 4), $load(frame + 8), $load(frame + 12));
    if (result === $RUNNING) {
      $set_control($DEPTH, depth - 1);
    } else if (result === $NEW_STATE) {
      const more = $control($AT_CHOICE) + 1 < $control($MOST_CHOICES);
      $store(frame + 4, more ? $control($AT_THREAD) : $control($AT_THREAD) + 1);
      $store(frame + 8, more ? $control($AT_CHOICE) + 1 : 0);
      $store(frame + 12, more ? $control($MOST_CHOICES) : 1);
      $x_descend($control($NEW_PLACE));
    } else {
      return result;
    }
  }
  return $RUNNING;
}
