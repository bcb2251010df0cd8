/** What a session's samples become over time: rates, latencies by window. Plain columns, as the charts draw them. */
import { histogramBetween, percentile } from '../../shared/trace/histogram.ts';
import type { SessionMeta, SessionSample } from '../../shared/trace/session.ts';
import { faultRates, iterationRates, type Rate } from './rates.ts';

export const shownQuantiles = [0.5, 0.99] as const;

/** Points closer than this are one: shorter windows only show the scheduler. */
const windowNs = 250e6;
const mostPoints = 2400;

/** Time between the points of a chart of a whole session that ended then, both ns: as many points as there may be. */
export function chartStep(end: number): number {
  return Math.max(windowNs, end / mostPoints);
}

/** What a chart draws: of each rate its values, a second, in the windows. */
export interface Rates {
  of: 'faults' | 'iterations';
  rated: readonly Rate[];
  values: number[][];
}

export class History {
  readonly meta: SessionMeta;
  /** Seconds since the start, at the end of each window. */
  readonly times: number[] = [];
  readonly #faults: Rates;
  readonly #iterations: Rates;
  /** ns, by histogram and by quantile; null where the window has no samples. */
  readonly latencies: (number | null)[][][];
  /** Of each counter, a second, in the last window. */
  counterRates: number[];
  readonly #windowNs: number;
  readonly #most: number;
  /** At the end of the last window. */
  #last: SessionSample | null = null;
  /** While threads ran. */
  #newest: SessionSample | null = null;
  /** Before they did. */
  #before: SessionSample | null = null;

  constructor(meta: SessionMeta, most = mostPoints, window = windowNs) {
    this.meta = meta;
    this.#windowNs = window;
    this.#most = most;
    this.#faults = empty('faults', faultRates(meta));
    this.#iterations = empty('iterations', iterationRates(meta));
    this.latencies = meta.histograms.map(() => shownQuantiles.map(() => []));
    this.counterRates = meta.counters.map(() => 0);
  }

  /** Of faults, once there was one; before anything is known, where there may be some. */
  get rates(): Rates {
    const index = this.meta.counters.indexOf('FAULT');
    const faults = this.times.length > 0 ? (this.#last?.counters[index] ?? 0) > 0 : index >= 0;
    return faults ? this.#faults : this.#iterations;
  }

  /** Answers whether there is something new to draw. */
  add(sample: SessionSample): boolean {
    if (sample.phase === 'running' || sample.phase === 'stopping') {
      this.#newest = sample;
      const begin = (this.#last ??= sample);
      return sample.time - begin.time >= this.#windowNs && this.#draw(begin, sample);
    }
    if (sample.phase === 'setup') this.#before = sample;
    if (sample.phase === 'setup' || this.times.length > 0) return false;
    // A session that was over before its first window shows what it had, perhaps in a single sample, or in none while threads ran.
    const end = this.#newest ?? sample;
    const begin = this.#last === end ? this.#before : (this.#last ?? this.#before);
    return begin !== null && begin.time < end.time && this.#draw(begin, end);
  }

  #draw(last: SessionSample, sample: SessionSample): true {
    const span = sample.time - last.time;
    this.#last = sample;
    const rate = (before: number, now: number): number => ((now - before) * 1e9) / span;
    this.counterRates = sample.counters.map((count, index) => rate(last.counters[index] ?? 0, count));

    this.#push(this.times, sample.time / 1e9);
    for (const { rated, values } of [this.#faults, this.#iterations]) rated.forEach(({ total }, at) => this.#push(values[at]!, rate(total(last), total(sample))));
    sample.histograms.forEach((histogram, index) => {
      const before = last.histograms[index];
      const window = before ? histogramBetween(before, histogram) : histogram;
      shownQuantiles.forEach((q, at) => this.#push(this.latencies[index]![at]!, window.count > 0 ? percentile(window, q) : null));
    });
    return true;
  }

  #push<T>(column: T[], value: T): void {
    column.push(value);
    if (column.length > this.#most) column.shift();
  }
}

function empty(of: Rates['of'], rated: readonly Rate[]): Rates {
  return { of, rated, values: rated.map(() => []) };
}
