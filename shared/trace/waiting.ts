/** Whether a thread waits: asleep, or looking again and again. */
import type { ThreadSample } from './session.ts';

export function isWaiting({ status }: Pick<ThreadSample, 'status'>): boolean {
  return status === 'sleeping' || status === 'polling';
}
