/**
 * Where each VMA goes in the picture: to scale, low addresses on top. A gap that would leave the VMAs no room is drawn as a break.
 */

interface Range {
  start: number;
  end: number;
}

export interface Placed<T> {
  /** A VMA, or a gap that was cut short. */
  vma: T | null;
  /** Bytes. */
  size: number;
  /** Pixels from the top. */
  top: number;
  height: number;
}

/** At most, and at least. */
const breakHeights = [14, 3] as const;
const leastHeight = 2;

/** @param vmas by address, not overlapping. */
export function placeVmas<T extends Range>(vmas: readonly T[], height: number): Placed<T>[] {
  const mapped = vmas.reduce((sum, { start, end }) => sum + end - start, 0);
  if (mapped === 0) return [];
  const gaps = vmas.map(({ start }, index) => (index === 0 ? 0 : Math.max(start - vmas[index - 1]!.end, 0)));
  const isBreak = (gap: number): boolean => gap > mapped / 4;
  const breaks = gaps.filter(isBreak).length;
  const toScale = mapped + gaps.reduce((sum, gap) => sum + (isBreak(gap) ? 0 : gap), 0);
  // They have half of it at most: the other is the VMAs'.
  const breakHeight = Math.max(Math.min(breakHeights[0], Math.floor(height / 2 / breaks)), breakHeights[1]);
  const scale = Math.max(height - breaks * breakHeight, height / 2) / toScale;

  const placed: Placed<T>[] = [];
  let top = 0;
  vmas.forEach((vma, index) => {
    const gap = gaps[index]!;
    if (isBreak(gap)) {
      placed.push({ vma: null, size: gap, top, height: breakHeight });
      top += breakHeight;
    } else top += gap * scale;
    const size = vma.end - vma.start;
    const high = Math.max(size * scale, leastHeight);
    placed.push({ vma, size, top, height: high });
    top += high;
  });
  return placed;
}
