/** Locks and threads as the contention pane names them. */
import type { AddressSpace } from '../../shared/inspect/address-space.ts';
import { formatHex } from '../format.ts';

/** `mmap_lock of mm 0x933000`; of a VMA that is mapped now, its range. */
export function lockName({ category, object }: { category: string; object: number }, spaces: readonly AddressSpace[]): string {
  const lock = category.replace(/\.wait$/, '');
  const vma = spaces.flatMap(({ vmas, outside }) => [...vmas, ...outside]).find(({ address }) => address === object);
  return vma ? `${lock} ${formatHex(vma.start)}–${formatHex(vma.end)}` : `${lock} ${formatHex(object)}`;
}

/** The first few of a list. */
export function whoText(names: readonly string[]): string {
  const most = 3;
  return names.length > most ? `${names.slice(0, most).join(', ')}, ${names.length - most} more` : names.join(', ');
}
