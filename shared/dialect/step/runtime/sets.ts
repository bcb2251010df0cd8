/** Sets of stores (views.ts): a bit for each store of the list, by its place there. */

function $x_has(set: ulong, n: int): boolean {
  return (($load(set + ((n >>> 5) << 2)) >>> (n & 31)) & 1) !== 0;
}

function $x_clear_bit(set: ulong, n: int): void {
  const at = set + ((n >>> 5) << 2);
  $x_put_at(at, $load(at) & ~(1 << (n & 31)));
}

function $x_add_set(to: ulong, from: ulong): void {
  for (let word = 0; word < $SET_BYTES; word += 4) $x_put_at(to + word, $load(to + word) | $load(from + word));
}

function $x_clear_set(set: ulong): void {
  for (let word = 0; word < $SET_BYTES; word += 4) $x_put_at(set + word, 0);
}

/** In a word, the bits below `n`. */
function $x_below(n: int): int {
  if (n <= 0) return 0;
  return n >= 32 ? -1 : (1 << n) - 1;
}

/** In word `w` of a set, the bits of the stores from one to before another. */
function $x_bits(w: int, from: int, to: int): int {
  const base = w << 5;
  return $x_below(to - base) & ~$x_below(from - base);
}

/** Whether a set has a store from the one at `n` on. */
function $x_has_from(set: ulong, n: int): boolean {
  for (let w: int = n >>> 5; w < $SET_WORDS; w++) if (($load(set + (w << 2)) & ~$x_below(n - (w << 5))) !== 0) return true;
  return false;
}

/** Takes bit `n` out: those behind it move down. */
function $x_take_out(set: ulong, n: int): void {
  if (!$x_has_from(set, n)) return;
  for (let w: int = n >>> 5; w < $SET_WORDS; w++) {
    const at = set + (w << 2);
    const low = $x_below(n - (w << 5));
    const next = w + 1 < $SET_WORDS ? $load(at + 4) << 31 : 0;
    $x_put_at(at, ($load(at) & low) | ((($load(at) >>> 1) | next) & ~low));
  }
}

/** Makes room for bit `n`: set where the one that has to move up is set, and `same`. */
function $x_put_in(set: ulong, n: int, same: int): void {
  if (!$x_has_from(set, n)) return;
  const first: int = n >>> 5;
  for (let w = $SET_WORDS - 1; w >= first; w--) {
    const at = set + (w << 2);
    const word = $load(at);
    const low = $x_below(n - (w << 5));
    const carried = w > first ? $load(at - 4) >>> 31 : word & same & (1 << (n & 31));
    $x_put_at(at, (word & low) | ((word & ~low) << 1) | carried);
  }
}
