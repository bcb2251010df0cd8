/** Where a thread had come to, by the newest events of its ring. */
import type { SiteId } from '../../../shared/dialect/ir.ts';
import { NOWHERE } from '../../../shared/trace/events.ts';
import { readEvents } from '../../../shared/trace/read-events.ts';

/** The last event that is somewhere in the source. `events`: of one thread, in the order of time. */
export function lastTraced(events: Uint8Array): { event: number; site: SiteId } | null {
  let last: { event: number; site: SiteId } | null = null;
  readEvents(events, (_time, event, _thread, _a, _b, site) => {
    if (site !== NOWHERE) last = { event, site };
  });
  return last;
}
