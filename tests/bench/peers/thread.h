/* What the lab's runtime gives each thread: its block with counters, sampled latencies and a random generator. */
#pragma once
#include <time.h>
#include "arena.h"

extern _Thread_local int this_thread;
extern _Thread_local ref this_block;

#define OWN(offset) (*(uint32_t *)(arena + this_block + (offset)))
#define count_event(counter) (++*(uint64_t *)(arena + this_block + LAB_THREAD_counters + 8 * (counter)))

static inline uint32_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint32_t)t.tv_sec * 1000000000u + (uint32_t)t.tv_nsec;
}

/* One in 256; 0 means: not measured. */
static inline uint32_t latency_start(void)
{
	return unlikely((++OWN(LAB_THREAD_sampling) & 255) == 0) ? now_ns() | 1 : 0;
}

static noinline void latency_record(ref histogram, uint32_t ns)
{
	uint32_t *words = (uint32_t *)(arena + histogram);
	uint32_t bucket = ns;
	*(uint64_t *)words += ns;
	*(uint64_t *)(words + 2) += 1;
	if (ns > words[4])
		words[4] = ns;
	if (ns >= 4) {
		int octave = 31 - __builtin_clz(ns);
		bucket = octave * 4 + ((ns >> (octave - 2)) & 3) - 4;
	}
	words[6 + bucket]++;
}

static inline void latency_end(int histogram, uint32_t start)
{
	if (unlikely(start))
		latency_record(this_block + LAB_HISTOGRAMS + histogram * LAB_HISTOGRAM_bytes, now_ns() - start);
}

/* xorshift32, scaled to 0 ... n-1. */
static inline int pick(uint32_t n)
{
	uint32_t x = OWN(LAB_THREAD_random);
	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	OWN(LAB_THREAD_random) = x;
	return (uint64_t)x * n >> 32;
}
