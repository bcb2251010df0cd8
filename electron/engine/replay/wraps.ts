/** Whether a step lets a sequence number begin again, which with the kernel's 32 bits takes 2^32 releases of mmap_lock. */
import type { Program } from '../../../shared/dialect/ir.ts';
import type { NextStep } from './next-step.ts';

export function wraps({ touches }: Pick<NextStep, 'touches'>, { config }: Pick<Program, 'config'>): boolean {
  // Only ever counted up: of the narrow ones that there are every smaller number comes after a wrap.
  return Number(config.SEQ_BITS ?? 32) < 32 && touches.some(({ op, place, before, after }) => op === 'store' && place.struct === 'mm_struct' && place.field === 'mm_lock_seq' && after < before);
}
