/** An address space in plain TypeScript: one record a page. What the kernel's should look like after the same calls. */
import { EEXIST, EINVAL, ENOMEM, FAULT_WRITE, PAGE, SIGSEGV, VM, type Mapping } from './view.ts';

const TASK_SIZE = 0x7ffff000;

export class PlainAddressSpace {
  /** Flags by page address. */
  private readonly flags = new Map<number, number>();
  /** Pages that have a frame: whether they may be written without a fault. */
  readonly present = new Map<number, boolean>();

  map(address: number, length: number, flags: number): number {
    if (!valid(address, length)) return -EINVAL;
    const pages = pagesOf(address, length);
    if (pages.some((page) => this.flags.has(page))) return -EEXIST;
    for (const page of pages) this.flags.set(page, flags);
    return 0;
  }

  unmap(address: number, length: number): number {
    if (!valid(address, length)) return -EINVAL;
    for (const page of pagesOf(address, length)) {
      this.flags.delete(page);
      this.present.delete(page);
    }
    return 0;
  }

  /** Goes as far as the first gap. */
  protect(address: number, length: number, flags: number): number {
    if (!valid(address, length)) return -EINVAL;
    for (const page of pagesOf(address, length)) {
      if (!this.flags.has(page)) return -ENOMEM;
      this.flags.set(page, flags);
      if ((flags & VM.write) === 0 && this.present.has(page)) this.present.set(page, false);
    }
    return 0;
  }

  drop(address: number, length: number): number {
    if (!valid(address, length)) return -EINVAL;
    for (const page of pagesOf(address, length)) this.present.delete(page);
    return 0;
  }

  access(address: number, fault: number): number {
    const page = address - (address % PAGE);
    const flags = this.flags.get(page);
    const write = (fault & FAULT_WRITE) !== 0;
    if (flags === undefined || flags === VM.none || (write && (flags & VM.write) === 0)) return SIGSEGV;
    if (write || !this.present.has(page)) this.present.set(page, (flags & VM.write) !== 0);
    return 0;
  }

  /** As few as there can be: neighbours that are alike are one. */
  mappings(): Mapping[] {
    const found: Mapping[] = [];
    for (const [start, flags] of [...this.flags].sort(([a], [b]) => a - b)) {
      const last = found.at(-1);
      if (last && last.end === start && last.flags === flags) last.end += PAGE;
      else found.push({ start, end: start + PAGE, flags });
    }
    return found;
  }

  get total(): number {
    return this.flags.size;
  }
}

function valid(address: number, length: number): boolean {
  return address % PAGE === 0 && length % PAGE === 0 && length > 0 && address >= PAGE && address + length <= TASK_SIZE;
}

function pagesOf(address: number, length: number): number[] {
  return Array.from({ length: length / PAGE }, (_, i) => address + i * PAGE);
}
