/** Allocation, with poison, quarantine, and a shadow of what is allocated. */

const $POISON = 0x6b6b6b6b;
const $GRANULE = 64;
/** The struct of what is no object of the heap. */
const $STATIC = 63;
const $ALLOCATED = 1;
const $FREED = 2;
/** In the shadow of all granules of an object but its first. */
const $INNER = 0x200;
/** Bits of a shadow word: whether it is an object's first, allocated or freed, and of which struct. */
const $KIND = 3 | $INNER | ($STATIC << 26);

/** Objects a thread keeps in quarantine, for each struct, before they may be used again; the ring holds twice as many. */
const $QUARANTINE = 32;
const $QUARANTINE_RING = 64;

/** An access to memory that is not an allocated object. */
function $bad_access(address: ulong, shadow: int, site: int): void {
  if (address < $NULL_END) $fail($FAIL_NULL, site, address, 0);
  else if ((shadow & 3) === $FREED) $fail($FAIL_USE_AFTER_FREE, site, address, shadow);
  else $fail($FAIL_WILD, site, address, shadow);
}

function $shadow_of(address: ulong): ulong {
  return $param('shadowBase') + ((address >>> 6) << 2);
}

/** Here and below: where the size is known, and it is one granule, as mostly, no loop is left. */
function $mark(object: ulong, bytes: int, word: int): void {
  const first = $shadow_of(object);
  const end = $shadow_of(object + bytes);
  $store(first, word);
  if (bytes > $GRANULE) for (let at = first + 4; at < end; at += 4) $store(at, word | $INNER);
}

function $fill(object: ulong, bytes: int, value: int): void {
  $fill_granule(object, value);
  const end = object + bytes;
  if (bytes > $GRANULE) for (let at = object + $GRANULE; at < end; at += $GRANULE) $fill_granule(at, value);
}

function $check_poison(object: ulong, bytes: int, site: int): void {
  if (unlikely(!$granule_holds(object, $POISON))) $damaged(object, site);
  const end = object + bytes;
  if (bytes > $GRANULE) {
    for (let at = object + $GRANULE; at < end; at += $GRANULE) if (unlikely(!$granule_holds(at, $POISON))) $damaged(at, site);
  }
}

/** A granule of a quarantined object holds something else than poison: finds the word. */
function $damaged(granule: ulong, site: int): void {
  let at = granule;
  while ($load(at) === $POISON) at += 4;
  $fail($FAIL_WRITE_AFTER_FREE, site, at, $load($shadow_of(at)));
}

function $list_lock(list: ulong, site: int): void {
  while ($atomic_cmpxchg(list, 0, 1) !== 0) $poll(true, site);
  $store($block() + $POLLS, 0);
}

/** What follows a free object in the list all threads share. It is kept outside: who writes to a freed object must damage its poison and nothing else. */
function $link_of(object: ulong): ulong {
  return $param('freeLinks') + ((object >>> 6) << 2);
}

/** A free object from the list all threads share, or 0. */
function $list_pop(list: ulong, site: int): ulong {
  if ($load(list + 4) === 0) return 0;
  $list_lock(list, site);
  const object: ulong = $load(list + 4);
  if (object !== 0) $store(list + 4, $load($link_of(object)));
  $atomic_store(list, 0);
  return object;
}

function $bump(bytes: int): ulong {
  if ($load($HEAP_NEXT) + bytes > $param('heapEnd')) return 0;
  const object: ulong = $atomic_add($HEAP_NEXT, bytes);
  return object + bytes > $param('heapEnd') ? 0 : object;
}

/** `bytes`: the struct's size rounded up to whole granules. */
function $alloc(struct: int, bytes: int, site: int): ulong {
  const ring: ulong = $block() + $param('quarantine') + struct * ($QUARANTINE_RING * 4 + 8);
  const head = $load(ring);
  const held = $load(ring + 4) - head;
  let object: ulong = 0;
  let used = true;
  if (held <= $QUARANTINE) {
    object = $list_pop($FREE_LISTS + struct * 64, site);
    if (object === 0) {
      object = $bump(bytes);
      if (object !== 0) used = false;
    }
  }
  if (object === 0) {
    if (held === 0) {
      if ($atomic_add($ALLOC_FAILURES, 1) === 0) $store($ALLOC_FAILURE, site);
      return 0;
    }
    object = $load(ring + 8 + ((head & ($QUARANTINE_RING - 1)) << 2));
    $store(ring, head + 1);
  }
  if (used) {
    $check_poison(object, bytes, site);
    $fill(object, bytes, 0);
  }
  $mark(object, bytes, $ALLOCATED | (this_thread() << 2) | ((site & 0xffff) << 10) | (struct << 26));
  return object;
}

function $begin_local(object: ulong, bytes: int): void {
  $mark(object, bytes, $ALLOCATED | ($STATIC << 26));
}

/** Its function returns: others are not to touch it any more. */
function $end_local(object: ulong, bytes: int, site: int): void {
  $mark(object, bytes, $FREED | (this_thread() << 2) | ((site & 0xffff) << 10) | ($STATIC << 26));
}

function $free(object: ulong, site: int): void {
  const shadow = $load($shadow_of(object));
  const struct = shadow >>> 26;
  const bytes = struct < $STATIC ? $load($param('sizes') + struct * 4) : 0;
  if ((shadow & (3 | $INNER)) !== $ALLOCATED || (object & 63) !== 0 || bytes === 0) {
    $fail($FAIL_BAD_FREE, site, object, shadow);
    return;
  }
  $let_go(object, struct, bytes, site);
}

/** Frees what is such a struct by the sources: by far most of what is freed is just that, and its size is known beforehand. */
function $free_as(object: ulong, struct: int, bytes: int, site: int): void {
  const isSo = ($load($shadow_of(object)) & $KIND) === ($ALLOCATED | (struct << 26)) && (object & 63) === 0;
  if (unlikely(!isSo)) $free(object, site);
  else $let_go(object, struct, bytes, site);
}

/** Poisons an object that was allocated, and puts it into quarantine. */
function $let_go(object: ulong, struct: int, bytes: int, site: int): void {
  $mark(object, bytes, $FREED | (this_thread() << 2) | ((site & 0xffff) << 10) | (struct << 26));
  $fill(object, bytes, $POISON);
  const ring: ulong = $block() + $param('quarantine') + struct * ($QUARANTINE_RING * 4 + 8);
  const head = $load(ring);
  const tail = $load(ring + 4);
  if (unlikely(tail - head === $QUARANTINE_RING)) $spill(ring, head, $FREE_LISTS + struct * 64, site);
  $store(ring + 8 + ((tail & ($QUARANTINE_RING - 1)) << 2), object);
  $store(ring + 4, tail + 1);
}

/** Moves the older half of a full quarantine ring to the list all threads share. */
function $spill(ring: ulong, head: int, list: ulong, site: int): void {
  $list_lock(list, site);
  let first = $load(list + 4);
  for (let i = 0; i < $QUARANTINE; i++) {
    const object: ulong = $load(ring + 8 + (((head + i) & ($QUARANTINE_RING - 1)) << 2));
    $store($link_of(object), first);
    first = object;
  }
  $store(list + 4, first);
  $atomic_store(list, 0);
  $store(ring, head + $QUARANTINE);
}
