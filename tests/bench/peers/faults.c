/*
 * The C peer of the live benchmark: the fault path of shared/kernel, by hand, on the very memory that the lab has set up.
 *
 *   faults IMAGE WARM_UP_MS MEASURED_MS     prints faults, the nanoseconds they took, and those of CPU time, after the warm-up
 *
 * IMAGE holds the lab's memory after kernel_init and setup: address space, tree, page tables, frames, thread blocks.
 * lab.h says where things are in it, and has the load's numbers (THREADS, VMAS, PAGES, DONTNEED) as constants, as the
 * lab compiles them in.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "memory.h"

_Alignas(4096) char arena[LAB_BYTES];
_Thread_local int this_thread;
_Thread_local ref this_block;

_Noreturn void die(const char *what)
{
	fprintf(stderr, "faults: %s\n", what);
	exit(1);
}

static struct vm_area_struct *lock_vma_under_rcu(struct mm_struct *mm, uint32_t address)
{
	rcu_read_lock();
	struct vm_area_struct *vma = vma_lookup(mm, address);
	while (vma && vma_read_trylock(vma)) {
		if (unlikely(address < vma->vm_start || address >= vma->vm_end)) {
			vma_read_unlock(vma);
			break;
		}
		struct vm_area_struct *found = vma_lookup(mm, address);
		if (likely(found == vma)) {
			rcu_read_unlock();
			return vma;
		}
		vma_read_unlock(vma);
		count_event(LAB_COUNTER_VMA_LOCK_MISS);
		vma = found;
	}
	rcu_read_unlock();
	count_event(LAB_COUNTER_VMA_LOCK_ABORT);
	return NULL;
}

static inline bool access_error(struct vm_area_struct *vma, uint32_t flags)
{
	int32_t vm_flags = vma->vm_flags;
	return flags & FAULT_FLAG_WRITE ? !(vm_flags & VM_WRITE) : !(vm_flags & (VM_READ | VM_WRITE | VM_EXEC));
}

static inline int fault_under_vma_lock(struct mm_struct *mm, uint32_t address, uint32_t flags)
{
	struct vm_area_struct *vma = lock_vma_under_rcu(mm, address);
	if (unlikely(!vma))
		return VM_FAULT_RETRY;
	if (unlikely(access_error(vma, flags))) {
		vma_read_unlock(vma);
		count_event(LAB_COUNTER_VMA_LOCK_ACCESS);
		return VM_FAULT_RETRY;
	}
	int fault = handle_mm_fault(vma, address, flags | FAULT_FLAG_VMA_LOCK);
	vma_read_unlock(vma);
	if (unlikely(fault & VM_FAULT_RETRY))
		count_event(LAB_COUNTER_VMA_LOCK_RETRY);
	return fault;
}

static noinline int fault_under_mmap_lock(struct mm_struct *mm, uint32_t address, uint32_t flags)
{
	down_read(&mm->mmap_lock);
	struct vm_area_struct *vma = vma_lookup(mm, address);
	int fault = !vma || access_error(vma, flags) ? VM_FAULT_SIGSEGV : handle_mm_fault(vma, address, flags);
	up_read(&mm->mmap_lock);
	return fault;
}

static int page_fault(struct mm_struct *mm, uint32_t address, uint32_t flags)
{
	uint32_t started = latency_start();
	count_event(LAB_COUNTER_FAULT);
	bool under_vma_lock = true;
	int fault = fault_under_vma_lock(mm, address, flags);
	if (unlikely(fault & VM_FAULT_RETRY)) {
		under_vma_lock = false;
		fault = fault_under_mmap_lock(mm, address, flags);
	}
	if (unlikely(fault))
		die("a fault was an error");
	else if (likely(under_vma_lock))
		count_event(LAB_COUNTER_VMA_LOCK_SUCCESS);
	else
		count_event(LAB_COUNTER_FAULT_MMAP_LOCK);
	latency_end(LAB_HISTOGRAM_fault, started);
	return fault;
}

#define BASE 0x100000u
#define LENGTH (PAGES * PAGE_SIZE)
#define STRIDE (LENGTH + 2 * PAGE_SIZE)

static inline void worker(void)
{
	struct mm_struct *mm = AT(mm_struct, mm_global);
	uint32_t start = BASE + pick(VMAS) * STRIDE;
	page_fault(mm, start + pick(PAGES) * PAGE_SIZE, FAULT_FLAG_WRITE);
	if (pick(DONTNEED) == 0)
		madvise_dontneed(mm, start, LENGTH);
}

static _Alignas(64) int32_t stop;

static void *run(void *nr)
{
	this_thread = (int)(intptr_t)nr;
	this_block = LAB_THREADS_BASE + this_thread * LAB_THREAD_STRIDE;
	while (!READ_ONCE(stop)) {
		worker();
		OWN(LAB_THREAD_iterations)++;
	}
	return NULL;
}

static uint64_t faults(void)
{
	uint64_t sum = 0;
	for (int i = 1; i <= THREADS; i++)
		sum += *(volatile uint64_t *)(arena + LAB_THREADS_BASE + i * LAB_THREAD_STRIDE + LAB_THREAD_counters + 8 * LAB_COUNTER_FAULT);
	return sum;
}

static uint64_t clock_ns(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void sleep_ms(int ms)
{
	nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000L }, NULL);
}

int main(int argc, char **argv)
{
	if (argc != 4)
		die("usage: faults IMAGE WARM_UP_MS MEASURED_MS");
	FILE *image = fopen(argv[1], "rb");
	if (!image || fread(arena, 1, LAB_BYTES, image) == 0)
		die("cannot read the image");
	fclose(image);

	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++) {
		*(uint32_t *)(arena + LAB_THREADS_BASE + (i + 1) * LAB_THREAD_STRIDE + LAB_THREAD_random) = 2463534242u + i * 7919;
		if (pthread_create(&threads[i], NULL, run, (void *)(intptr_t)(i + 1)))
			die("cannot start a thread");
	}
	sleep_ms(atoi(argv[2]));
	uint64_t before = faults(), begin = clock_ns(CLOCK_MONOTONIC), cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
	sleep_ms(atoi(argv[3]));
	uint64_t count = faults() - before, took = clock_ns(CLOCK_MONOTONIC) - begin;
	cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	WRITE_ONCE(stop, 1);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	printf("%llu %llu %llu\n", (unsigned long long)count, (unsigned long long)took, (unsigned long long)cpu);
	return 0;
}
