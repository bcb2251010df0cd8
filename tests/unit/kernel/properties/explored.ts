/** A small scenario, explored with the kernel. */
import { expect } from 'vitest';
import { explore } from '../../../../electron/engine/explore/explore.ts';
import type { MemoryModel } from '../../../../shared/dialect/memory-model.ts';
import type { Verdict } from '../../../../shared/explore/verdict.ts';

export interface How {
  /** All unless told. */
  properties?: readonly string[];
  protocol?: string;
  memory?: MemoryModel;
  config?: Record<string, boolean | number>;
  /** Objects of each struct. */
  objects?: number;
  /** Whether schedules that go round for ever are looked for, too. */
  liveness?: boolean;
}

export async function explored(text: string, { properties, protocol, memory, config, objects = 8, liveness }: How = {}): Promise<Verdict> {
  const whole = text.includes('scenario(') ? text : `scenario({ title: 'test' });\n${text}`;
  const { checked, verdict } = await explore(
    { scenario: { path: 'scenarios/test.scenario.ts', text: whole }, protocol, memory, config: { VMA_FREE_BATCH: 0, RWSEM_SPIN_ON_OWNER: false, ...config } },
    { maxStates: 8_000_000, objects, limitMs: 600_000, properties, liveness, signal: new AbortController().signal, onProgress: () => {} },
  );
  expect(checked.diagnostics).toEqual([]);
  return verdict!;
}

/** One page, one VMA, one fault and what else is to run. */
export function faultAnd(threads: string): string {
  return `
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('fault', () => { page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
${threads}`;
}

/** The lock alone: so many readers, and one writer. */
export function lockAlone(readers: number): string {
  return `
let mm: mm_struct;
let vma: vm_area_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); vma = vma_lookup(mm, 0x1000); });
thread('reader', { instances: ${readers} }, () => {
  rcu_read_lock();
  const got = vma_read_trylock(vma);
  rcu_read_unlock();
  if (got) vma_read_unlock(vma);
});
thread('writer', () => { mmap_write_lock(mm); vma_write_lock(vma); mmap_write_unlock(mm); });
`;
}
