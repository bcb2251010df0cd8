/*
 * The lab's allocator (shared/dialect/live/runtime/memory.ts): each thread frees into a ring per struct and takes the oldest
 * from it, so that freed objects lie in quarantine for a while, poisoned; lists shared by all threads are behind it.
 *
 * One shadow word for each 64 bytes says what they are: state, thread, site, struct.
 */
#pragma once
#include <sched.h>
#include "thread.h"

#define POISON 0x6b6b6b6b6b6b6b6bull
#define ALLOCATED 1
#define FREED 2
#define QUARANTINE 32
#define QUARANTINE_RING 64

struct quarantine {
	uint32_t head;
	uint32_t tail;
	ref object[QUARANTINE_RING];
};

struct free_list {
	int32_t lock;
	ref first;
};

static inline uint32_t *shadow_of(ref object)
{
	return (uint32_t *)(arena + LAB_SHADOW_BASE + (object >> 6 << 2));
}

static inline void mark(ref object, uint32_t bytes, uint32_t state, uint32_t site, uint32_t struct_nr)
{
	uint32_t shadow = state | (uint32_t)this_thread << 2 | (site & 0xffff) << 10 | struct_nr << 26;
	uint32_t *end = shadow_of(object + bytes);
	for (uint32_t *at = shadow_of(object); at < end; at++)
		*at = shadow;
}

static inline void fill(ref object, uint32_t bytes, uint64_t value)
{
	uint64_t *at = (uint64_t *)(arena + object);
	for (uint32_t i = 0; i < bytes / 8; i++)
		at[i] = value;
}

static inline void check_poison(ref object, uint32_t bytes)
{
	uint64_t *at = (uint64_t *)(arena + object), damage = 0;
	for (uint32_t i = 0; i < bytes / 8; i++)
		damage |= at[i] ^ POISON;
	BUG_ON(damage);
}

static inline void list_lock(struct free_list *list)
{
	for (int32_t free = 0; !cmpxchg_acquire(&list->lock, &free, 1); free = 0)
		sched_yield();
}

static inline void list_unlock(struct free_list *list)
{
	smp_store_release(list->lock, 0);
}

/* What follows a free object in its list: kept outside of the object, which is all poison. */
static inline uint32_t *link_of(ref object)
{
	return (uint32_t *)(arena + LAB_FREE_LINKS + ((object - LAB_HEAP_BASE) >> 6 << 2));
}

static inline ref list_pop(struct free_list *list)
{
	if (!READ_ONCE(list->first))
		return 0;
	list_lock(list);
	ref object = READ_ONCE(list->first);
	if (object)
		WRITE_ONCE(list->first, *link_of(object));
	list_unlock(list);
	return object;
}

static inline ref bump(uint32_t bytes)
{
	uint32_t *next = (uint32_t *)(arena + LAB_CONTROL_heapNext);
	if (*next + bytes > LAB_HEAP_END)
		return 0;
	ref object = __atomic_fetch_add(next, bytes, __ATOMIC_SEQ_CST);
	return object + bytes > LAB_HEAP_END ? 0 : object;
}

static inline struct quarantine *quarantine_of(uint32_t struct_nr)
{
	return (struct quarantine *)(arena + this_block + LAB_QUARANTINE + struct_nr * sizeof(struct quarantine));
}

static inline struct free_list *free_list_of(uint32_t struct_nr)
{
	return (struct free_list *)(arena + LAB_CONTROL_freeLists + struct_nr * 64);
}

/* Moves the older half of a full ring to the list that all threads share. */
static noinline void spill(struct quarantine *ring, struct free_list *list)
{
	list_lock(list);
	ref first = READ_ONCE(list->first);
	for (int i = 0; i < QUARANTINE; i++) {
		ref object = ring->object[(ring->head + i) & (QUARANTINE_RING - 1)];
		*link_of(object) = first;
		first = object;
	}
	WRITE_ONCE(list->first, first);
	list_unlock(list);
	ring->head += QUARANTINE;
}

static inline ref alloc(uint32_t struct_nr, uint32_t bytes)
{
	struct quarantine *ring = quarantine_of(struct_nr);
	uint32_t held = ring->tail - ring->head;
	bool used = true;
	ref object = 0;
	if (held <= QUARANTINE) {
		object = list_pop(free_list_of(struct_nr));
		if (!object) {
			object = bump(bytes);
			used = !object;
		}
	}
	if (!object) {
		if (!held)
			return 0;
		object = ring->object[ring->head++ & (QUARANTINE_RING - 1)];
	}
	if (used) {
		check_poison(object, bytes);
		fill(object, bytes, 0);
	}
	mark(object, bytes, ALLOCATED, __LINE__, struct_nr);
	return object;
}

static inline void free_object(ref object)
{
	uint32_t shadow = *shadow_of(object);
	uint32_t struct_nr = shadow >> 26;
	uint32_t bytes = struct_nr < 63 ? *(uint32_t *)(arena + LAB_SIZES + struct_nr * 4) : 0;
	BUG_ON((shadow & 3) != ALLOCATED || (object & 63) || !bytes);
	mark(object, bytes, FREED, __LINE__, struct_nr);
	fill(object, bytes, POISON);
	struct quarantine *ring = quarantine_of(struct_nr);
	if (ring->tail - ring->head == QUARANTINE_RING)
		spill(ring, free_list_of(struct_nr));
	ring->object[ring->tail++ & (QUARANTINE_RING - 1)] = object;
}

/* Bytes an object takes: whole granules, as in the lab. */
#define ALLOC(type) alloc(LAB_STRUCT_##type, (sizeof(struct type) + 63) & ~63u)
