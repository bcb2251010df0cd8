/** What threads have on their stacks that others may see, such as a place in a lock's queue. */
import { THREADS_BASE } from '../../../shared/dialect/live/abi.ts';
import type { LiveImage } from '../../../shared/dialect/live/image.ts';

/** Calls `visit` for all there is room for, in use or not. */
export function eachLocal({ program, layout }: LiveImage, threads: number, visit: (thread: number, struct: string, address: number, size: number) => void): void {
  for (let thread = 0; thread < threads; thread++) {
    program.locals.forEach(({ struct, size }, slot) => visit(thread, struct, THREADS_BASE + thread * layout.threadStride + layout.localSlots[slot]!, size));
  }
}
