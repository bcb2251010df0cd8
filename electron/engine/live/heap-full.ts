/** A run whose heap was full: from then on it shows what the kernel does without memory, not what the scenario is about. */
import { inPlaceFrom } from '../../../shared/report/place-text.ts';
import type { Scene } from './explain.ts';
import { siteFrames } from './stack.ts';

/** In words, with where it was noticed first; null: it never was. */
export function heapFull({ image, heap }: Pick<Scene, 'image' | 'heap'>): string | null {
  const { failures, size } = heap.usage();
  if (failures === 0) return null;
  const place = inPlaceFrom(siteFrames(image.program, heap.fullAt));
  return `the kernel heap of ${size / 1024} KiB was full: ${failures === 1 ? 'an allocation failed' : `${failures.toLocaleString('en')} allocations failed, the first`}${place}; heap_kb in scenario() makes it larger`;
}
