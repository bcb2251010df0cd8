/** Which locks the threads of a session have, and wait for, and where they fault, by the newest events of each: nothing in throughput mode. */
import type { SiteId } from '../dialect/ir.ts';
import { eventKind } from './events.ts';
import { readEvents } from './read-events.ts';

export interface OpenSlice {
  /** `mmap_lock.read` */
  category: string;
  /** What it is about: its event's first argument. */
  object: number;
  site: SiteId;
}

const LOOKED_AT = /^((mmap|vma)_lock\.|fault:)/;

/**
 * Slices of one thread's locks and faults that have begun and not ended, in the order of their beginnings. `events`: its newest ones, without a gap. What began
 * before them is not known of.
 */
export function openSlices(events: Uint8Array, names: readonly string[]): OpenSlice[] {
  const kinds = names.map((name) => (LOOKED_AT.test(name) ? eventKind(name) : null));
  const open: OpenSlice[] = [];
  readEvents(events, (_time, event, _thread, object, _b, site) => {
    const kind = kinds[event];
    if (kind?.phase === 'begin') open.push({ category: kind.category, object, site });
    else if (kind?.phase === 'end') {
      const at = open.findLastIndex((slice) => slice.category === kind.category && slice.object === object);
      if (at >= 0) open.splice(at, 1);
    }
  });
  return open;
}
