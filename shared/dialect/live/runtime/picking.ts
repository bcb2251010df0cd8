/** What `pick` chooses live. */

/** xorshift32 (Marsaglia 2003), scaled to 0 … n-1. Of no number at all, as explored, the first. */
function $pick(n: int): int {
  if (n < 1) return 0;
  const me = $block();
  let x: uint = $load(me + $RANDOM);
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  $store(me + $RANDOM, x);
  return $multiply_high(x, n);
}
