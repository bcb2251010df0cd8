/**
 * Bounded context switches: only schedules in which a thread that could go on is left at most so many times. To leave one that has
 * ended, sleeps or waits costs nothing. Most mistakes need few such switches, and the states within a bound are far fewer. (Musuvathi
 * and Qadeer, "Iterative Context Bounding for Systematic Testing of Multithreaded Programs", PLDI 2007.)
 *
 * Who went last and how many switches it took are part of the state. They lie where no program can look, at NULL:
 *
 * ```
 *   0      4      8          12 … 64
 *   ├ 1    ┼ last ┼ switches ┼ 0 … ┤        last: 1 + the thread's number, 0 before the first step
 * ```
 * The reduction may join steps all the same: a joined step comes earlier than it could have come, right behind a step of its own thread,
 * which takes no switch more, and may save one (docs/decisions/0010).
 */

const $LAST = 4;
const $SWITCHES = 8;

/** Whether the thread that went last in the state being expanded could go on: to let another one go is a switch then. */
function $x_preempts(): boolean {
  const last = $load($param('pristine') + $LAST) - 1;
  if (last < 0 || !$x_ready(last)) return false;
  $set_control($AT_THREAD, last);
  $set_control($AT_CHOICE, 0);
  if ($x_reduces()) $x_others($control($SOUGHT) === 0 ? last : -1, 0);
  const status = $x_run(last, 0);
  $x_mark_record(last);
  $x_revert();
  return status !== $BLOCKED;
}

/** What it adds to the switches when this thread goes next: 1 or 0. */
function $x_switch(thread: int, preempts: boolean): int {
  return preempts && $load($param('pristine') + $LAST) !== thread + 1 ? 1 : 0;
}

function $x_within(thread: int, preempts: boolean): boolean {
  return $load($param('pristine') + $SWITCHES) + $x_switch(thread, preempts) < $control($BOUND);
}

/** The thread has gone. */
function $x_went(thread: int, preempts: boolean): void {
  $x_put($LAST, thread + 1);
  $x_put($SWITCHES, $load($param('pristine') + $SWITCHES) + $x_switch(thread, preempts));
}
