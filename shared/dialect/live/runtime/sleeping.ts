/** Stopping, sleeping, and waiting for a condition. */

/** How often a spinning wait looks before it begins to sleep in between. */
const $SPINS = 2000;

function $stopped(site: int): void {
  $fail($FAIL_STOPPED, site, 0, 0);
}

/** Sleeps and tells the engine where, so that it can say so and wake this thread when the session stops. */
function $sleep(status: int, address: ulong, expected: int, us: int, site: int): void {
  const me = $block();
  $store(me + $WAIT_ADDRESS, address);
  $store(me + $WAIT_SITE, site);
  $store(me + $SLEEPS, $load(me + $SLEEPS) + 1);
  $atomic_store(me + $STATUS, status);
  if ($atomic_load($stop_word()) < 2) $wait(address, expected, us);
  $atomic_store(me + $STATUS, $RUNNING);
  if ($atomic_load($stop_word()) >= 2) $stopped(site);
}

function $futex_wait(address: ulong, expected: int, site: int): void {
  $sleep($SLEEPING, address, expected, -1, site);
}

/** `$notify` takes a number below zero for one that wakes all. */
function $futex_wake(address: ulong, count: int): void {
  if (count > 0) $notify(address, count);
}

/** One failed look at a waiting condition: spins at first, then sleeps 20 µs, growing to 1 ms. */
function $poll(spin: boolean, site: int): void {
  const me = $block();
  const polls = $load(me + $POLLS) + 1;
  $store(me + $POLLS, polls);
  const spins = spin ? $SPINS : 20;
  if (polls < spins) {
    if ((polls & 63) === 0 && $atomic_load($stop_word()) >= 2) $stopped(site);
    return;
  }
  const sleeps = polls - spins;
  const us = sleeps < 10 ? 20 : sleeps < 40 ? 100 : 1000;
  $sleep($POLLING, me + $POLLS, polls, us, site);
}

function $atomic_begin(site: int): void {
  while ($atomic_cmpxchg($ATOMIC_LOCK, 0, this_thread() + 1) !== 0) $poll(true, site);
  $store($block() + $POLLS, 0);
}

function $atomic_end(): void {
  $atomic_store($ATOMIC_LOCK, 0);
}
