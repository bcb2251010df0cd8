/* The kernel's structs where the lab's compiler has laid them out; lab.h, which the compiler wrote, is checked against. */
#pragma once
#include "arena.h"

#define SIZE(type) _Static_assert(sizeof(struct type) == LAB_SIZEOF_##type, "sizeof " #type)
#define FIELD(type, field) _Static_assert(offsetof(struct type, field) == LAB_OFFSETOF_##type##__##field, "offset of " #type "." #field)

struct spinlock_t {
	int32_t locked;
};
SIZE(spinlock_t);

struct rw_semaphore {
	int32_t count;
	int32_t owner;
	int32_t osq;
	struct spinlock_t wait_lock;
	int32_t wait_list[2];
};
SIZE(rw_semaphore);
FIELD(rw_semaphore, count);
FIELD(rw_semaphore, owner);

struct task_struct {
	_Alignas(64) int32_t rcu_ctr;
	_Alignas(64) int32_t on_cpu;
	int32_t state;
	int32_t pid;
	int32_t wake_q;
};
SIZE(task_struct);
FIELD(task_struct, rcu_ctr);

struct rcu_state {
	int32_t pending;
	_Alignas(64) int32_t gp_ctr;
	_Alignas(64) int32_t done[3];
};
SIZE(rcu_state);
FIELD(rcu_state, gp_ctr);

#define MAPLE_SLOTS 16

struct maple_node {
	int32_t end;
	int32_t level;
	uint32_t pivot[MAPLE_SLOTS];
	ref slot[MAPLE_SLOTS];
	uint32_t first[MAPLE_SLOTS];
	int32_t rcu[2];
	int32_t next;
};
SIZE(maple_node);
FIELD(maple_node, level);
FIELD(maple_node, pivot);
FIELD(maple_node, slot);
FIELD(maple_node, first);

struct vm_area_struct {
	uint32_t vm_start;
	uint32_t vm_end;
	ref vm_mm;
	uint32_t vm_flags;
	ref anon_vma;
	ref vm_free_next;
	ref vm_policy;
	ref vm_userfaultfd_ctx;
	int32_t vm_lock_seq;
	struct rw_semaphore vm_lock;
	int32_t detached;
	int32_t vm_rcu[2];
};
SIZE(vm_area_struct);
FIELD(vm_area_struct, vm_start);
FIELD(vm_area_struct, vm_end);
FIELD(vm_area_struct, vm_mm);
FIELD(vm_area_struct, vm_flags);
FIELD(vm_area_struct, anon_vma);
FIELD(vm_area_struct, vm_lock_seq);
FIELD(vm_area_struct, vm_lock);

struct mm_struct {
	ref mm_mt;
	ref pgd;
	int32_t mm_lock_seq;
	_Alignas(64) struct rw_semaphore mmap_lock;
	int32_t map_count;
	uint32_t total_vm;
	int32_t mm_users;
	int32_t mmlist[2];
	int32_t mm_count;
	uint32_t start_brk;
	uint32_t brk;
	struct spinlock_t page_table_lock;
	int32_t vma_free_list[3];
};
SIZE(mm_struct);
FIELD(mm_struct, mm_mt);
FIELD(mm_struct, pgd);
FIELD(mm_struct, mm_lock_seq);
FIELD(mm_struct, mmap_lock);

#define PTRS_PER_TABLE 32

struct pte_t {
	ref page;
	int32_t flags;
};
SIZE(pte_t);
FIELD(pte_t, page);
FIELD(pte_t, flags);

struct pte_table {
	struct spinlock_t ptl;
	struct pte_t pte[PTRS_PER_TABLE];
};
SIZE(pte_table);
FIELD(pte_table, pte);

struct pgtable {
	struct spinlock_t ptl;
	ref slot[PTRS_PER_TABLE];
};
SIZE(pgtable);
FIELD(pgtable, slot);

struct page {
	int32_t _refcount;
	uint32_t index;
	ref mapping;
	int32_t stores;
	int32_t node;
};
SIZE(page);
FIELD(page, _refcount);
FIELD(page, index);

/* Globals of the kernel files and of the scenario. */
#define init_tasks AT(task_struct, LAB_GLOBAL_init_tasks)
#define rcu_state AT(rcu_state, LAB_GLOBAL_rcu_state)
#define the_anon_vma ((ref)LAB_GLOBAL_the_anon_vma)
#define mm_global (*(ref *)(arena + LAB_GLOBAL_mm))
