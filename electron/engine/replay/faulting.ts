/** Where a thread is in the middle of a page fault: by the parameters in its frames, for as long as the rest of the fault needs them. */
import type { FaultAt } from '../../../shared/replay/state.ts';
import type { StepRun } from './step-run.ts';

/** Their second parameter is the address; the first is the mm_struct, or the VMA. */
const OF_A_FAULT: Readonly<Record<string, 'mm' | 'vma'>> = {
  page_fault: 'mm', fault_under_vma_lock: 'mm', fault_under_mmap_lock: 'mm', lock_vma_under_rcu: 'mm', find_vma_expanding_stack: 'mm', handle_mm_fault: 'vma',
};

/** Null: it is in none, or is all but done with it. */
export function faultOf(run: StepRun, thread: number): FaultAt | null {
  const { regions, frames } = run.image;
  let address: number | null = null;
  let mm: number | null = null;
  for (let pc = run.pc(thread); pc !== 0; ) {
    const { fn, block } = regions.counters[pc]!;
    const frame = frames.get(fn)!;
    const parameter = (register: number): number | null => {
      const slot = frame.live[block]!.has(register) ? frame.slots.get(register) : undefined;
      return slot === undefined ? null : run.frame(thread, frame.base + 1 + slot);
    };
    const first = Object.hasOwn(OF_A_FAULT, fn) ? OF_A_FAULT[fn] : undefined;
    if (first) address = parameter(1) ?? address;
    if (first === 'mm') mm = parameter(0) ?? mm;
    if (fn === 'page_fault') return address === null ? null : { address: address >>> 0, mm };
    pc = run.frame(thread, frame.base);
  }
  return null;
}
