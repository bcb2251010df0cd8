/** Whether and for what a thread waits: asleep, or looking again and again. */
import type { ThreadSample } from './session.ts';

export function isWaiting({ status }: Pick<ThreadSample, 'status'>): boolean {
  return status === 'sleeping' || status === 'polling';
}

/** What a thread does, for people. The tracer holds those that look again and again, but at nothing of the program's. */
export function activityOf({ status, waitSite }: Pick<ThreadSample, 'status' | 'waitSite'>): ThreadSample['status'] | 'paused' {
  return status === 'polling' && waitSite < 0 ? 'paused' : status;
}
