/** Where threads fault: what a state that is played, or the trace of a session, says of it. */
import type { PlayedState } from '../../shared/replay/state.ts';
import type { ThreadTrace } from '../../shared/trace/traced.ts';

export interface Fault {
  /** The thread's number. */
  thread: number;
  address: number;
  /** It is under way; others are over. */
  now: boolean;
}

/** In one address space; those of which it is not known are in each. */
export function playedFaults({ threads }: Pick<PlayedState, 'threads'>, mm: number): Fault[] {
  return threads.flatMap(({ thread, faults }) => (faults && (faults.mm === null || faults.mm === mm) ? [{ thread, address: faults.address, now: true }] : []));
}

/** A trace does not say in which address space. Those that are over come first. */
export function tracedFaults(traced: readonly ThreadTrace[]): Fault[] {
  const now = traced.flatMap(({ open }, thread) => open.filter(({ category }) => category === 'fault').slice(-1).map(({ object }) => ({ thread, address: object, now: true })));
  const current = new Map(now.map(({ thread, address }) => [thread, address]));
  const over = traced.flatMap(({ faults }, thread) => [...new Set(faults)].filter((address) => address !== current.get(thread)).map((address) => ({ thread, address, now: false })));
  return [...over, ...now];
}
