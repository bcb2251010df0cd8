/** Reads address spaces out of a session's snapshot: words to fields by the program's own struct layouts. */
import type { FieldLayout, StructLayout } from '../../shared/dialect/layout.ts';
import type { ObjectSample } from '../../shared/trace/session.ts';

/** The count word of an rw_semaphore (rwsem.ts of the kernel). */
export interface SemaphoreState {
  readers: number;
  writer: boolean;
  waiters: boolean;
  handoff: boolean;
}

export interface Vma {
  address: number;
  start: number;
  end: number;
  flags: number;
  lockSeq: number;
  /** Its mark is its address space's sequence number: a writer holds it. */
  writeLocked: boolean;
  lock: SemaphoreState;
}

export interface AddressSpace {
  address: number;
  lockSeq: number;
  mmapLock: SemaphoreState;
  /** In the tree, by address. */
  vmas: Vma[];
  /** Erased from the tree, waiting for a grace period before they are freed. */
  detached: number;
}

export function decodeAddressSpaces(structs: readonly StructLayout[], snapshot: readonly ObjectSample[]): AddressSpace[] {
  const layouts = new Map(structs.map((layout) => [layout.name, layout]));
  const mm = new Reader(layouts, 'mm_struct');
  const vma = new Reader(layouts, 'vm_area_struct');
  const spaces = new Map<number, AddressSpace>();

  for (const { struct, address, words } of snapshot) {
    if (struct !== 'mm_struct') continue;
    const lockSeq = mm.word(words, 'mm_lock_seq') | 0;
    const mmapLock = semaphoreState(mm.word(words, 'mmap_lock.count.counter'));
    spaces.set(address, { address, lockSeq, mmapLock, vmas: [], detached: 0 });
  }
  for (const { struct, address, words } of snapshot) {
    const space = struct === 'vm_area_struct' ? spaces.get(vma.word(words, 'vm_mm')) : undefined;
    if (!space) continue;
    const start = vma.word(words, 'vm_start');
    const end = vma.word(words, 'vm_end');
    if (vma.word(words, 'detached') !== 0) space.detached++;
    // Still being filled in, or torn between two moments.
    else if (end > start) {
      const lockSeq = vma.word(words, 'vm_lock_seq') | 0;
      space.vmas.push({
        address,
        start,
        end,
        flags: vma.word(words, 'vm_flags'),
        lockSeq,
        writeLocked: lockSeq === space.lockSeq,
        lock: semaphoreState(vma.word(words, 'vm_lock.count.counter')),
      });
    }
  }
  for (const space of spaces.values()) space.vmas.sort((a, b) => a.start - b.start);
  return [...spaces.values()].sort((a, b) => a.address - b.address);
}

export function semaphoreState(count: number): SemaphoreState {
  // Readers from bit 8 on; bit 31 says that there are too many of them.
  return { readers: (count & 0x7fffffff) >>> 8, writer: (count & 1) !== 0, waiters: (count & 2) !== 0, handoff: (count & 4) !== 0 };
}

/** `rw-`, from VM_READ, VM_WRITE and VM_EXEC. */
export function protection(flags: number): string {
  return `${flags & 1 ? 'r' : '-'}${flags & 2 ? 'w' : '-'}${flags & 4 ? 'x' : '-'}`;
}

/** Finds fields of one struct by their path; what a program does not have reads as 0. */
class Reader {
  readonly #layouts: ReadonlyMap<string, StructLayout>;
  readonly #struct: string;
  readonly #indices = new Map<string, number>();

  constructor(layouts: ReadonlyMap<string, StructLayout>, struct: string) {
    this.#layouts = layouts;
    this.#struct = struct;
  }

  word(words: Uint32Array, path: string): number {
    let index = this.#indices.get(path);
    if (index === undefined) {
      index = this.#offset(path) / 4;
      this.#indices.set(path, index);
    }
    return words[index] ?? 0;
  }

  #offset(path: string): number {
    let offset = 0;
    let struct: string | null = this.#struct;
    for (const name of path.split('.')) {
      const field: FieldLayout | undefined = struct === null ? undefined : this.#layouts.get(struct)?.fields.find((each) => each.name === name);
      if (!field) return NaN;
      offset += field.offset;
      struct = field.type.kind === 'embedded' ? field.type.struct : null;
    }
    return offset;
  }
}
