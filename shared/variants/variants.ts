/** The variants of the protocol. Each is a folder of files, `shared/kernel/variants/NAME`, that take the place of others (overlay.ts). */

export interface Variant {
  /** As `protocol` and `--protocol` say it; the folder's name. */
  readonly name: string;
  readonly title: string;
  /** The kernel or the mail that it is from. */
  readonly origin: string;
  /** In one sentence, what is its own. */
  readonly summary: string;
  /** The variant whose files it has where it brings none; null: the kernel's own. */
  readonly base: string | null;
  /** Files that it has no use for: `properties/counts.ts`. */
  readonly without: readonly string[];
}

/** Oldest first. */
export const VARIANTS: readonly Variant[] = [
  {
    name: 'mmap-lock-only',
    title: 'mmap_lock only',
    origin: 'Linux before 6.4, or without CONFIG_PER_VMA_LOCK',
    summary: 'There is no lock of a VMA: every fault takes mmap_lock for read.',
    base: null,
    without: ['properties/counted_readers.ts', 'properties/counts.ts', 'properties/draining.ts', 'properties/false_locked.ts', 'properties/seq_ownership.ts', 'properties/shut_out.ts', 'properties/vma_rwsem.ts', 'properties/writer_persistence.ts', 'vma_lock_types.ts', 'vma_refused.ts'],
  },
  {
    name: 'v1-rwsem',
    title: 'As posted',
    origin: 'patch 12/41, 9 January 2023',
    summary: 'A semaphore in each VMA and two sequence numbers; up_read may touch a VMA that has been freed.',
    base: null,
    without: [],
  },
  {
    name: 'v1-rwsem-rcu',
    title: 'As posted, released in an RCU section',
    origin: 'the remedy that the review of patch 12/41 agreed on',
    summary: 'The posted patch with an RCU section around up_read, which keeps the VMA until it is done.',
    base: null,
    without: [],
  },
  {
    name: 'v1-41of41',
    title: 'Count and wait queue',
    origin: 'patch 41/41 of 9 January 2023, never merged',
    summary: 'An atomic count in each VMA and one wait queue for its address space; the wake-up may touch a freed VMA, and readers can starve a writer.',
    base: null,
    without: ['properties/vma_rwsem.ts'],
  },
  {
    name: '6.4-6.13',
    title: 'As merged',
    origin: 'Linux 6.4 to 6.13',
    summary: 'The lock is allocated apart from the VMA, a flag says which VMAs are detached, and the sequence number is released and acquired.',
    base: null,
    without: [],
  },
  {
    name: '6.4-embedded',
    title: 'As merged, but embedded',
    origin: 'the placement of the posted series, for comparison',
    summary: 'The lock of 6.4-6.13 inside the VMA, on a line that its other fields share.',
    base: '6.4-6.13',
    without: [],
  },
  {
    name: '6.4-own-line',
    title: 'As merged, but on a line of its own',
    origin: 'a placement for comparison',
    summary: 'The lock of 6.4-6.13 inside the VMA, on a cache line that no other field shares.',
    base: '6.4-embedded',
    without: [],
  },
  {
    name: 'seqcount',
    title: 'Sequence counter',
    origin: 'tip commit eb449bd96954, December 2024; Linux 6.14 by its date',
    summary: 'mm_lock_seq is odd while a writer is inside, so that old marks mean nothing, and the address space can be read without a lock.',
    base: '6.4-6.13',
    without: [],
  },
  {
    name: '6.15-refcnt',
    title: 'Reference count',
    origin: 'Linux 6.15, with the correction 9bbffee67ffd of 2025',
    summary: 'One counter is the lock and says whether the VMA is attached; a freed VMA may be handed out again at once.',
    base: 'seqcount',
    without: ['properties/counted_readers.ts', 'properties/freed_unheld.ts', 'properties/merged_readers.ts', 'properties/vma_rwsem.ts', 'vma_lock_alloc.ts'],
  },
];

export function variantOf(name: string): Variant | undefined {
  return VARIANTS.find((variant) => variant.name === name);
}

/** A variant and those that it is based on, the one that lies lowest first. */
export function layersOf(variant: Variant): Variant[] {
  const base = variant.base === null ? undefined : variantOf(variant.base);
  return [...(base ? layersOf(base) : []), variant];
}
