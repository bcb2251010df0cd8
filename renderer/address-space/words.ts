/** What the address space says of locks and of VMAs that are not in the tree. */
import type { Vma } from '../../shared/inspect/address-space.ts';
import { holdText, type Hold } from '../../shared/inspect/holders.ts';
import type { Memory } from '../../shared/inspect/memory.ts';
import { lockCount } from '../../shared/inspect/vma-lock.ts';

/** `write-locked by munmap`, `2 reading: fault/0, fault/1`; empty: nobody holds it. */
export function heldText(memory: Memory, hold: Hold): string {
  if (hold.held === null) return '';
  const who = holdText(memory, hold);
  if (hold.held === 'write') return hold.holders.length > 0 ? `write-locked by ${who}` : 'write-locked';
  return hold.holders.length > 0 ? `${hold.count} reading: ${who}` : `${hold.count} reading`;
}

/** Why a VMA is not in the tree. */
export function outsideText(memory: Memory, { detached }: Vma): string {
  if (!detached) return 'on its way into the tree, or out of it';
  return lockCount(memory) === 'vm_refcnt' ? 'detached: kept to be used again, or freed' : 'waits for a grace period';
}
