/*
 * The tree of VMAs, page tables, frames, and handling a fault: shared/kernel/{maple_tree,pgtable,page,rmap,memory,unmap,madvise}.ts, with the
 * switches for breadth off, as this load has them.
 */
#pragma once
#include "allocator.h"
#include "locks.h"

#define PAGE_SHIFT 12
#define PAGE_SIZE 0x1000u
#define TABLE_BITS 5
#define PMD_SHIFT 17
#define PMD_SIZE 0x20000u
#define PGDIR_SHIFT 27
#define PTE_NONE 0
#define PTE_WRITE 1
#define PTE_COW 2
#define PTE_MOVED 4

#define TASK_SIZE 0x7ffff000u

#define VM_READ 1
#define VM_WRITE 2
#define VM_EXEC 4
#define FAULT_FLAG_WRITE 0x1
#define FAULT_FLAG_VMA_LOCK 0x1000
#define VM_FAULT_OOM 0x1
#define VM_FAULT_SIGSEGV 0x40
#define VM_FAULT_RETRY 0x400

static inline int mas_slot(struct maple_node *node, uint32_t index)
{
	int end = node->end;
	int i = 0;
	while (i < end && node->pivot[i] < index)
		i++;
	return i;
}

/* The leaf where the first entry that ends at or after `index` is, if any is; NULL when there is surely none. */
static inline struct maple_node *mas_walk(struct mm_struct *mm, uint32_t index)
{
	ref root = rcu_dereference(mm->mm_mt);
	if (!root)
		return NULL;
	struct maple_node *node = AT(maple_node, root);
	while (node->level > 0) {
		int i = mas_slot(node, index);
		if (i >= node->end)
			return NULL;
		node = AT(maple_node, rcu_dereference(node->slot[i]));
	}
	return node;
}

/* The VMA that holds `address`, or NULL. */
static inline struct vm_area_struct *vma_lookup(struct mm_struct *mm, uint32_t address)
{
	struct maple_node *leaf = mas_walk(mm, address);
	if (!leaf)
		return NULL;
	int i = mas_slot(leaf, address);
	if (i >= leaf->end || leaf->first[i] > address)
		return NULL;
	return AT(vm_area_struct, rcu_dereference(leaf->slot[i]));
}

/* The first VMA that ends after `address`, or NULL. */
static inline struct vm_area_struct *find_vma(struct mm_struct *mm, uint32_t address)
{
	struct maple_node *leaf = mas_walk(mm, address);
	if (!leaf)
		return NULL;
	int i = mas_slot(leaf, address);
	return i < leaf->end ? AT(vm_area_struct, rcu_dereference(leaf->slot[i])) : NULL;
}

static inline int pgtable_index(uint32_t address, int shift)
{
	return address >> shift & (PTRS_PER_TABLE - 1);
}

static inline struct pte_t *pte_offset(struct pte_table *table, uint32_t address)
{
	return &table->pte[pgtable_index(address, PAGE_SHIFT)];
}

static inline struct pte_table *pte_table_lookup(struct mm_struct *mm, uint32_t address)
{
	ref table = mm->pgd;
	for (int shift = PGDIR_SHIFT; shift > PAGE_SHIFT && table; shift -= TABLE_BITS)
		table = rcu_dereference(AT(pgtable, table)->slot[pgtable_index(address, shift)]);
	return table ? AT(pte_table, table) : NULL;
}

static noinline ref pgtable_populate(struct pgtable *table, int index, int shift)
{
	ref fresh = shift == PMD_SHIFT ? ALLOC(pte_table) : ALLOC(pgtable);
	if (!fresh)
		return 0;
	spin_lock(&table->ptl);
	ref present = table->slot[index];
	if (!present)
		rcu_assign_pointer(table->slot[index], fresh);
	spin_unlock(&table->ptl);
	if (!present)
		return fresh;
	free_object(fresh);
	return present;
}

static inline struct pte_table *pte_table_alloc(struct mm_struct *mm, uint32_t address)
{
	ref table = mm->pgd;
	for (int shift = PGDIR_SHIFT; shift > PAGE_SHIFT; shift -= TABLE_BITS) {
		int index = pgtable_index(address, shift);
		ref next = rcu_dereference(AT(pgtable, table)->slot[index]);
		if (unlikely(!next)) {
			next = pgtable_populate(AT(pgtable, table), index, shift);
			if (!next)
				return NULL;
		}
		table = next;
	}
	return AT(pte_table, table);
}

static inline struct page *alloc_page(uint32_t address)
{
	ref object = ALLOC(page);
	if (!object)
		return NULL;
	struct page *page = AT(page, object);
	WRITE_ONCE(page->_refcount, 1);
	page->index = address >> PAGE_SHIFT;
	return page;
}

static inline void put_page(struct page *page)
{
	if (__atomic_fetch_sub(&page->_refcount, 1, __ATOMIC_SEQ_CST) == 1)
		free_object(REF(page));
}

static inline int vmf_anon_prepare(struct vm_area_struct *vma, uint32_t flags)
{
	if (likely(READ_ONCE(vma->anon_vma)))
		return 0;
	bool under_vma_lock = flags & FAULT_FLAG_VMA_LOCK;
	struct mm_struct *mm = AT(mm_struct, vma->vm_mm);
	if (under_vma_lock && !down_read_trylock(&mm->mmap_lock))
		return VM_FAULT_RETRY;
	WRITE_ONCE(vma->anon_vma, the_anon_vma);
	if (under_vma_lock)
		up_read(&mm->mmap_lock);
	return 0;
}

static inline int do_anonymous_page(struct vm_area_struct *vma, struct pte_table *table, struct pte_t *pte, uint32_t address, uint32_t flags)
{
	int fault = vmf_anon_prepare(vma, flags);
	if (fault)
		return fault;
	struct page *page = alloc_page(address);
	if (!page)
		return VM_FAULT_OOM;
	spin_lock(&table->ptl);
	bool installed = !pte->page;
	if (installed) {
		pte->flags = vma->vm_flags & VM_WRITE ? PTE_WRITE : PTE_NONE;
		WRITE_ONCE(pte->page, REF(page));
	}
	spin_unlock(&table->ptl);
	if (!installed)
		put_page(page);
	return 0;
}

static inline void do_present_page(struct pte_table *table, struct pte_t *pte, uint32_t address, uint32_t flags)
{
	spin_lock(&table->ptl);
	ref page = pte->page;
	if (page) {
		BUG_ON(AT(page, page)->index != address >> PAGE_SHIFT && !(pte->flags & PTE_MOVED));
		if (flags & FAULT_FLAG_WRITE) {
			int32_t old = pte->flags;
			/* Nobody forks in this load. */
			if (unlikely(old & PTE_COW))
				die("do_wp_page");
			pte->flags = old | PTE_WRITE;
		}
	}
	spin_unlock(&table->ptl);
}

static inline int handle_mm_fault(struct vm_area_struct *vma, uint32_t address, uint32_t flags)
{
	struct pte_table *table = pte_table_alloc(AT(mm_struct, vma->vm_mm), address);
	if (!table)
		return VM_FAULT_OOM;
	struct pte_t *pte = pte_offset(table, address);
	if (!READ_ONCE(pte->page))
		return do_anonymous_page(vma, table, pte, address, flags);
	do_present_page(table, pte, address, flags);
	return 0;
}

static inline void zap_pte_range(struct pte_table *table, uint32_t start, uint32_t end)
{
	spin_lock(&table->ptl);
	for (uint32_t address = start; address < end; address += PAGE_SIZE) {
		struct pte_t *pte = pte_offset(table, address);
		ref page = pte->page;
		if (page) {
			pte->flags = PTE_NONE;
			WRITE_ONCE(pte->page, 0);
			put_page(AT(page, page));
		}
	}
	spin_unlock(&table->ptl);
}

static inline void zap_page_range(struct mm_struct *mm, uint32_t start, uint32_t end)
{
	for (uint32_t address = start; address < end;) {
		uint32_t boundary = (address | (PMD_SIZE - 1)) + 1;
		uint32_t next = boundary < end ? boundary : end;
		struct pte_table *table = pte_table_lookup(mm, address);
		if (table)
			zap_pte_range(table, address, next);
		address = next;
	}
}

static inline bool user_range_ok(uint32_t address, uint32_t length)
{
	if ((address | length) & (PAGE_SIZE - 1))
		return false;
	return length && address >= PAGE_SIZE && length <= TASK_SIZE && address <= TASK_SIZE - length;
}

static inline void madvise_dontneed(struct mm_struct *mm, uint32_t start, uint32_t length)
{
	if (!user_range_ok(start, length))
		die("madvise_dontneed");
	count_event(LAB_COUNTER_MADVISE);
	uint32_t end = start + length;
	down_read(&mm->mmap_lock);
	struct vm_area_struct *vma = find_vma(mm, start);
	while (vma && vma->vm_start < end) {
		zap_page_range(mm, vma->vm_start > start ? vma->vm_start : start, vma->vm_end < end ? vma->vm_end : end);
		vma = find_vma(mm, vma->vm_end);
	}
	up_read(&mm->mmap_lock);
}
