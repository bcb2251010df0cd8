/** What orders accesses with views (views.ts), besides the accesses themselves: barriers, waits, and the ends of threads and objects. */

/** smp_mb: all full barriers are in one order, and each makes the next ones see what it has seen. */
function $x_ra_mb(): void {
  const thread = $control($RUNNING_THREAD);
  if (thread === 0) return;
  $x_note($param('weak'), $WRITES);
  const order = $x_views();
  const views = $x_thread_views(thread);
  $x_add_set(order, views + $VIEW);
  $x_add_set(order, views + $SEEN);
  $x_add_set(views + $VIEW, order);
  $x_clear_set(views + $SEEN);
  $x_clear_set(views + $OWN);
  $x_clear_set(views + $WRITTEN);
  $x_add_set(views + $WRITTEN, order);
  $x_tidy();
}

/** What was read with earlier loads is acquired. */
function $x_ra_rmb(): void {
  const views = $x_thread_views($control($RUNNING_THREAD));
  $x_add_set(views + $VIEW, views + $SEEN);
  $x_clear_set(views + $SEEN);
  $x_tidy();
}

/** Later stores come after the thread's own earlier ones, and what those release. */
function $x_ra_wmb(): void {
  const views = $x_thread_views($control($RUNNING_THREAD));
  $x_add_set(views + $WRITTEN, views + $OWN);
  $x_clear_set(views + $OWN);
}

/** After a wait whose condition calls functions: it has seen all that there is. */
function $x_ra_saw_all(): void {
  const thread = $control($RUNNING_THREAD);
  if (thread === 0) return;
  const views = $x_thread_views(thread);
  const count = $x_store_count();
  for (let w = 0; w < $SET_WORDS; w++) {
    const at = views + $VIEW + (w << 2);
    $x_put_at(at, $load(at) | $x_common_out(w, $x_bits(w, 0, count)));
  }
  $x_clear_set(views + $SEEN);
  $x_tidy();
}

/** At the end of a body: who has no more to do looks at nothing any more. */
function $x_ra_leave(): void {
  const thread = $control($RUNNING_THREAD);
  if ($load($x_record(thread) + $LEFT) !== 1) return;
  $x_put_at($x_left(), $load($x_left()) | (1 << thread));
  const views = $x_thread_views(thread);
  for (let word = 0; word < $THREAD_VIEWS; word += 4) $x_put_at(views + word, 0);
  $x_tidy();
}

/** Forgets the stores of the words from one address to before another. */
function $x_ra_forget(from: ulong, to: ulong): void {
  for (let n = $x_store_count() - 1; n >= 0; n--) {
    const address: ulong = $load($x_store_at(n)) & ~3;
    if (address >= from && address < to) $x_drop_store(n);
  }
}

function $x_ra_free(object: ulong, site: int): void {
  $x_free(object, site);
  const header = $load($param('headers') + object);
  let end = object;
  while (end < $param('stateBytes') && $load($param('headers') + end) === header) end += 4;
  $x_ra_forget(object, end);
}

/** As $x_local: what was there before is forgotten. */
function $x_ra_local(tp: ulong, slot: int, bytes: int): ulong {
  const address = $x_local(tp, slot, bytes);
  $x_ra_forget(address, address + bytes);
  return address;
}

function $x_ra_local_end(slot: int, bytes: int): void {
  $x_local_end(slot, bytes);
  $x_ra_forget($x_own(slot), $x_own(slot) + bytes);
}
