/** What a session that has not ended is at. */
import type { SessionSample } from '../../shared/trace/session.ts';

const stages: Record<SessionSample['phase'], string> = {
  setup: 'Setting up …',
  running: 'Running',
  stopping: 'Stopping …',
  teardown: 'Checking …',
};

/** `stopping`: it was told to end, of which its last sample may not know yet. */
export function progress(stopping: boolean, sample: Pick<SessionSample, 'phase'> | null): string {
  const phase = sample?.phase ?? 'setup';
  return stages[stopping && phase !== 'teardown' ? 'stopping' : phase];
}
