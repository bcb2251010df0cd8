/** Every lock of a state: what its word says, who holds it, who waits. */
import type { FieldType } from '../dialect/layout.ts';
import { elementStride } from '../dialect/layout.ts';
import { typeSize } from '../dialect/field-path.ts';
import type { Memory } from './memory.ts';
import { countText, ownerText, ownerThread, semaphoreState } from './semaphore.ts';
import { waitersOf } from './waiters.ts';

export interface LockState {
  /** `mm_struct #0.mmap_lock` */
  name: string;
  address: number;
  kind: 'rw_semaphore' | 'spinlock_t';
  held: 'write' | 'read' | null;
  /** The word in words. */
  text: string;
  /** The writer; of readers only the last one is known to the semaphore. Empty: nobody, or not known. */
  holder: string;
  /** First come first: `munmap (write)`. */
  waiters: string[];
}

/** Those that are held or waited for first, then by name. */
export function locksOf(memory: Memory): LockState[] {
  const found: LockState[] = [];
  eachLock(memory, (kind, address) => found.push(kind === 'rw_semaphore' ? semaphore(memory, address) : spinlock(memory, address)));
  const weight = ({ held, waiters }: LockState): number => (waiters.length > 0 ? 0 : held ? 1 : 2);
  return found.sort((a, b) => weight(a) - weight(b) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** Calls `visit` for every lock that is not in freed memory, with its address. */
export function eachLock(memory: Memory, visit: (kind: LockState['kind'], address: number) => void): void {
  for (const { type, address, freed } of memory.regions) if (!freed) within(memory, type, address, visit);
}

function within(memory: Memory, type: FieldType, address: number, visit: (kind: LockState['kind'], address: number) => void): void {
  if (type.kind === 'array') {
    if (type.element.kind !== 'embedded') return;
    const stride = elementStride(type.element, typeSize(memory.structs, type.element));
    for (let i = 0; i < type.length; i++) within(memory, type.element, address + i * stride, visit);
  } else if (type.kind === 'embedded') {
    if (type.struct === 'rw_semaphore' || type.struct === 'spinlock_t') visit(type.struct, address);
    else for (const field of memory.structs.get(type.struct)?.fields ?? []) within(memory, field.type, address + field.offset, visit);
  }
}

function semaphore(memory: Memory, address: number): LockState {
  const count = memory.field(address, 'rw_semaphore', 'count.counter');
  const owner = memory.field(address, 'rw_semaphore', 'owner.counter');
  const { writer, readers } = semaphoreState(count);
  return {
    name: memory.nameOf(address, 'rw_semaphore') ?? 'rw_semaphore', address, kind: 'rw_semaphore',
    held: writer ? 'write' : readers > 0 ? 'read' : null,
    text: countText(count),
    holder: (writer || readers > 0) && ownerThread(owner) !== null ? ownerText(owner, (number) => memory.threadName(number)) : '',
    waiters: waitersOf(memory, address),
  };
}

function spinlock(memory: Memory, address: number): LockState {
  const held = memory.word(address) !== 0;
  return { name: memory.nameOf(address, 'spinlock_t') ?? 'spinlock_t', address, kind: 'spinlock_t', held: held ? 'write' : null, text: held ? 'held' : 'free', holder: '', waiters: [] };
}
