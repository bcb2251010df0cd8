/** What a word of the kernel means, where its number alone does not say it: flags, counts, owners, sequence numbers. */
import type { Memory } from './memory.ts';
import { countText, ownerText } from './semaphore.ts';
import { countOfReadersText, refcountText } from './vma-lock.ts';
import { waitersOf } from './waiters.ts';

/** `base`: the address of the struct that the field is in. */
type Meaning = (value: number, memory: Memory, base: number) => string | null;

/** By `struct.field`; a field that is an embedded struct is asked with its first word. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'rw_semaphore.count': (value) => countText(value),
  'rw_semaphore.owner': (value, memory) => ownerText(value, (number) => memory.threadName(number)),
  'rw_semaphore.wait_list': (_value, memory, base) => waitersOf(memory, base).join(', ') || 'nobody waits',
  'spinlock_t.locked': (value) => (value === 0 ? 'free' : 'held'),
  'vm_area_struct.vm_flags': (value) => protection(value),
  'vm_area_struct.vm_lock_seq': (value, memory, base) => sequenceText(value, memory, memory.field(base, 'vm_area_struct', 'vm_mm')),
  'vm_area_struct.vm_refcnt': (value) => refcountText(value),
  'vma_lock.count': (value) => countOfReadersText(value),
  'vm_area_struct.detached': (value) => (value === 0 ? null : 'freed after a grace period'),
  'pte_t.flags': (value) => [value & 1 ? 'writable' : '', value & 2 ? 'shared since a fork' : '', value & 4 ? 'moved here' : ''].filter(Boolean).join(', ') || null,
  'page.index': (value) => `0x${((value << 12) >>> 0).toString(16)}`,
  'task_struct.rcu_ctr': (value) => rcuText(value),
  'task_struct.on_cpu': (value) => (value === 0 ? 'asleep' : 'runs'),
  'task_struct.__state': (value) => (value === 0 ? 'TASK_RUNNING' : 'TASK_UNINTERRUPTIBLE'),
  'rcu_state.gp_ctr': (value) => `grace period ${value >>> 8}`,
  'rwsem_waiter.type': (value) => (value === 0 ? 'for write' : 'for read'),
  'optimistic_spin_queue.tail': (value) => (value === 0 ? 'nobody spins' : 'somebody spins'),
};

/** What the word of a field means, or null where its value says it all. */
export function meaningOf(memory: Memory, struct: string, field: string, value: number, base: number): string | null {
  const key = `${struct}.${field}`;
  return Object.hasOwn(MEANINGS, key) ? MEANINGS[key]!(value, memory, base) : null;
}

/** Words that are flags, or hold some: by `struct.field`. */
const FLAGS: ReadonlySet<string> = new Set(['rw_semaphore.count', 'rw_semaphore.owner', 'vm_area_struct.vm_flags', 'vm_area_struct.vm_refcnt', 'task_struct.rcu_ctr']);

/** Whether a word is flags, or holds some, so that the number in tens would hide its bits. */
export function hasFlags(field: string | null): boolean {
  return field !== null && FLAGS.has(field);
}

/** `0x00000102` of such a word, or null. */
export function bitsOf(field: string | null, value: number): string | null {
  return value !== 0 && hasFlags(field) ? `0x${(value >>> 0).toString(16).padStart(8, '0')}` : null;
}

/** Of a VMA that is of no mm, not yet or freed, its sequence number says nothing. */
function sequenceText(value: number, memory: Memory, mm: number): string | null {
  if (mm === 0) return null;
  return value === memory.field(mm, 'mm_struct', 'mm_lock_seq') ? 'write-locked: equals mm_lock_seq' : 'not write-locked';
}

/** `rw-`, from VM_READ, VM_WRITE and VM_EXEC. */
export function protection(flags: number): string {
  return `${flags & 1 ? 'r' : '-'}${flags & 2 ? 'w' : '-'}${flags & 4 ? 'x' : '-'}`;
}

/** Nesting and the grace period that the outermost section began in (shared/kernel/rcu.ts). */
export function rcuText(ctr: number): string {
  const depth = ctr & 0xff;
  if (depth === 0) return 'in no section';
  return `in a section since grace period ${ctr >>> 8}${depth > 1 ? `, ${depth} deep` : ''}`;
}
