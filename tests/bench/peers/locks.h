/*
 * Spin lock, semaphore, RCU read side and VMA lock: shared/kernel/{spinlock,rwsem,rcu,vma_lock}.ts. Nobody writes in this
 * load, so the semaphore's slow paths are never needed, and end the program.
 */
#pragma once
#include "thread.h"
#include "types.h"

static noinline void spin_lock_slowpath(struct spinlock_t *lock)
{
	int32_t free;
	do {
		for (int looks = 0; READ_ONCE(lock->locked); looks++)
			if (looks >= 2000)
				sched_yield();
		free = 0;
	} while (!cmpxchg_acquire(&lock->locked, &free, 1));
}

static inline void spin_lock(struct spinlock_t *lock)
{
	int32_t free = 0;
	if (unlikely(!cmpxchg_acquire(&lock->locked, &free, 1)))
		spin_lock_slowpath(lock);
}

static inline void spin_unlock(struct spinlock_t *lock)
{
	smp_store_release(lock->locked, 0);
}

#define RWSEM_WRITER_LOCKED (1 << 0)
#define RWSEM_FLAG_WAITERS (1 << 1)
#define RWSEM_FLAG_HANDOFF (1 << 2)
#define RWSEM_FLAG_READFAIL INT32_MIN
#define RWSEM_READER_BIAS (1 << 8)
#define RWSEM_READER_MASK (~(RWSEM_READER_BIAS - 1))
#define RWSEM_LOCK_MASK (RWSEM_WRITER_LOCKED | RWSEM_READER_MASK)
#define RWSEM_READ_FAILED_MASK (RWSEM_WRITER_LOCKED | RWSEM_FLAG_WAITERS | RWSEM_FLAG_HANDOFF | RWSEM_FLAG_READFAIL)
#define RWSEM_READER_OWNED (1 << 0)
#define RWSEM_NONSPINNABLE (1 << 1)

static inline void rwsem_set_reader_owned(struct rw_semaphore *sem)
{
	int32_t nonspinnable = READ_ONCE(sem->owner) & RWSEM_NONSPINNABLE;
	WRITE_ONCE(sem->owner, (this_thread + 1) << 2 | RWSEM_READER_OWNED | nonspinnable);
}

static inline void down_read(struct rw_semaphore *sem)
{
	int32_t count = __atomic_fetch_add(&sem->count, RWSEM_READER_BIAS, __ATOMIC_ACQUIRE) + RWSEM_READER_BIAS;
	if (unlikely(count & RWSEM_READ_FAILED_MASK))
		die("rwsem_down_read_slowpath");
	rwsem_set_reader_owned(sem);
}

static inline bool down_read_trylock(struct rw_semaphore *sem)
{
	int32_t count = READ_ONCE(sem->count);
	while (likely(!(count & RWSEM_READ_FAILED_MASK))) {
		if (likely(cmpxchg_acquire(&sem->count, &count, count + RWSEM_READER_BIAS))) {
			rwsem_set_reader_owned(sem);
			return true;
		}
	}
	return false;
}

static inline void up_read(struct rw_semaphore *sem)
{
	int32_t count = __atomic_fetch_sub(&sem->count, RWSEM_READER_BIAS, __ATOMIC_RELEASE) - RWSEM_READER_BIAS;
	if (unlikely((count & (RWSEM_LOCK_MASK | RWSEM_FLAG_WAITERS)) == RWSEM_FLAG_WAITERS))
		die("rwsem_wake");
}

#define RCU_NEST_MASK 0xff

static inline void rcu_read_lock(void)
{
	int32_t *rcu_ctr = &init_tasks[this_thread].rcu_ctr;
	int32_t ctr = *rcu_ctr;
	if (ctr)
		WRITE_ONCE(*rcu_ctr, ctr + 1);
	else
		__atomic_exchange_n(rcu_ctr, READ_ONCE(rcu_state->gp_ctr) + 1, __ATOMIC_SEQ_CST);
}

static inline void rcu_read_unlock(void)
{
	int32_t *rcu_ctr = &init_tasks[this_thread].rcu_ctr;
	int32_t ctr = *rcu_ctr;
	BUG_ON(ctr == 0);
	if ((ctr & RCU_NEST_MASK) != 1)
		WRITE_ONCE(*rcu_ctr, ctr - 1);
	else
		smp_store_release(*rcu_ctr, 0);
}

static inline bool vma_is_marked(struct vm_area_struct *vma)
{
	return vma->vm_lock_seq == READ_ONCE(AT(mm_struct, vma->vm_mm)->mm_lock_seq);
}

static inline bool vma_read_trylock(struct vm_area_struct *vma)
{
	if (unlikely(vma_is_marked(vma)))
		return false;
	if (unlikely(!down_read_trylock(&vma->vm_lock)))
		return false;
	if (unlikely(vma_is_marked(vma))) {
		up_read(&vma->vm_lock);
		return false;
	}
	return true;
}

/* Variant v1-rwsem-rcu. */
static inline void vma_read_unlock(struct vm_area_struct *vma)
{
	rcu_read_lock();
	up_read(&vma->vm_lock);
	rcu_read_unlock();
}
