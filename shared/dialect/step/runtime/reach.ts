/** Lines of the sources, where a search is asked about them (step/lines.ts): whether a thread comes there. */

/** The line that is looked for has been reached: as in step/abi.ts. */
const $FAIL_REACHED = 20;

/** A thread has come to a line. Setting up and cleaning up are no part of it. `line`: its number, or -1 for the one that is looked for. */
function $x_line(line: int, site: int): void {
  if ($control($RUNNING_THREAD) === 0) return;
  if (line < 0) $fail($FAIL_REACHED, site, 0, 0);
  $store($param('lines') + line * 4, 1);
}
