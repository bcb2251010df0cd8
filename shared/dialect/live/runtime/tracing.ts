/** The threads' rings of trace events, and the gate that keeps them from overflowing. */

function $trace(event: int, a: int, b: int, site: int): void {
  const me = $block();
  const head = $load(me + $RING_HEAD);
  if (head - $load(me + $RING_TAIL) >= $param('ringEvents')) {
    $store(me + $RING_DROPPED, $load(me + $RING_DROPPED) + 1);
    return;
  }
  const at: ulong = $param('ringBase') + (this_thread() * $param('ringEvents') + (head & ($param('ringEvents') - 1))) * 24;
  $store_now(at);
  $store(at + 8, event | (this_thread() << 16));
  $store(at + 12, a);
  $store(at + 16, b);
  $store(at + 20, site);
  $atomic_store(me + $RING_HEAD, head + 1);
}

/**
 * The tracer's gate, between two bodies of a thread, never inside one. Whoever has traced its share closes it for all, if all have had a
 * turn; the reader of the rings opens it again. So what is traced are stretches of time in which all threads ran, and where there are fewer
 * cores than threads, those that come first do not end it before the others have begun. Until then they go on, to four shares, half of their
 * ring at most: the other half is for what a single body may trace. Once the session is to end nobody waits here any more, least of all the
 * kernel's threads, without whom nothing can be taken down.
 */
function $pace(): void {
  if ($load($STOP) !== 0) return;
  if ($traced() >= $param('traceShare') && $all_had_a_turn()) $atomic_store($GATE, 1);
  if ($load($GATE) === 0 && $traced() < 4 * $param('traceShare')) return;
  // No site: nothing in the program's sources waits here.
  $trace($param('tracerBegin'), 0, 0, -1);
  while ($load($GATE) === 0 && $traced() >= 4 * $param('traceShare') && $atomic_load($STOP) === 0) {
    $sleep($POLLING, $GATE, 0, 1000, -1);
    if ($all_had_a_turn()) $atomic_store($GATE, 1);
  }
  while ($atomic_load($GATE) !== 0 && $atomic_load($STOP) === 0) $sleep($POLLING, $GATE, 1, 100000, -1);
  $trace($param('tracerBegin') + 1, 0, 0, -1);
}

/** Events in this thread's ring that have not been read. */
function $traced(): int {
  const me = $block();
  return $load(me + $RING_HEAD) - $load(me + $RING_TAIL);
}

/** Whether no thread waits for a core since the rings were read: each has traced something, sleeps or is not in the session any more. */
function $all_had_a_turn(): boolean {
  const end = $THREADS + $param('threadCount') * $param('threadStride');
  for (let block: ulong = $THREADS; block < end; block += $param('threadStride')) {
    if ($load(block + $RING_HEAD) !== $load(block + $RING_TAIL)) continue;
    const status = $load(block + $STATUS);
    if (status === $RUNNING || (status === $POLLING && $load(block + $WAIT_ADDRESS) === $GATE)) return false;
  }
  return true;
}
