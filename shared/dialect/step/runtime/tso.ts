/**
 * Total store order, as on x86: what a thread stores goes into its store buffer, first in, first out, and takes effect when it comes out.
 * The thread itself finds it there before. (Owens, Sarkar, Sewell, "A Better x86 Memory Model: x86-TSO", TPHOLs 2009.)
 *
 * ```
 *   buffers ─┬─ stores, 0, address, value, address, value, … (the oldest first) ─┬─ stores, 0, …     one for each thread's number
 *            └ of thread 0                                                       └ of thread 1
 * ```
 * When a store comes out is up to a thread of its own for each buffer (weak/store-buffers.ts). What is fully ordered waits until its
 * thread's buffer is empty.
 */

/** As in weak/models.ts. */
const $BUFFER_BYTES = 96;
const $MOST_BUFFERED = 11;
/** More stores wait in a buffer than it has room for: no verdict. */
const $FAIL_BUFFER = 15;

/** Of a thread's number: the place in the state. */
function $x_buffer(thread: int): ulong {
  return $param('weak') + thread * $BUFFER_BYTES;
}

/** Whether everything that the thread has stored has taken effect. To others it is a read of its buffer. */
function $x_tso_empty(thread: int): boolean {
  $x_note($x_buffer(thread), $READS);
  return $load($param('work') + $x_buffer(thread)) === 0;
}

function $x_tso_own_empty(): boolean {
  return $x_tso_empty($control($RUNNING_THREAD));
}

function $x_tso_load(address: ulong, site: int): int {
  $x_check(address, site);
  $x_note(address, $READS);
  const buffer = $param('work') + $x_buffer($control($RUNNING_THREAD));
  for (let entry = buffer + ($load(buffer) << 3); entry > buffer; entry -= 8) {
    if ($load(entry) === address) return $load(entry + 4);
  }
  return $load($param('work') + address);
}

function $x_tso_store(address: ulong, value: int, site: int): void {
  // Nobody else runs beside the boot thread's stores, nor in the middle of an atomic block, which began with an empty buffer.
  if ($control($RUNNING_THREAD) === 0 || $control($ATOMIC) !== 0) {
    $x_store(address, value, site);
    return;
  }
  $x_check(address, site);
  const buffer = $x_buffer($control($RUNNING_THREAD));
  const stores = $load($param('work') + buffer);
  if (stores === $MOST_BUFFERED) $fail($FAIL_BUFFER, site, $MOST_BUFFERED, 0);
  $x_note(buffer, $WRITES);
  $x_put(buffer + 8 + (stores << 3), address);
  $x_put(buffer + 12 + (stores << 3), value);
  $x_put(buffer, stores + 1);
}

/** The oldest store takes effect. */
function $x_tso_drain(thread: int, site: int): void {
  const buffer = $x_buffer(thread);
  const words = $param('work') + buffer;
  const stores = $load(words) - 1;
  const address: ulong = $load(words + 8);
  const value = $load(words + 12);
  $x_note(buffer, $WRITES);
  for (let n = 0; n < stores; n++) {
    $x_put(buffer + 8 + (n << 3), $load(words + 16 + (n << 3)));
    $x_put(buffer + 12 + (n << 3), $load(words + 20 + (n << 3)));
  }
  $x_put(buffer + 8 + (stores << 3), 0);
  $x_put(buffer + 12 + (stores << 3), 0);
  $x_put(buffer, stores);
  $x_store(address, value, site);
}

/** As $x_local. */
function $x_tso_local(tp: ulong, slot: int, bytes: int): ulong {
  const address = $x_local(tp, slot, bytes);
  $x_tso_forget(address, bytes);
  return address;
}

function $x_tso_local_end(slot: int, bytes: int): void {
  $x_local_end(slot, bytes);
  $x_tso_forget($x_own(slot), bytes);
}

/** What the thread still has in its buffer for the object that was here is nobody's any more. */
function $x_tso_forget(address: ulong, bytes: int): void {
  const buffer = $x_buffer($control($RUNNING_THREAD));
  const words = $param('work') + buffer;
  const stores = $load(words);
  let kept = 0;
  for (let n = 0; n < stores; n++) {
    const to: ulong = $load(words + 8 + (n << 3));
    if (to >= address && to < address + bytes) continue;
    $x_put(buffer + 8 + (kept << 3), to);
    $x_put(buffer + 12 + (kept << 3), $load(words + 12 + (n << 3)));
    kept++;
  }
  if (kept === stores) return;
  $x_note(buffer, $WRITES);
  for (let n = kept; n < stores; n++) {
    $x_put(buffer + 8 + (n << 3), 0);
    $x_put(buffer + 12 + (n << 3), 0);
  }
  $x_put(buffer, kept);
}
