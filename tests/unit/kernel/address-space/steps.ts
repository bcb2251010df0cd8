/** Calls on an address space as data: made on the kernel's and on the plain one. */
import type { Kernel } from '../in-thread.ts';
import type { PlainAddressSpace } from './plain.ts';
import { PAGE } from './view.ts';

export interface Step {
  call: 'map' | 'unmap' | 'protect' | 'drop' | 'access';
  address: number;
  pages: number;
  /** VM_… flags; of an access, its lowest bit says whether it is a write. */
  flags: number;
}

/** The step's result: 0, a negative error number, or of an access VM_FAULT_…. */
export function onKernel(kernel: Kernel, { call, address, pages, flags }: Step): number {
  if (call === 'access') return kernel.call(call, address, flags & 1);
  return call === 'map' || call === 'protect' ? kernel.call(call, address, pages * PAGE, flags) : kernel.call(call, address, pages * PAGE);
}

export function onPlain(plain: PlainAddressSpace, { call, address, pages, flags }: Step): number {
  return call === 'access' ? plain.access(address, flags & 1) : plain[call](address, pages * PAGE, flags);
}
