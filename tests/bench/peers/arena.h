/*
 * The lab's memory, at an address the linker chose: an object is a 32-bit offset into it, as in the lab.
 *
 * The program is linked at fixed addresses below 2 GiB, so `arena + offset` costs no instruction: gcc puts the arena's
 * address into the displacement of each access. That is what pointers into memory below 4 GiB would cost too, but
 * offsets need no relocation of the image that the lab has prepared.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lab.h"

extern char arena[LAB_BYTES];

typedef uint32_t ref;

#define AT(type, at) ((struct type *)(arena + (at)))
#define REF(pointer) ((ref)((char *)(pointer) - arena))

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define noinline __attribute__((noinline, cold))

/* As in the kernel files: fields are plain, and an access that others race with says how it is ordered (C11's orders). */
#define READ_ONCE(place) __atomic_load_n(&(place), __ATOMIC_RELAXED)
#define WRITE_ONCE(place, value) __atomic_store_n(&(place), (value), __ATOMIC_RELAXED)
#define smp_store_release(place, value) __atomic_store_n(&(place), (value), __ATOMIC_RELEASE)
/* Ordered by the address's dependency on it, as in the kernel. */
#define rcu_dereference(place) READ_ONCE(place)
#define rcu_assign_pointer(place, value) smp_store_release(place, value)

/* On failure `expected` becomes what the place holds. */
static inline bool cmpxchg_acquire(int32_t *place, int32_t *expected, int32_t value)
{
	return __atomic_compare_exchange_n(place, expected, value, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

_Noreturn void die(const char *what);
#define BUG_ON(condition) do { if (unlikely(condition)) die("BUG: " #condition); } while (0)
