import { describe, expect, it } from 'vitest';
import { openSlices } from '../../../shared/trace/open-slices';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../shared/trace/events';

const NAMES = ['fault:begin', 'mmap_lock.read:begin', 'mmap_lock.read:end', 'vma_lock.read:begin', 'vma_lock.read:end', 'vma_lock.mark'];

/** Events by their name and what they are about; the site of each is its place among them. */
function events(...told: [name: string, object: number][]): Uint8Array {
  const chunk = new Uint8Array(told.length * EVENT_BYTES);
  const view = new DataView(chunk.buffer);
  told.forEach(([name, object], i) => {
    view.setUint16(i * EVENT_BYTES + EVENT_OFFSET.event, NAMES.indexOf(name), true);
    view.setUint32(i * EVENT_BYTES + EVENT_OFFSET.a, object, true);
    view.setUint32(i * EVENT_BYTES + EVENT_OFFSET.site, i, true);
  });
  return chunk;
}

describe('what a thread is in the middle of, by its newest events', () => {
  it('are its fault, and the locks that it has taken and not let go', () => {
    const chunk = events(['fault:begin', 1], ['mmap_lock.read:begin', 7], ['vma_lock.read:begin', 8], ['vma_lock.mark', 8], ['vma_lock.read:begin', 9], ['vma_lock.read:end', 8]);
    expect(openSlices(chunk, NAMES)).toEqual([{ category: 'fault', object: 1, site: 0 }, { category: 'mmap_lock.read', object: 7, site: 1 }, { category: 'vma_lock.read', object: 9, site: 4 }]);
  });

  it('are locks let go once for each time that they were taken; what was taken before is not known of', () => {
    const chunk = events(['vma_lock.read:end', 8], ['mmap_lock.read:begin', 7], ['mmap_lock.read:begin', 7], ['vma_lock.read:end', 9], ['mmap_lock.read:end', 7]);
    expect(openSlices(chunk, NAMES)).toEqual([{ category: 'mmap_lock.read', object: 7, site: 1 }]);
  });
});
