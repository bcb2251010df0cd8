/**
 * What order of memory accesses a program is explored with (docs/memory-models.md).
 *
 * `sc`: sequential consistency. `tso`: a store buffer for each thread, as on x86. `lkmm-ra`: loads may find older stores unless something
 * orders them; views, release and acquire, and full barriers, after the Linux-kernel memory model.
 */
export type MemoryModel = 'sc' | 'tso' | 'lkmm-ra';
export const memoryModels: readonly MemoryModel[] = ['sc', 'tso', 'lkmm-ra'];

/** As a verdict names it. */
export const MODEL_NAMES = {
  sc: 'sequential consistency',
  tso: 'total store order: a store buffer for each thread',
  'lkmm-ra': 'lkmm-ra: views, release and acquire, full barriers',
} as const satisfies Record<MemoryModel, string>;
export type MemoryModelName = (typeof MODEL_NAMES)[MemoryModel];
