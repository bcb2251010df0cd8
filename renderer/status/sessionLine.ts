/** The session in one line. */
import type { SessionMeta, SessionResult, SessionSample } from '../../shared/trace/session.ts';
import { formatClock, formatCount } from '../format.ts';
import { progress } from '../session/progress.ts';
import type { SessionStatus } from '../stores/session.ts';

const outcomes = { ok: 'Ended, all checks hold', violated: 'Violation found', inconclusive: 'Ended, inconclusive' };

export interface SessionState {
  status: SessionStatus;
  meta: SessionMeta | null;
  sample: SessionSample | null;
  result: SessionResult | null;
  failure: string;
  /** The name of its recording; null: it ran here. */
  recordedAs: string | null;
}

/** `front`: the title of the scenario in front; all that is shown of the session may be of another one. */
export function sessionLine({ status, meta, sample, result, failure, recordedAs }: SessionState, front: string | null): string {
  if (status === 'idle') return failure ? `Not started: ${failure}` : 'Ready';
  if (status === 'starting') return 'Compiling and starting …';
  if (status === 'ended' && !result) return `The session was lost: ${failure}`;
  const state = result ? outcomes[result.outcome] : progress(status === 'stopping', sample);
  const other = meta && !recordedAs && meta.title !== front && meta.title;
  const parts = [recordedAs && `Recording ${recordedAs}`, state, clock(sample, result), meta?.mode, amount(meta, sample), other];
  return parts.filter(Boolean).join('  ·  ');
}

/** Since it began; when it has ended, how long its threads had run, as its report says. */
function clock(sample: SessionSample | null, result: SessionResult | null): string {
  if (result) return result.runMs > 0 ? formatClock(result.runMs * 1e6) : '';
  return sample ? formatClock(sample.time) : '';
}

/** Where nothing faults, how often threads' bodies have run. */
function amount(meta: SessionMeta | null, sample: SessionSample | null): string {
  if (!meta || !sample) return '';
  const faults = sample.counters[meta.counters.indexOf('FAULT')] ?? 0;
  if (faults > 0) return `${formatCount(faults)} faults`;
  const iterations = meta.threads.reduce((sum, { kind }, at) => sum + (kind === 'thread' ? sample.threads[at]?.iterations ?? 0 : 0), 0);
  return iterations > 0 ? `${formatCount(iterations)} iterations` : '';
}
