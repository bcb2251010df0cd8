/**
 * A variant is laid over the kernel: its files take the place of those of the same name, and others come in addition.
 *
 * ```
 *   kernel/                      fault.ts   vma_lock.ts                 vm_area.ts
 *   kernel/variants/6.4-6.13/               vma_lock.ts   lock_vma.ts   vm_area.ts
 *   kernel/variants/seqcount/                                                        mm_lock_seq.ts
 *   the program                  fault.ts   vma_lock.ts   lock_vma.ts   vm_area.ts   mm_lock_seq.ts
 * ```
 */
import type { SourceText } from '../dialect/diagnostics.ts';
import type { Variant } from './variants.ts';

const KERNEL = 'kernel/';
const VARIANTS = 'kernel/variants/';

/** The files of a program's kernel, in the order of their names within it. `sources`: all files; `layers`: the lowest first. */
export function overlay(sources: readonly SourceText[], layers: readonly Pick<Variant, 'name' | 'without'>[]): SourceText[] {
  const program = new Map<string, SourceText>();
  const lay = (folder: string, files: readonly SourceText[]): void => {
    for (const file of files) if (file.path.startsWith(folder)) program.set(file.path.slice(folder.length), file);
  };
  lay(KERNEL, sources.filter(({ path }) => !path.startsWith(VARIANTS)));
  for (const { name, without } of layers) {
    for (const file of without) program.delete(file);
    lay(`${VARIANTS}${name}/`, sources);
  }
  return [...program].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}
