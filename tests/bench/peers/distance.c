/* How far two cores are from each other: two threads hand a word to and fro. Prints the nanoseconds that one way takes. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

enum { TURNS = 1000000 };

static _Alignas(64) atomic_int turn;

static void pin(int core)
{
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(core, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static void hand_over(int first)
{
	for (int i = first; i < 2 * TURNS; i += 2) {
		while (atomic_load_explicit(&turn, memory_order_acquire) != i)
			;
		atomic_store_explicit(&turn, i + 1, memory_order_release);
	}
}

static void *other(void *unused)
{
	pin(1);
	hand_over(1);
	return unused;
}

int main(void)
{
	struct timespec begin, end;
	pthread_t thread;
	pin(0);
	pthread_create(&thread, NULL, other, NULL);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	hand_over(0);
	pthread_join(thread, NULL);
	clock_gettime(CLOCK_MONOTONIC, &end);
	printf("%.1f\n", ((end.tv_sec - begin.tv_sec) * 1e9 + (end.tv_nsec - begin.tv_nsec)) / (2.0 * TURNS));
	return 0;
}
