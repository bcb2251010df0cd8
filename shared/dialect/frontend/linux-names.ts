/** Names that Linux has and the dialect's kernel has not, and what to use instead. A program may declare any of them itself. */
import type ts from 'typescript';

const INSTEAD = new Map(([
  ['kmalloc kzalloc kmem_cache_alloc', 'use alloc<T>()'],
  ['kfree kvfree kmem_cache_free', 'use free(p)'],
  ['kfree_rcu', 'use call_rcu, with a function that frees'],
  ['PROT_READ', 'use VM_READ'],
  ['PROT_WRITE', 'use VM_WRITE'],
  ['PROT_NONE', 'use 0'],
  ['printk pr_info pr_warn pr_err trace_printk', 'use tracepoint or count_event'],
  ['WARN_ON WARN_ON_ONCE WARN_ONCE VM_WARN_ON VM_WARN_ON_ONCE BUG_ON VM_BUG_ON lockdep_assert_held', 'use assert(condition, \'message\')'],
  ['refcount_set refcount_read refcount_inc refcount_inc_not_zero refcount_dec refcount_dec_and_test', 'a reference count is an atomic_t: use atomic_read, atomic_inc, atomic_dec_and_test, atomic_cmpxchg'],
  ['atomic_long_read atomic_long_set atomic_long_inc atomic_long_dec atomic_long_add', 'all words have 32 bits: use atomic_read, atomic_inc and the like'],
  ['atomic_inc_not_zero atomic_add_unless atomic_try_cmpxchg try_cmpxchg', 'use atomic_cmpxchg or cmpxchg, which gives what was there, in a loop'],
  ['smp_processor_id raw_smp_processor_id get_cpu this_cpu_ptr per_cpu_ptr this_cpu_read this_cpu_write this_cpu_inc this_cpu_dec this_cpu_add', 'threads have no processor of their own: use an ArrayOf<T, N>, and this_thread() or this_instance() as its index'],
  ['spin_lock_irq spin_lock_irqsave spin_lock_bh', 'there are no interrupts: use spin_lock'],
  ['spin_unlock_irq spin_unlock_irqrestore spin_unlock_bh', 'there are no interrupts: use spin_unlock'],
  ['mutex_lock mutex_unlock mutex_trylock', 'use a spinlock_t or a rw_semaphore'],
  ['barrier', 'use READ_ONCE and WRITE_ONCE'],
  ['smp_mb__before_atomic smp_mb__after_atomic', 'use smp_mb()'],
  ['smp_cond_load_acquire smp_cond_load_relaxed', 'use spin_until(() => …) on smp_load_acquire or READ_ONCE'],
  ['rcu_dereference_protected rcu_dereference_check rcu_access_pointer', 'use rcu_dereference, or READ_ONCE where nothing is reached through it'],
  ['list_for_each list_for_each_entry list_for_each_entry_rcu list_for_each_entry_safe hlist_for_each_entry_rcu', 'write the loop out; container_of leads from a member to its struct'],
  ['cond_resched msleep udelay usleep_range', 'a thread waits with wait_until, spin_until or futex_wait'],
] as const).flatMap(([names, instead]) => names.split(' ').map((name): [string, string] => [name, instead])));

/** The complaint about such a name; undefined for any other. */
export function linuxName(node: ts.Identifier): string | undefined {
  const instead = INSTEAD.get(node.text);
  return instead && `there is no \`${node.text}\` in the dialect: ${instead}`;
}
