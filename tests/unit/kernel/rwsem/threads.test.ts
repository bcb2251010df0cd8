/** The semaphore on real threads: who sleeps, who is given the lock, in forced sequences and under load. */
import { describe, expect, it } from 'vitest';
import { expectFine, STAGES } from '../on-threads.ts';

const SEM = `
let sem: Embedded<rw_semaphore>;
setup(() => { init_rwsem(sem); });
function count(): int { return atomic_read(sem.count); }
function expect_count(value: int): void { assert(count() === value, 'the count word is as expected'); }
`;

describe('sequences', () => {
  it('reads while a writer is in: all sleepers get in together, past a writer that queued between them', async () => {
    const counters = await expectFine(`${STAGES}${SEM}
let inside: Embedded<atomic_t>;
thread('writer', () => {
  down_write(sem);
  enter(1);
  await_stage(3);
  await_asleep(4);
  expect_count(RWSEM_WRITER_LOCKED | RWSEM_FLAG_WAITERS);
  up_write(sem);
});
thread('first reader', () => {
  await_stage(1);
  enter(2);
  down_read(sem);
  atomic_inc(inside);
  // Neither leaves before both are in: they hold the lock at once, or this never ends.
  wait_until(() => atomic_read(inside) === 2);
  up_read(sem);
});
thread('second writer', () => {
  await_stage(2);
  await_asleep(2);
  enter(3);
  down_write(sem);
  assert(atomic_read(inside) === 2, 'the writer comes after the readers');
  expect_count(RWSEM_WRITER_LOCKED);
  up_write(sem);
});
thread('second reader', () => {
  await_stage(3);
  await_asleep(3);
  down_read(sem);
  atomic_inc(inside);
  wait_until(() => atomic_read(inside) === 2);
  up_read(sem);
});
always('free at the end', () => atomic_read(sem.count) === 0 && list_empty(sem.wait_list));
`, { config: { RWSEM_SPIN_ON_OWNER: false } });
    expect(counters).toMatchObject({ RWSEM_READ_SLOW: 2, RWSEM_WRITE_SLOW: 1, RWSEM_STEAL: 0 });
  });

  it('a writer that waited for 4 ms asks for the handoff when it is woken for nothing, and is the next to hold it', async () => {
    const counters = await expectFine(`${STAGES}${SEM}
thread('reader', () => {
  down_read(sem);
  enter(1);
  await_asleep(2);
  expect_count(RWSEM_READER_BIAS | RWSEM_FLAG_WAITERS);
  const patience = deadline_after_us(2 * RWSEM_WAIT_TIMEOUT_US);
  while (!deadline_passed(patience)) cpu_relax();
  wake_up_process(init_tasks[2]);
  wait_until(() => count() === (RWSEM_READER_BIAS | RWSEM_FLAG_WAITERS | RWSEM_FLAG_HANDOFF));
  assert(!down_read_trylock(sem), 'no reader gets in');
  assert(!rwsem_try_write_lock_unqueued(sem), 'no writer steals');
  enter(2);
  await_asleep(3);
  up_read(sem);
});
thread('writer', () => {
  await_stage(1);
  down_write(sem);
  assert(rwsem_is_write_owned(sem), 'the writer that asked has it');
  expect_count(RWSEM_WRITER_LOCKED | RWSEM_FLAG_WAITERS);
  up_write(sem);
});
thread('late reader', () => {
  await_stage(2);
  // No stealing past a handoff: this reader queues.
  down_read(sem);
  expect_count(RWSEM_READER_BIAS);
  up_read(sem);
});
`, { config: { RWSEM_SPIN_ON_OWNER: false } });
    expect(counters).toMatchObject({ RWSEM_HANDOFF: 1, RWSEM_STEAL: 0 });
  });

  it('a downgrade lets the sleeping readers in and keeps the writer out', async () => {
    await expectFine(`${STAGES}${SEM}
let inside: Embedded<atomic_t>;
thread('writer', () => {
  down_write(sem);
  enter(1);
  await_asleep(2);
  await_asleep(3);
  downgrade_write(sem);
  wait_until(() => atomic_read(inside) === 2);
  expect_count(3 * RWSEM_READER_BIAS);
  assert(!down_write_trylock(sem), 'three readers are in');
  enter(2);
  up_read(sem);
});
thread('reader', { instances: 2 }, () => {
  await_stage(1);
  down_read(sem);
  atomic_inc(inside);
  await_stage(2);
  up_read(sem);
});
always('free at the end', () => atomic_read(sem.count) === 0);
`);
  });
});

/** Shadow counters beside the lock: whoever is in looks whether somebody is who must not be. */
const STRESS = `${SEM}
let readers: CacheAligned<atomic_t>;
let writers: CacheAligned<atomic_t>;
/** Changed by plain accesses, under the lock for write only. */
let guarded: int;
let written: CacheAligned<atomic_t>;

function read_section(): void {
  atomic_inc(readers);
  assert(atomic_read(writers) === 0, 'a reader is in with a writer');
  const seen = guarded;
  assert(guarded === seen, 'it changes while a reader is in');
  atomic_dec(readers);
}
function write_section(): void {
  assert(atomic_inc_return(writers) === 1, 'two writers are in');
  assert(atomic_read(readers) === 0, 'a writer is in with a reader');
  guarded = guarded + 1;
  atomic_inc(written);
  atomic_dec(writers);
}
/** Each task's first time: the one that is in holds the lock until somebody queues, so that queues there are. */
let begun: Embedded<atomic_t>;
let held: int;
let met: ArrayOf<boolean, 16>;
function meet(): void {
  if (met[this_instance()]) return;
  met[this_instance()] = true;
  if (atomic_inc_return(begun) === 1) {
    down_write(sem);
    write_section();
    smp_store_release(held, 1);
    wait_until(() => (atomic_read(sem.count) & RWSEM_FLAG_WAITERS) !== 0);
    up_write(sem);
  } else {
    wait_until(() => smp_load_acquire(held) !== 0);
    down_read(sem);
    read_section();
    up_read(sem);
  }
}
thread('task', { instances: config('TASKS', 8) }, () => {
  meet();
  const what = pick(8);
  if (what < 3) {
    down_read(sem);
    read_section();
    up_read(sem);
  } else if (what === 3) {
    if (down_read_trylock(sem)) {
      read_section();
      up_read(sem);
    }
  } else if (what === 4) {
    if (down_write_trylock(sem)) {
      write_section();
      up_write(sem);
    }
  } else if (what === 5) {
    down_write(sem);
    write_section();
    downgrade_write(sem);
    read_section();
    up_read(sem);
  } else {
    down_write(sem);
    write_section();
    up_write(sem);
  }
});
always('free at the end', () => atomic_read(sem.count) === 0 && list_empty(sem.wait_list));
always('no write is lost', () => guarded === atomic_read(written));
`;

describe('under load, with more threads than cores', () => {
  it.each([
    ['writers spin', { TASKS: 12, RWSEM_SPIN_ON_OWNER: true }, 'throughput', 60_000],
    ['writers queue', { TASKS: 12, RWSEM_SPIN_ON_OWNER: false }, 'throughput', 20_000],
    ['two threads, traced', { TASKS: 2, RWSEM_SPIN_ON_OWNER: true }, 'trace', 60_000],
  ] as const)('excludes whom it must exclude: %s', async (_, config, mode, iterations) => {
    const counters = await expectFine(STRESS, { config, mode, iterations, checks: 'quarantine' });
    // Not vacuous: the slow paths were taken.
    expect(counters.RWSEM_READ_SLOW! + counters.RWSEM_WRITE_SLOW!).toBeGreaterThan(0);
  });
});
