/** That a schedule goes through a wrap of a sequence number that was made narrow: what breaks on it may take the kernel 2^32 releases of mmap_lock. */
import type { Coverage, Violation } from './verdict.ts';

/** Null where it does not, or where nobody has looked. */
export function wrapText({ wraps = null }: Pick<Violation, 'wraps'>, { sequenceBits }: Pick<Coverage, 'sequenceBits'>): string | null {
  return wraps === null ? null : `it goes through a wrap: at step ${wraps + 1} a sequence number of ${sequenceBits} bits begins again, which takes the kernel 2^32 releases of mmap_lock`;
}
