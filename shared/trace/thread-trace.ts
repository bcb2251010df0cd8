/** What a thread is in the middle of, by its events. */
import { openSlices } from './open-slices.ts';
import { readEvents } from './read-events.ts';
import { mostTraced, type ThreadTrace } from './traced.ts';

/** `events`: its newest ones, without a gap, in the order of time. `since`: when the sample before was taken, ns. */
export function threadTrace(events: Uint8Array, names: readonly string[], since: number): ThreadTrace {
  const faultBegins = names.indexOf('fault:begin');
  const faults: number[] = [];
  readEvents(events, (time, event, _thread, address) => {
    if (event === faultBegins && time > since) faults.push(address);
  });
  const open = openSlices(events, names).map(({ category, object }) => ({ category, object }));
  return { open: open.slice(-mostTraced.open), faults: faults.slice(-mostTraced.faults) };
}
