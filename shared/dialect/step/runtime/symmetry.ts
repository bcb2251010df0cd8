/**
 * Symmetry between threads that are the same but for their names (step/symmetry): before a state is stored, those of a group change places so that
 * what belongs to them is in order, and whatever names them is renamed alike. So of all states that differ only in who of them stands where one is
 * stored, as a rule. (Ip and Dill, "Better Verification Through Symmetry", 1996; Emerson and Sistla, "Symmetry and Model Checking", 1996.
 * Why it changes no verdict: docs/decisions/0018.)
 *
 * ```
 *   who    for each place, the thread that comes there            to    for each thread, the place it comes to
 * ```
 */

/** Of a part: the first thread of its group, how many there are, where the first one's is, and bytes of each. */
const $PART_FIRST = 0;
const $PART_COUNT = 4;
const $PART_BASE = 8;
const $PART_STRIDE = 12;
const $PART_BYTES = 16;

/** Whether threads change places in this search. */
function $x_symmetric(): boolean {
  return $param('groupCount') !== 0 && $control($SYMMETRIC) !== 0;
}

/** The first of the threads that this one is like: what is learned of one is learned of all. */
function $x_alike(thread: int): int {
  return $x_symmetric() ? $load($param('alike') + thread * 4) : thread;
}

/** A word as a thread sees it: its own, another's of its group, or anybody's. So it is the same word when they have changed places. */
function $x_seen_by(thread: int, address: ulong): ulong {
  const part = $load($param('partOf') + (address & ~3));
  if (part === 0) return address;
  const entry = $param('parts') + (part - 1) * $PART_BYTES;
  const stride: uint = $load(entry + $PART_STRIDE);
  const first = $load(entry + $PART_FIRST);
  const n: uint = (address - $load(entry + $PART_BASE)) / stride;
  const at = address - n * stride;
  return first + n !== thread && $load($param('alike') + thread * 4) === first ? at + stride : at;
}

/** Whether a word belongs to a thread that has its like, and not to this one. */
function $x_belongs_to_other(address: ulong, thread: int): boolean {
  const part = $load($param('partOf') + (address & ~3));
  if (part === 0) return false;
  const entry = $param('parts') + (part - 1) * $PART_BYTES;
  const stride: uint = $load(entry + $PART_STRIDE);
  const n: uint = (address - $load(entry + $PART_BASE)) / stride;
  return $load(entry + $PART_FIRST) + n !== thread;
}

/** Puts the threads of each group of the working state in order. Whether any has changed its place. */
function $x_reorder(): boolean {
  let moved = false;
  for (let group = $param('alikeGroups'); group < $param('alikeGroups') + $param('groupCount') * 8; group += 8) {
    const first = $load(group);
    const count = $load(group + 4);
    const who = $param('who') + first * 4;
    $store(who, first);
    for (let i = 1; i < count; i++) {
      const thread = first + i;
      let at = who + i * 4;
      while (at > who && $x_comes_before(thread, $load(at - 4))) {
        $store(at, $load(at - 4));
        at -= 4;
        moved = true;
      }
      $store(at, thread);
    }
  }
  if (moved) $x_change_places();
  return moved;
}

/**
 * Whether the state that is looked for is this one with everybody where they are. It may have been stored so: $x_keeps_order takes the others for being
 * in order, which they need not be where names are compared, nor in the first state.
 */
function $x_is_as_it_is(state: int, sought: int): boolean {
  if (!$x_symmetric()) return false;
  const states = $control($STATES);
  const place = $insert(state);
  $set_control($STATES, states);
  if (place + 1 !== sought) return false;
  for (let t = 0; t < $param('threads'); t++) $store($param('who') + t * 4, t);
  return true;
}

/** Gives each place the thread that `who` says, and renames what names them. */
function $x_change_places(): void {
  for (let t = 0; t < $param('threads'); t++) $store($param('to') + t * 4, t);
  for (let group = $param('alikeGroups'); group < $param('alikeGroups') + $param('groupCount') * 8; group += 8) {
    const first = $load(group);
    for (let t = first; t < first + $load(group + 4); t++) $store($param('to') + $load($param('who') + t * 4) * 4, t);
  }
  $x_rename();
  for (let part = $param('parts'); part < $param('parts') + $param('partCount') * $PART_BYTES; part += $PART_BYTES) $x_move(part);
}

/** Whether what belongs to one thread comes before what belongs to another of its group. */
function $x_comes_before(a: int, b: int): boolean {
  for (let part = $param('parts'); part < $param('parts') + $param('partCount') * $PART_BYTES; part += $PART_BYTES) {
    const first = $load(part + $PART_FIRST);
    if (a < first || a >= first + $load(part + $PART_COUNT)) continue;
    const stride = $load(part + $PART_STRIDE);
    const base = $param('work') + $load(part + $PART_BASE);
    const x = base + (a - first) * stride;
    const y = base + (b - first) * stride;
    for (let at = 0; at < stride; at += 4) {
      const mine = $load(x + at);
      const theirs = $load(y + at);
      if (mine !== theirs) return mine < theirs;
    }
  }
  return false;
}

/** Gives each place of a part what belongs to the thread that comes there. */
function $x_move(part: ulong): void {
  const first = $load(part + $PART_FIRST);
  const count = $load(part + $PART_COUNT);
  const base = $load(part + $PART_BASE);
  const stride = $load(part + $PART_STRIDE);
  $copy($param('moving'), $param('work') + base, count * stride);
  for (let i = 0; i < count; i++) {
    const from = $load($param('who') + (first + i) * 4) - first;
    if (from === i) continue;
    for (let at = 0; at < stride; at += 4) {
      const value = $load($param('moving') + from * stride + at);
      const address = base + i * stride + at;
      if ($load($param('work') + address) !== value) $x_put(address, value);
    }
  }
}

function $x_rename(): void {
  for (let name = $param('nameWords'); name < $param('nameWords') + $param('nameCount') * 8; name += 8) $x_rename_word($load(name), $load(name + 4));
  for (let t = 0; t < $param('threads') - 1; t++) {
    const record = $x_record(t) - $param('work');
    $x_rename_word(record + $WAIT, 0);
    let pc = $load($param('work') + record + $PC);
    while (pc !== 0) {
      const list = $param('frameNames') + $load($param('frameAt') + pc * 4);
      const end = list + 8 + $load(list + 4) * 8;
      for (let name = list + 8; name < end; name += 8) $x_rename_word(record + $load(name), $load(name + 4));
      pc = $load($param('work') + record + $load(list));
    }
  }
}

/** `how`: 0 for an address, else 1 + the number of a code. */
function $x_rename_word(address: ulong, how: int): void {
  const value: uint = $load($param('work') + address);
  if (value === 0 && how === 0) return;
  const now = how === 0 ? $x_moved(value) : $x_recoded(value, $param('codes') + (how - 1) * 8);
  if (now !== value) $x_put(address, now);
}

/** Where what is at an address comes. */
function $x_moved(address: uint): uint {
  if (address >= $param('stateBytes')) return address;
  const part = $load($param('partOf') + (address & ~3));
  if (part === 0) return address;
  const entry = $param('parts') + (part - 1) * $PART_BYTES;
  const stride: uint = $load(entry + $PART_STRIDE);
  const thread = $load(entry + $PART_FIRST) + (address - $load(entry + $PART_BASE)) / stride;
  return address + ($load($param('to') + thread * 4) - thread) * stride;
}

/** The name of the thread that comes to this place, for a name of the one that is there. */
function $x_recoded(value: uint, code: ulong): uint {
  const times: uint = $load(code);
  const thread = value / times - $load(code + 4);
  if (thread < 0 || thread >= $param('threads')) return value;
  return value + ($load($param('to') + thread * 4) - thread) * times;
}

/** A word is used as what it is not. */
const $FAIL_NAMES = 17;

/** Whether a word is accessed as what it is: `how` as in `nameAt`. */
function $x_named(address: ulong, how: int, site: int): void {
  if (address < $param('stateBytes') && (address & 3) === 0 && $load($param('nameAt') + address) === how) return;
  $x_check(address, site);
  $fail($FAIL_NAMES, site, address, 0);
}

/** Whether what was computed from an address is within the same of what moves. */
function $x_in_one(from: ulong, to: ulong, site: int): void {
  if ($x_mover(from) !== $x_mover(to)) $fail($FAIL_NAMES, site, to, 0);
}

/** Where what moves begins that is at an address; 0: nothing does. */
function $x_mover(address: ulong): ulong {
  if (address >= $param('stateBytes')) return 0;
  const part = $load($param('partOf') + (address & ~3));
  if (part === 0) return 0;
  const entry = $param('parts') + (part - 1) * $PART_BYTES;
  const base: uint = $load(entry + $PART_BASE);
  const stride: uint = $load(entry + $PART_STRIDE);
  return base + (address - base) / stride * stride;
}

/** Takes an action of a stored state, with everybody where they are; the working state is then what it leads to. */
function $x_retake(state: int, thread: int, choice: int): void {
  $show(state);
  $set_control($SOUGHT, 1);
  if ($x_reduces()) $x_others(-1, 0);
  $x_run(thread, choice);
  $x_mark_record(thread);
}

/** For telling a schedule: takes an action of a stored state, and stores the state that it leads to with everybody where they are. Returns its place. */
function $follow(state: int, thread: int, choice: int): int {
  const states = $control($STATES);
  $set_control($AT_STATE, state);
  $x_retake(state, thread, choice);
  const place = $insert(state);
  $x_revert();
  $set_control($SOUGHT, 0);
  $set_control($STATES, states);
  return place;
}

/** For the same: stores a stored state once more, with the threads where `who` says. Returns its place. */
function $renamed(state: int): int {
  const states = $control($STATES);
  $show(state);
  $set_control($AT_STATE, state);
  $x_change_places();
  const place = $insert(state);
  $x_revert();
  $set_control($STATES, states);
  return place;
}

/** As $follow without storing it: the number of a condition that does not hold there, or -1. */
function $attempt(state: int, thread: int, choice: int): int {
  $x_retake(state, thread, choice);
  const wrong = $param('conditions') > 0 ? $x_false_condition() : -1;
  $x_revert();
  $set_control($SOUGHT, 0);
  return wrong;
}
