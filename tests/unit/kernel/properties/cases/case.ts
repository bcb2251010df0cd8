/** A program in which one property tells of something, and the parts of the properties' files without which it would not. */
import type { How } from '../explored.ts';

export interface Case extends Omit<How, 'properties' | 'objects'> {
  /** What is violated; null: nothing is, and without each of the parts a property would say otherwise. */
  violates: string | null;
  /** Alone, with the parts that concern it. */
  property: string;
  what: string;
  text: string;
  parts: string[];
}

/** One VMA, and a thread that has the kernel to itself. */
export function alone(body: string, more = ''): string {
  return beside({ one: body }, more);
}

/** One VMA, and threads by name. Each begins with a step: what comes before it belongs to setting up. */
export function beside(threads: Record<string, string>, more = ''): string {
  return `
let mm: mm_struct;
let vma: vm_area_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x2000, VM_READ | VM_WRITE); vma = vma_lookup(mm, 0x1000); });
${Object.entries(threads).map(([name, body]) => `thread('${name}', () => { wait_until(() => vma !== NULL); ${body} });`).join('\n')}
${more}`;
}

/** In a section of a writer. */
export function writing(body: string): string {
  return `mmap_write_lock(mm); ${body} mmap_write_unlock(mm);`;
}

/** One address space that is not the thread's own, as long as it is needed. */
export function withOther(body: string): string {
  return `const other = mm_alloc(); mmap(other, 0x1000, 0x2000, VM_READ | VM_WRITE); ${body} mmput(other);`;
}
