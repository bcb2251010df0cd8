/** What a debug kernel reports of lists, callbacks and counts, though nothing comes of it. */
import { expect, it } from 'vitest';
import { explored } from './properties/explored.ts';

const THINGS = `
interface thing { head: Embedded<rcu_head>; link: Embedded<list_head>; lock: Embedded<spinlock_t>; sem: Embedded<rw_semaphore>; }
let thing: thing; let list: Embedded<list_head>; let another: Embedded<list_head>; let lock: Embedded<spinlock_t>; let sem: Embedded<rw_semaphore>; let mm: mm_struct;
let done: Embedded<completion>;
function nothing(head: rcu_head): void {}
function sleeps(head: rcu_head): void { down_read(sem); up_read(sem); }
function waits(head: rcu_head): void { wait_for_completion(done); }
function locks(head: rcu_head): void { spin_lock(lock); }
setup(() => { INIT_LIST_HEAD(list); INIT_LIST_HEAD(another); init_rwsem(sem); done.done = true; mm = mm_alloc(); thing = alloc<thing>(); init_rwsem(thing.sem); });
teardown(() => { rcu_barrier(); mmput(mm); if (thing !== NULL) free(thing); });
`;
const ADD = 'list_add_tail(thing.link, list);';
const reader = "thread('reader', () => { rcu_read_lock(); rcu_read_unlock(); });";
const other = (body: string): string => `thread('other', () => { ${body} });`;
/** Whether mmap_lock and RCU are as they promise to be, in one step. */
const EACH = [true, false];

const WRONG: [string, string, string?, boolean[]?][] = [
  [`${ADD} list_del(thing.link); list_del(thing.link);`, 'list_del of an entry that is in no list in list_del'],
  [`${ADD} ${ADD}`, 'list_add_tail of an entry that is in the list already in list_add_tail'],
  ['list_add_tail(list, list);', 'list_add_tail of an entry that is in the list already in list_add_tail'],
  [`${ADD} list_add_tail(thing.link, another); list_add_tail(thing.sem.wait_list, list);`, 'list_add_tail to a list that is broken in list_add_tail'],
  [`${ADD} list_add_tail(thing.link, another); list_add_tail(thing.link, list);`, 'list_add_tail to a list that is broken in list_add_tail'],

  ['call_rcu(thing.head, nothing); call_rcu(thing.head, nothing);', 'call_rcu of a head that is queued already in ', reader],
  ['rcu_read_lock(); call_rcu(thing.head, nothing); call_rcu(thing.head, nothing); rcu_read_unlock();', 'call_rcu of a head that is queued already in '],
  ['call_rcu(thing.head, nothing);', 'call_rcu of a head that is queued already in ', `${reader} ${other('call_rcu(thing.head, nothing);')}`],
  ['call_rcu(thing.head, sleeps);', 'what may sleep is called in an RCU callback in might_sleep'],
  ['call_rcu(thing.head, sleeps);', 'what may sleep is called in an RCU callback in might_sleep', reader],
  ['call_rcu(thing.head, waits);', 'what may sleep is called in an RCU callback in might_sleep'],
  ['call_rcu(thing.head, locks);', 'an RCU callback ends with a spin lock held in rcu_do_batch', undefined, [false]],

  ['spin_lock(lock); schedule(); spin_unlock(lock);', 'sleeping under a spin lock in schedule'],
  ['spin_lock(lock); mmput(mm_alloc()); spin_unlock(lock);', 'what may sleep is called under a spin lock in might_sleep'],
  ['set_current_state(TASK_UNINTERRUPTIBLE); down_read(sem); up_read(sem); schedule();', 'what may sleep is called by a task that is about to sleep in might_sleep'],

  ['spin_lock(lock);', 'a thread ends with a spin lock held in thread t'],
  ['rcu_read_lock();', 'a thread ends inside an RCU read-side critical section in thread t'],
  ['if (pick(2) === 1) { spin_lock(lock); return; } spin_lock(lock); spin_unlock(lock);', 'a thread ends with a spin lock held in thread t'],

  ['mmgrab(mm); mmput(mm); mmput(mm);', 'mmput of an address space without users in mmput'],
  ['mmgrab(mm); mmput(mm); mmget(mm);', 'mmget of an address space without users in mmget'],
  ['atomic_set(mm.mm_count, 0); mmgrab(mm);', 'mmgrab of an address space that is freed in mmgrab'],
  ['put_page(alloc<page>());', 'put_page of a frame without references in put_page'],
  ['get_page(alloc<page>());', 'get_page of a frame without references in get_page'],
  ['rcu_read_lock(); const anon_vma = anon_vma_alloc_in_section(); put_anon_vma(anon_vma); put_anon_vma(anon_vma); rcu_read_unlock();', 'put_anon_vma of one without references in put_anon_vma',
    'function anon_vma_alloc_in_section(): anon_vma { const a = alloc<anon_vma>(); atomic_set(a.refcount, 1); return a; }'],
];

it.each(WRONG.flatMap(([body, message, threads, each]) => (each ?? EACH).map((atomic) => ({ body, message, threads, atomic }))))('$body, in one step: $atomic', async ({ body, message, threads = '', atomic }) => {
  const { outcome, violation } = await explored(`${THINGS}thread('t', () => { ${body} });${threads}`, { config: { MMAP_LOCK_ATOMIC: atomic, RCU_ATOMIC: atomic }, properties: [] });
  expect({ outcome, message: violation?.message }).toEqual({ outcome: 'violated', message: expect.stringContaining(`assertion failed: ${message}`) as string });
});

const RIGHT: [string, string?][] = [
  [`${ADD} list_del(thing.link); ${ADD} list_move_tail(thing.link, another); list_del(thing.link);`],
  ['call_rcu(thing.head, nothing); rcu_barrier(); call_rcu(thing.head, nothing);', reader],
  ['mmget(mm); mmgrab(mm); mmput(mm); mmdrop(mm);'],
  ['down_write(sem); downgrade_write(sem); up_read(sem); mmap_write_lock(mm); mmap_write_downgrade(mm); mmap_read_unlock(mm);', other('down_read(sem); up_read(sem); mmap_read_lock(mm); mmap_read_unlock(mm);')],
  ['if (down_read_trylock(sem)) up_read(sem); if (down_write_trylock(sem)) up_write(sem); if (mmap_read_trylock(mm)) mmap_read_unlock(mm);', other('down_write(sem); up_write(sem); mmap_write_lock(mm); mmap_write_unlock(mm);')],
];

it.each(RIGHT.flatMap(([body, threads]) => EACH.map((atomic) => ({ body, threads, atomic }))))('$body is right, in one step: $atomic', async ({ body, threads = '', atomic }) => {
  const { outcome, violation } = await explored(`${THINGS}thread('t', () => { ${body} });${threads}`, { config: { MMAP_LOCK_ATOMIC: atomic, RCU_ATOMIC: atomic } });
  expect({ outcome, message: violation?.message }).toEqual({ outcome: 'verified' });
});
