/** Allocation in the working state. An object's header word says whether it is clean (0), allocated (1) or freed (2). */

/** Whether any word of the state points into [from, to). */
function $x_referenced(from: ulong, to: ulong): boolean {
  $set_control($UNKEPT, 1);
  for (let at: ulong = 64; at < $param('stateBytes'); at += 4) {
    const value: ulong = $load($param('work') + at);
    if (value >= from && value < to) return true;
  }
  return false;
}

/**
 * Pools table: base, count, stride of each. A thread takes one of the places that are for threads of its declaration, one in so many; if none
 * is clean, any. So an object's place tells who has allocated it, and not in which order different threads have. (Iosif, "Symmetry Reduction
 * Criteria for Software Model Checking", SPIN 2002.) Freed objects nobody points to are clean again.
 */
function $x_alloc(pool: int, site: int): ulong {
  const entry = $param('pools') + pool * 12;
  const base: ulong = $load(entry);
  const count = $load(entry + 4);
  const stride = $load(entry + 8);
  const declaration = $load($param('declarations') + ($control($RUNNING_THREAD) << 2));
  for (let i = declaration; i >= 0 && i < count; i += $param('declarationCount')) {
    if ($x_take_object(base + i * stride, stride)) return base + i * stride + 4;
  }
  for (let i = 0; i < count; i++) {
    if ($x_take_object(base + i * stride, stride)) return base + i * stride + 4;
  }
  $fail($FAIL_POOL, site, pool, 0);
  return 0;
}

/** Takes an object, where it is clean. */
function $x_take_object(header: ulong, stride: int): boolean {
  $x_touch(header);
  const state = $load($param('work') + header);
  if (state === 1 || (state === 2 && $x_referenced(header, header + stride))) return false;
  $x_note_header(header);
  $x_put(header, 1);
  return true;
}

/**
 * An object is taken or freed. Only who looks for leaks may tell when: so for the reduction that look is a write to the header, and this a read. For
 * those who are compared with what a thread does in several steps, it is changed, also where it is as it was in the end.
 */
function $x_note_header(header: ulong): void {
  $x_note(header, $READS);
  if ($control($NOTES) !== 0) $x_meets($param('meets') + ($param('meetsBytes') >>> 1), header);
}

/** A whole object, and freed before. */
function $x_is_freed(object: ulong): boolean {
  if (object < 64 || object >= $param('stateBytes') || (object & 3) !== 0) return false;
  const header: ulong = $load($param('headers') + object);
  return header > 1 && header + 4 === object && $load($param('work') + header) === 2;
}

/** To others it is a write to each of the object's words. */
function $x_free(object: ulong, site: int): void {
  if (object === 0) $fail($FAIL_BAD_FREE, site, 0, 0);
  if ($x_is_freed(object)) $fail($FAIL_BAD_FREE, site, object, 1);
  $x_check(object, site);
  const header: ulong = $load($param('headers') + object);
  if (header < $param('globals') || header + 4 !== object) $fail($FAIL_BAD_FREE, site, object, 0);
  for (let at = object; at < $param('stateBytes') && $load($param('headers') + at) === header; at += 4) {
    $x_note(at, $WRITES);
    $x_touch(at);
    $x_put(at, 0);
  }
  $x_note_header(header);
  $x_put(header, 2);
}

/** Once everything has ended: nothing may still be allocated. */
function $x_leak_check(): void {
  for (let pool = 0; pool < $param('poolCount'); pool++) {
    const entry = $param('pools') + pool * 12;
    const stride = $load(entry + 8);
    let header: ulong = $load(entry);
    for (let i = $load(entry + 4); i > 0; i--) {
      $x_touch(header);
      $x_note(header, $WRITES);
      if ($load($param('work') + header) === 1) $fail($FAIL_LEAK, -1, header + 4, pool);
      header += stride;
    }
  }
}
