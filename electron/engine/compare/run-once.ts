/** One live run of a load: what it does after it has become warm. */
import { isIdle, measureBetween, type Measure } from '../../../shared/compare/measure.ts';
import type { SessionSample } from '../../../shared/trace/session.ts';
import { createLiveSession } from '../live/session.ts';
import type { Load } from './load.ts';

/** Engines compile a second time what turns out to be hot. */
const WARM_UP_MS = 500;

export interface RunOptions {
  workerUrl: URL;
  seed: number;
  /** Time that is measured, ms. */
  measureMs: number;
  signal: AbortSignal;
  /** Added to the priority of its threads, as nice(1) counts: 0 unless told. */
  nice?: number;
}

/** `ended`: a violation, or there was nothing to measure, or it was stopped. */
export async function runOnce({ image }: Load, { workerUrl, seed, measureMs, signal, nice = 0 }: RunOptions): Promise<{ measure: Measure } | { ended: string }> {
  let origin: number | undefined;
  let from: SessionSample | undefined;
  let to: SessionSample | undefined;
  const session = createLiveSession({
    image, workerUrl, seed, signal, nice, durationMs: WARM_UP_MS + measureMs,
    onSample: (sample) => {
      if (sample.phase !== 'running') return;
      origin ??= sample.time;
      if (sample.time - origin >= WARM_UP_MS * 1e6) from ??= sample;
      to = sample;
    },
  });
  const { outcome, diagnoses, checks } = await session.result;
  await session.delivered;
  if (outcome !== 'ok') return { ended: diagnoses[0]?.message ?? checks.note };
  if (!from || !to || from === to) return { ended: 'it was over before anything could be measured' };
  const measure = measureBetween(image.program, from, to);
  return isIdle(measure) ? { ended: 'its threads got no processor while it was measured' } : { measure };
}
