/** Locks and threads as the contention pane names them. */
import type { AddressSpace, Vma } from '../../shared/inspect/address-space.ts';
import { formatHex } from '../format.ts';

/** `mmap_lock of mm 0x933000`; of a VMA that is mapped now, its range. */
export function lockName({ category, object }: { category: string; object: number }, spaces: readonly AddressSpace[]): string {
  const lock = category.replace(/\.wait$/, '');
  const vma = allVmas(spaces).find(({ address }) => address === object);
  return vma ? `${lock} ${formatHex(vma.start)}–${formatHex(vma.end)}` : `${lock} ${formatHex(object)}`;
}

/**
 * A query of the timeline (shared/trace/query.ts) in which an address, or a range as `lockName` writes it, stands for the VMAs that are
 * there now as well, those given up too: events of their locks have the VMA's own address.
 */
export function withVmas(words: string, spaces: readonly AddressSpace[]): string {
  const vmas = allVmas(spaces);
  return words.replaceAll(/\b0x([\da-f]+)(?:[–-]0x([\da-f]+))?(?=\s|$)/gi, (word, from: string, to?: string) => {
    const [first, end] = [parseInt(from, 16), to === undefined ? null : parseInt(to, 16)];
    const meant = vmas.filter((vma) => (end === null ? vma.start <= first && first < vma.end : vma.start === first && vma.end === end));
    return [word, ...meant.map(({ address }) => formatHex(address))].join('|');
  });
}

function allVmas(spaces: readonly AddressSpace[]): Vma[] {
  return spaces.flatMap(({ vmas, outside }) => [...vmas, ...outside]);
}

/** The first few of a list. */
export function whoText(names: readonly string[]): string {
  const most = 3;
  return names.length > most ? `${names.slice(0, most).join(', ')}, ${names.length - most} more` : names.join(', ');
}
