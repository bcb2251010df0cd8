/** Runs threads on the working state. */

/** A step of a thread, with the local work after it and the steps that are joined to it. Returns $STOPPED or $BLOCKED. */
function $x_run(thread: int, choice: int): int {
  const tp = $x_record(thread);
  $x_begin(thread);
  // The boot thread begins its last functions where they begin, which need not be a step.
  let begun = $load($param('kinds') + $load(tp + $PC) * 4) !== $PASSES;
  for (;;) {
    const status = $step($load(tp + $PC), tp, $control($STEPS) === 0 ? choice : 0);
    if (status === $BLOCKED) {
      if ($control($STEPS) === 0) {
        $x_looked();
        $x_tell();
        return status;
      }
      $set_control($LOG, $control($TOLD));
      break;
    }
    if ($load(tp + $PC) === 0 && !$x_again(thread, tp)) {
      $count($STEPS);
      if ($x_reduces()) $x_tell();
      break;
    }
    if ($control($ATOMIC) !== 0) continue;
    const pc = $load(tp + $PC);
    if ($load($param('kinds') + pc * 4) === $PASSES) continue;
    if (!begun) {
      begun = true;
      continue;
    }
    $count($STEPS);
    if ($x_reduces()) $x_tell();
    if ($load(tp + $WAIT) !== 0 || !$x_joins(thread, pc)) break;
    $set_control($JOINED, pc);
    $set_control($FUEL, 0);
  }
  if ($control($JOINED) !== 0 && $control($CUT) === 0 && $control($SOUGHT) === 0) $x_settle(thread, $load(tp + $PC));
  $set_control($JOINED, 0);
  return $STOPPED;
}

/** Nothing has been done yet. */
function $x_begin(thread: int): void {
  $set_control($RUNNING_THREAD, thread);
  $set_control($CHOICES, 1);
  $set_control($FUEL, 0);
  $set_control($STEPS, 0);
  $set_control($ATOMIC, 0);
  $set_control($LOG, 0);
  $set_control($TOLD, 0);
  $set_control($CUT, 0);
  $set_control($JOINED, 0);
}

/** A body has ended: begins it again if it is to repeat (a kernel thread's always does). */
function $x_again(thread: int, tp: ulong): boolean {
  const left = $load(tp + $LEFT);
  if (left > 0) $store(tp + $LEFT, left - 1);
  if (thread === 0) {
    if (left === 1) {
      $x_leak_check();
      return false;
    }
    $store(tp + $PC, $load($param('bootEntries') + (left - 1) * 4));
    return true;
  }
  if (left === 1) {
    $x_end();
    return false;
  }
  $store(tp + $PC, $load($param('entries') + thread * 4));
  $x_fuel(0);
  return true;
}

/** When the scenario's last thread has ended, the boot thread goes on with what comes after: teardown and kernel_exit. */
function $x_end(): void {
  for (let t = 1; t < $param('threads') - 1; t++) {
    $x_touch($x_record(t) + $LEFT - $param('work'));
    if ($load($x_record(t) + $LEFT) > 0) return;
  }
  const boot = $x_record(0);
  $x_touch(boot + $LEFT - $param('work'));
  const left = $load(boot + $LEFT);
  if (left > 0) $x_put(boot + $PC - $param('work'), $load($param('bootEntries') + left * 4));
}

/** Runs a function to its end on a thread that nobody interleaves with. */
function $x_alone(thread: int, entry: int): int {
  const tp = $x_record(thread);
  $store(tp + $PC, entry);
  $set_control($RUNNING_THREAD, thread);
  $set_control($FUEL, $FUEL_LIMIT - $FUEL_ALONE);
  while ($load(tp + $PC) !== 0) {
    if ($step($load(tp + $PC), tp, $NO_CHOICE) === $BLOCKED) return $BLOCKED;
    if ($load(tp + $WAIT) !== 0) return $BLOCKED;
  }
  return $STOPPED;
}

/** For the engine: kernel_init and setup, on the boot thread. All schedules begin in one state, so nothing is chosen there. */
function $boot(entry: int): int {
  $set_control($CHOICES, 1);
  const status = $x_alone(0, entry);
  return status === $STOPPED && $control($CHOICES) > 1 ? $CHOSE : status;
}

/** For the engine: lets every thread come to its first step. */
function $start(): void {
  for (let t = 1; t < $param('threads') - 1; t++) {
    const tp = $x_record(t);
    $set_control($RUNNING_THREAD, t);
    $set_control($FUEL, 0);
    $store(tp + $PC, $load($param('entries') + t * 4));
    while ($load($param('kinds') + $load(tp + $PC) * 4) === $PASSES) {
      $step($load(tp + $PC), tp, 0);
      if ($load(tp + $PC) === 0 && !$x_again(t, tp)) break;
    }
  }
}

/** For replay: one single access of a thread, from the working state. */
function $replay(thread: int, choice: int): int {
  const reduce = $control($REDUCE);
  $set_control($REDUCE, 0);
  const status = $x_run(thread, choice);
  $set_control($REDUCE, reduce);
  return status;
}

/** In the table of conditions: a `sometimes` that ends the search when it holds. */
const $SOUGHT_SOMETIMES = 2;

/**
 * The number of the first `always` that does not hold in the working state, or -1; keeps which `sometimes` hold. What they
 * read is noted for the reduction.
 */
function $x_false_condition(): int {
  const observer = $param('threads') - 1;
  if ($x_reduces()) $x_others(observer, 0);
  $set_control($LOG, 0);
  $set_control($TOLD, 0);
  let wrong = -1;
  for (let i = 0; i < $param('conditions') && wrong < 0; i++) {
    $set_control($EVALUATED, i + 1);
    $x_alone(observer, $load($param('conditionEntries') + i * 4));
    const sometimes = $load($param('conditionSometimes') + i * 4);
    if (sometimes !== 0) {
      if ($control($RETURNED) === 0) continue;
      $store($param('conditionSeen') + i * 4, 1);
      if (sometimes === $SOUGHT_SOMETIMES) wrong = i;
    } else if ($control($RETURNED) === 0) {
      wrong = i;
    }
  }
  $set_control($EVALUATED, 0);
  if ($x_reduces()) $x_tell();
  const record = $x_record(observer);
  $copy(record, $param('pristine') + (record - $param('work')), $param('recordBytes'));
  return wrong;
}
