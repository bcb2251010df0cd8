/** What the chart of rates draws: faults by the path that ended them, and where nothing faults how often threads' bodies have run. */
import { FAULT_PATHS } from '../../shared/report/fault-paths.ts';
import type { SessionMeta, SessionSample } from '../../shared/trace/session.ts';

export interface Rate {
  label: string;
  /** Of the theme. */
  colour: string;
  fill: boolean;
  /** Since the session began. */
  total: (sample: SessionSample) => number;
}

const pathLabels = { VMA_LOCK_SUCCESS: 'VMA lock', FAULT_MMAP_LOCK: 'mmap_lock', FAULT_SIGSEGV: 'SIGSEGV', FAULT_OOM: 'OOM' };
const pathColours = ['series-1', 'series-2', 'error', 'series-5'];
const threadColours = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6'];

export function faultRates({ counters }: Pick<SessionMeta, 'counters'>): Rate[] {
  return FAULT_PATHS.map(({ counter }, path) => {
    const index = counters.indexOf(counter);
    return { label: pathLabels[counter], colour: pathColours[path]!, fill: path < 2, total: (sample) => sample.counters[index] ?? 0 };
  });
}

/** Instances of one thread together, as many threads as there are colours. */
export function iterationRates({ threads }: Pick<SessionMeta, 'threads'>): Rate[] {
  const instances = new Map<string, number[]>();
  threads.forEach(({ name, kind }, index) => {
    const [declared] = name.split('/');
    if (kind === 'thread') instances.set(declared!, [...(instances.get(declared!) ?? []), index]);
  });
  return [...instances].slice(0, threadColours.length).map(([label, places], at) => ({
    label, colour: threadColours[at]!, fill: false,
    total: (sample) => places.reduce((sum, place) => sum + (sample.threads[place]?.iterations ?? 0), 0),
  }));
}
