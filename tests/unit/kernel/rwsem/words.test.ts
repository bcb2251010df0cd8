/** The semaphore's words after each operation, and what a queue does to them. Tasks are played by one thread; time passes as the tests say. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { runKernel } from '../in-thread.ts';

const WRITER = 1;
const WAITERS = 2;
const HANDOFF = 4;
const READER = 256;
const READFAIL = 1 << 31;
const WRITE = 0;
const READ = 1;
const TASK_UNINTERRUPTIBLE = 2;

let clock = 0;
let tick = 0;
const run = runKernel(`
let sem: Embedded<rw_semaphore>;
let waiters: ArrayOf<Embedded<rwsem_waiter>, 8>;
function init(): void { init_rwsem(sem); }
function count(): int { return atomic_read(sem.count); }
function set_count(value: int): void { atomic_set(sem.count, value); }
function owner(): int { return atomic_read(sem.owner); }
function read(): void { down_read(sem); }
function try_read(): boolean { return down_read_trylock(sem); }
function end_read(): void { up_read(sem); }
function write(): void { down_write(sem); }
function try_write(): boolean { return down_write_trylock(sem); }
function end_write(): void { up_write(sem); }
function downgrade(): void { downgrade_write(sem); }
function locked(): boolean { return rwsem_is_locked(sem); }
function owned(): boolean { return rwsem_is_write_owned(sem); }
function steal(): boolean { return rwsem_read_steal(sem, rwsem_read_trylock(sem)); }
function steal_write(): boolean { return rwsem_try_write_lock_unqueued(sem); }
function spin(): boolean { return rwsem_can_spin_on_owner(sem) && rwsem_optimistic_spin(sem); }
/** As in the slow paths, up to the sleep. */
function enqueue(type: int): void {
  const waiter = waiters[this_thread()];
  waiter.handoff_set = false;
  rwsem_init_waiter(waiter, type);
  spin_lock(sem.wait_lock);
  rwsem_add_waiter(sem, waiter);
  atomic_or(RWSEM_FLAG_WAITERS, sem.count);
  spin_unlock(sem.wait_lock);
  set_current_state(TASK_UNINTERRUPTIBLE);
}
/** What a queued writer does when it wakes up. */
function try_queued(): boolean {
  spin_lock(sem.wait_lock);
  const got = rwsem_try_write_lock(sem, waiters[this_thread()]);
  spin_unlock(sem.wait_lock);
  return got;
}
function wake_any(): void { rwsem_wake(sem); }
/** What a queued task does when it is killed. */
function give_up(): void {
  spin_lock(sem.wait_lock);
  rwsem_del_wake_waiter(sem, waiters[this_thread()]);
}
function granted(): boolean { return waiters[this_thread()].task === NULL; }
function handoff_is_ours(): boolean { return waiters[this_thread()].handoff_set; }
function state(): int { return current().__state; }
function set_running(running: int): void { current().on_cpu = running; }
function waiting(): int {
  let n = 0;
  let entry = sem.wait_list.next;
  while (entry !== sem.wait_list) { n++; entry = entry.next; }
  return n;
}
`, { now: () => (clock += tick) });

const count = () => run.call('count');
const owner = () => run.call('owner');
const ownerOf = (task: number) => (task + 1) << 2;
const asleep = (task: number) => run.callOn(task, 'state') === TASK_UNINTERRUPTIBLE;
const handoffs = () => [...Array(run.image.layout.threadCount).keys()].reduce((n, task) => n + run.counter('RWSEM_HANDOFF', task), 0);

beforeEach(() => {
  clock = 0;
  // Enough for a spinner to give up in the end, too little to matter otherwise.
  tick = 1;
  run.call('init');
  for (let task = 0; task < 8; task++) run.callOn(task, 'set_running', 1);
});

describe('fast paths', () => {
  it('counts readers, and keeps the last one as owner even when all are gone', () => {
    run.callOn(1, 'read');
    expect([count(), owner()]).toEqual([READER, ownerOf(1) | 1]);
    run.callOn(2, 'read');
    expect([count(), owner()]).toEqual([2 * READER, ownerOf(2) | 1]);
    run.callOn(1, 'end_read');
    run.callOn(2, 'end_read');
    expect([count(), owner()]).toEqual([0, ownerOf(2) | 1]);
  });

  it('is locked while anybody holds it or waits for it', () => {
    for (const word of [0, WRITER, READER, WAITERS, HANDOFF]) {
      run.call('set_count', word);
      expect([word, run.call('locked')]).toEqual([word, word === 0 ? 0 : 1]);
    }
  });

  it('knows exactly which task holds it for write', () => {
    run.callOn(3, 'write');
    expect([count(), owner()]).toEqual([WRITER, ownerOf(3)]);
    expect([run.callOn(3, 'owned'), run.callOn(2, 'owned')]).toEqual([1, 0]);
    run.callOn(3, 'end_write');
    expect([count(), owner()]).toEqual([0, 0]);
    expect(run.callOn(3, 'owned')).toBe(0);
  });

  it('goes from writer to reader in one step', () => {
    run.callOn(1, 'write');
    run.callOn(1, 'downgrade');
    expect([count(), owner()]).toEqual([READER, ownerOf(1) | 1]);
    expect(run.callOn(2, 'try_read')).toBe(1);
    expect(run.callOn(2, 'try_write')).toBe(0);
    expect(count()).toBe(2 * READER);
  });

  it.each([
    ['free', 0, 1, 1],
    ['read', READER, 1, 0],
    ['write', WRITER, 0, 0],
    ['free, with waiters', WAITERS, 0, 0],
    ['read, with waiters', READER | WAITERS, 0, 0],
    ['to be handed over', READER | WAITERS | HANDOFF, 0, 0],
    ['full of readers', READFAIL, 0, 0],
  ])('trylocks on a semaphore that is %s', (_, start, read, write) => {
    run.call('set_count', start);
    expect(run.callOn(1, 'try_read')).toBe(read);
    expect(count()).toBe(read ? start + READER : start);
    run.call('set_count', start);
    expect(run.callOn(1, 'try_write')).toBe(write);
    expect(count()).toBe(write ? start | WRITER : start);
  });

  it('agrees with a set of readers and a writer, whatever is tried in whatever order', () => {
    const operation = fc.record({ task: fc.integer({ min: 1, max: 6 }), op: fc.constantFrom('read', 'write', 'release', 'downgrade') });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60, size: 'max' }), (operations) => {
        run.call('init');
        const readers = new Set<number>();
        let writer = 0;
        for (const { task, op } of operations) {
          if (op === 'read') {
            if (readers.has(task)) continue;
            expect(run.callOn(task, 'try_read')).toBe(writer ? 0 : 1);
            if (!writer) readers.add(task);
          } else if (op === 'write') {
            const free = !writer && readers.size === 0;
            expect(run.callOn(task, 'try_write')).toBe(free ? 1 : 0);
            if (free) writer = task;
          } else if (op === 'downgrade') {
            if (writer !== task) continue;
            run.callOn(task, 'downgrade');
            writer = 0;
            readers.add(task);
          } else if (readers.delete(task)) {
            run.callOn(task, 'end_read');
          } else if (writer === task) {
            run.callOn(task, 'end_write');
            writer = 0;
          }
          expect(count()).toBe(readers.size * READER + (writer ? WRITER : 0));
          for (let each = 1; each <= 6; each++) expect(run.callOn(each, 'owned')).toBe(each === writer ? 1 : 0);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the queue', () => {
  it('gives the lock to all waiting readers at once, from anywhere in the line, when a reader is first', () => {
    run.callOn(1, 'write');
    [READ, WRITE, READ, WRITE, READ].forEach((type, i) => run.callOn(2 + i, 'enqueue', type));
    run.callOn(1, 'end_write');
    expect(count()).toBe(3 * READER | WAITERS);
    expect([2, 4, 6].map((task) => run.callOn(task, 'granted'))).toEqual([1, 1, 1]);
    expect([2, 3, 4, 5, 6].map(asleep)).toEqual([false, true, false, true, false]);
    expect(run.call('waiting')).toBe(2);
    expect(owner()).toBe(ownerOf(2) | 1);
  });

  it('drops WAITERS when it is empty', () => {
    run.callOn(1, 'write');
    run.callOn(2, 'enqueue', READ);
    run.callOn(3, 'enqueue', READ);
    run.callOn(1, 'end_write');
    expect(count()).toBe(2 * READER);
  });

  it('only wakes a writer that is first: it has to win the lock, and others may take it before', () => {
    run.callOn(1, 'write');
    run.callOn(2, 'enqueue', WRITE);
    run.callOn(3, 'enqueue', READ);
    run.callOn(1, 'end_write');
    expect([count(), asleep(2), asleep(3)]).toEqual([WAITERS, false, true]);
    expect(run.callOn(4, 'steal_write')).toBe(1);
    expect(run.callOn(2, 'try_queued')).toBe(0);
    run.callOn(4, 'end_write');
    expect(run.callOn(2, 'try_queued')).toBe(1);
    expect([count(), owner()]).toEqual([WRITER | WAITERS, ownerOf(2)]);
    run.callOn(2, 'end_write');
    expect([count(), run.callOn(3, 'granted')]).toEqual([READER, 1]);
  });

  it('clears WAITERS when the only waiter takes the lock', () => {
    run.callOn(1, 'read');
    run.callOn(2, 'enqueue', WRITE);
    expect(count()).toBe(READER | WAITERS);
    run.callOn(1, 'end_read');
    expect([count(), asleep(2)]).toEqual([WAITERS, false]);
    expect(run.callOn(2, 'try_queued')).toBe(1);
    expect([count(), run.call('waiting')]).toEqual([WRITER, 0]);
  });

  it('is left alone by readers that leave while others stay', () => {
    run.callOn(1, 'read');
    run.callOn(2, 'read');
    run.callOn(3, 'enqueue', WRITE);
    run.callOn(1, 'end_read');
    expect([count(), asleep(3)]).toEqual([READER | WAITERS, true]);
  });

  it('wakes readers after a downgrade, and no writer', () => {
    run.callOn(1, 'write');
    run.callOn(2, 'enqueue', READ);
    run.callOn(3, 'enqueue', WRITE);
    run.callOn(1, 'downgrade');
    expect([count(), run.callOn(2, 'granted'), asleep(3)]).toEqual([2 * READER | WAITERS, 1, true]);
  });

  it('keeps readers behind a writer that is first after a downgrade', () => {
    run.callOn(1, 'write');
    run.callOn(2, 'enqueue', WRITE);
    run.callOn(3, 'enqueue', READ);
    run.callOn(1, 'downgrade');
    expect([count(), run.callOn(3, 'granted'), asleep(2)]).toEqual([READER | WAITERS, 0, true]);
  });
});

describe('a waiter that is killed', () => {
  it('takes WAITERS and HANDOFF with it when it was the only one', () => {
    run.callOn(1, 'read');
    run.callOn(2, 'enqueue', WRITE);
    run.call('set_count', READER | WAITERS | HANDOFF);
    run.callOn(2, 'give_up');
    expect([count(), run.call('waiting')]).toEqual([READER, 0]);
  });

  it('lets the next ones in when it was first: all readers', () => {
    run.callOn(1, 'read');
    run.callOn(2, 'enqueue', WRITE);
    run.callOn(3, 'enqueue', READ);
    run.callOn(4, 'enqueue', READ);
    run.callOn(2, 'give_up');
    expect([count(), run.callOn(3, 'granted'), run.callOn(4, 'granted')]).toEqual([3 * READER, 1, 1]);
  });

  it('wakes the writer behind it, who may win the lock now', () => {
    run.callOn(2, 'enqueue', READ);
    run.callOn(3, 'enqueue', WRITE);
    run.callOn(2, 'give_up');
    expect([count(), asleep(3), run.callOn(3, 'try_queued')]).toEqual([WAITERS, false, 1]);
    expect(count()).toBe(WRITER);
  });

  it('wakes nobody when it was not first', () => {
    run.callOn(1, 'write');
    run.callOn(2, 'enqueue', WRITE);
    run.callOn(3, 'enqueue', READ);
    run.callOn(4, 'enqueue', READ);
    run.callOn(3, 'give_up');
    expect([count(), asleep(2), asleep(4), run.callOn(4, 'granted')]).toEqual([WRITER | WAITERS, true, true, 0]);
  });
});

describe('reader lock stealing', () => {
  it('lets the first reader past the waiters, and the waiting readers with it', () => {
    run.callOn(2, 'enqueue', READ);
    run.callOn(3, 'enqueue', WRITE);
    expect(run.callOn(1, 'steal')).toBe(1);
    expect([count(), run.callOn(2, 'granted'), asleep(3)]).toEqual([2 * READER | WAITERS, 1, true]);
  });

  it('does not let a stream of readers past a sleeping writer', () => {
    run.callOn(1, 'read');
    run.callOn(2, 'enqueue', WRITE);
    expect(run.callOn(3, 'steal')).toBe(0);
  });

  it.each([['a writer', WRITER | WAITERS], ['a handoff', WAITERS | HANDOFF]])('is stopped by %s', (_, start) => {
    run.call('set_count', start);
    expect(run.callOn(1, 'steal')).toBe(0);
    // The bias stays added: the slow path goes on from there and takes it off as it queues.
    expect(count()).toBe(start + READER);
  });
});

describe('handoff', () => {
  const after = (us: number) => (clock = us * 1000);

  it('is asked for by a writer that has waited for 4 ms, and by none before', () => {
    const before = handoffs();
    run.callOn(1, 'read');
    run.callOn(2, 'enqueue', WRITE);
    after(3999);
    expect([run.callOn(2, 'try_queued'), count()]).toEqual([0, READER | WAITERS]);
    after(4000);
    expect([run.callOn(2, 'try_queued'), count()]).toEqual([0, READER | WAITERS | HANDOFF]);
    expect([run.callOn(2, 'handoff_is_ours'), handoffs() - before]).toEqual([1, 1]);
  });

  it('keeps everybody else out until the first in line has the lock', () => {
    run.callOn(1, 'read');
    run.callOn(2, 'enqueue', WRITE);
    run.callOn(3, 'enqueue', WRITE);
    after(5000);
    run.callOn(2, 'try_queued');
    run.callOn(1, 'end_read');
    expect(count()).toBe(WAITERS | HANDOFF);
    expect(run.callOn(4, 'try_read')).toBe(0);
    expect(run.callOn(4, 'steal_write')).toBe(0);
    expect(run.callOn(3, 'try_queued')).toBe(0);
    expect(run.callOn(2, 'try_queued')).toBe(1);
    expect([count(), owner()]).toEqual([WRITER | WAITERS, ownerOf(2)]);
  });

  it('goes to the first in line even when another one asked', () => {
    run.callOn(1, 'read');
    run.callOn(2, 'enqueue', WRITE);
    run.callOn(3, 'enqueue', WRITE);
    after(5000);
    expect(run.callOn(3, 'try_queued')).toBe(0);
    expect([run.callOn(2, 'handoff_is_ours'), run.callOn(3, 'handoff_is_ours')]).toEqual([1, 0]);
  });

  it('is asked for on behalf of a reader that finds a writer in after 4 ms, and ends when it is served', () => {
    run.callOn(2, 'enqueue', READ);
    run.call('set_count', WRITER | WAITERS);
    after(3999);
    run.callOn(4, 'wake_any');
    expect(count()).toBe(WRITER | WAITERS);
    after(4000);
    run.callOn(4, 'wake_any');
    expect([count(), run.callOn(2, 'granted'), run.callOn(2, 'handoff_is_ours')]).toEqual([WRITER | WAITERS | HANDOFF, 0, 1]);
    run.call('end_write');
    expect([count(), run.callOn(2, 'granted')]).toEqual([READER, 1]);
  });
});

describe('optimistic spinning', () => {
  it('gives up on readers after (10 + readers / 2) µs, and says so to others until the readers are gone', () => {
    run.callOn(1, 'read');
    run.callOn(2, 'read');
    tick = 500;
    expect(run.callOn(3, 'spin')).toBe(0);
    expect(clock).toBeGreaterThanOrEqual(11_000);
    expect(clock).toBeLessThan(14_000);
    expect(owner()).toBe(ownerOf(2) | 3);
    expect(run.callOn(4, 'spin')).toBe(0);
    // A reader that comes later keeps the flag; the last one to leave clears it when somebody waits.
    run.callOn(5, 'read');
    expect(owner()).toBe(ownerOf(5) | 3);
    run.callOn(3, 'enqueue', WRITE);
    for (const task of [1, 2, 5]) run.callOn(task, 'end_read');
    expect(owner()).toBe(ownerOf(5) | 1);
  });

  it('takes a free lock past the waiters', () => {
    run.callOn(1, 'enqueue', WRITE);
    expect(run.callOn(2, 'spin')).toBe(1);
    expect([count(), owner()]).toEqual([WRITER | WAITERS, ownerOf(2)]);
  });

  it('does not spin on a writer that sleeps', () => {
    run.callOn(1, 'write');
    run.callOn(1, 'set_running', 0);
    expect(run.callOn(2, 'spin')).toBe(0);
    expect(clock).toBeLessThan(10);
    expect(owner()).toBe(ownerOf(1));
  });

  it('ends with the time slice when the owner does not come to an end', () => {
    run.callOn(1, 'write');
    tick = 1000;
    expect(run.callOn(2, 'spin')).toBe(0);
    expect(clock).toBeGreaterThanOrEqual(100_000);
  });
});
