/**
 * A VMA lock that is one atomic count: readers who come and go by turns keep a writer
 * out for ever.
 *
 * The last patch of the series of January 2023 (41/41) put an atomic count in place of
 * the semaphore: 44 bytes down to 16 for each VMA. Above 0 it is how many readers there
 * are, -1 is the writer. A writer that finds readers sleeps until the count is 0, and
 * tries again. Hyeonggon Yoo saw in the review that such a writer leaves no trace in
 * the count: readers do not know that it waits, and if the next one always comes before
 * the last one has left, the count is never 0. Suren Baghdasaryan agreed. The patch was
 * not merged; what came in its place has a bit that bars readers at once.
 *
 * This is the lock and nothing else, without a kernel: a count, a wait, two readers
 * that never stop coming, and a writer that is to end.
 *
 * Explored with --liveness: violates L2, in a schedule that is fair to everybody and
 * goes round for ever. With `FIXED=y` (a writer that waits says so, and readers stay
 * out) it is verified. Without --liveness both are verified: in no single state is
 * anything wrong. Live the writer gets in: nobody keeps such time for long.
 */
scenario({ title: 'Readers starve a writer', protocol: 'none' });

/** A writer that waits bars new readers. */
const FIXED = config('FIXED', false);

const WRITER = -1;

/** More than any writer subtracts: a count above it has a writer waiting. */
const WAITING = 0x10000;

property('L2', 'bounded draining', 'A writer that waits for readers waits only for those that were there when it came.');
starvation('L2', vma_lock_drain);

/** Readers, or the writer; WAITING is added while one waits. */
let count: Embedded<atomic_t>;
/** Who is inside: what the lock is for. */
let inside: Embedded<atomic_t>;

/** By trying, never by waiting: a fault has another way to go. */
function vma_read_trylock(): boolean {
  let seen = atomic_read(count);
  for (;;) {
    // inc_unless_negative; a waiting writer is no reason to stay out in the patch as it
    // was.
    if (seen < 0 || (FIXED && seen >= WAITING)) return false;
    const now = atomic_cmpxchg_acquire(count, seen, seen + 1);
    if (now === seen) return true;
    seen = now;
  }
}

function vma_read_unlock(): void {
  atomic_dec(count);
}

function vma_write_lock(): void {
  if (atomic_cmpxchg_acquire(count, 0, WRITER) !== 0) vma_lock_drain();
}

/** wait_event(q, cmpxchg(count, 0, -1) == 0). */
function vma_lock_drain(): void {
  if (FIXED) atomic_add(WAITING, count);
  const free = FIXED ? WAITING : 0;
  do {
    wait_until(() => atomic_read(count) === free);
  } while (atomic_cmpxchg_acquire(count, free, WRITER) !== free);
}

function vma_write_unlock(): void {
  atomic_set_release(count, 0);
}

thread('reader', { instances: 2, repeat: FOREVER }, () => {
  if (!vma_read_trylock()) return;
  atomic_inc(inside);
  atomic_dec(inside);
  vma_read_unlock();
});

thread('writer', () => {
  vma_write_lock();
  assert(atomic_read(inside) === 0, 'nobody is inside with a writer');
  vma_write_unlock();
});
