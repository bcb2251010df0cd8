/** What the kernel's functions are for, as far as mutants need to know: by the kernel's names, of all variants. */

export const MARKS = new Set(['vma_write_lock', 'vma_start_write', 'vma_mark_detached', 'vma_mark_attached']);
export const ENDS_OF_MARKS = new Set(['vma_write_unlock_mm', 'vma_end_write_all', 'mm_lock_seqcount_begin', 'mm_lock_seqcount_end']);
export const WAKE_UPS = new Set(['futex_wake', 'wake_up', 'wake_up_q', 'wake_up_process', 'rwsem_wake', 'rwsem_wake_type', 'rcuwait_wake_up', 'complete']);
export const BARRIERS = new Set(['smp_mb', 'smp_rmb', 'smp_wmb', 'smp_mb__after_atomic', 'smp_mb__before_atomic', 'barrier']);
/** Taken and given back in one function: both go. */
export const LOCKS: ReadonlyMap<string, string> = new Map([['rcu_read_lock', 'rcu_read_unlock'], ['spin_lock', 'spin_unlock']]);
/** Accesses with an order, and the same without. */
export const ORDERED: ReadonlyMap<string, string> = new Map([['smp_load_acquire', 'READ_ONCE'], ['smp_store_release', 'WRITE_ONCE']]);
export const ORDERED_ATOMIC = /^atomic_\w+_(acquire|release)$/;

/** Files that the protocol stands on: they keep promises of their own, and are looked at only where they are asked for. */
const GROUND = /^kernel\/(variants\/[^/]+\/)?(properties\/|rwsem|maple_|rcu|sched|exit_to_user_mode|might_sleep|held_spin_locks|list|spinlock|osq_lock|wake_q|completion|page|pgtable|signal|fault_inject|bug|config|errno|init|mm_types)/;

export function isProtocol(file: string): boolean {
  return file.startsWith('kernel/') && !GROUND.test(file);
}
