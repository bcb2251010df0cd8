/** What a run shows while it goes on: redrawn in place on a terminal, a line each second elsewhere. */
import { countersByName, faultPaths } from '../../shared/report/fault-paths.ts';
import { histogramBetween, percentile } from '../../shared/trace/histogram.ts';
import type { SessionMeta, SessionSample } from '../../shared/trace/session.ts';
import { grouped, percent, table, time } from './text.ts';

export interface Screen {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

const BAR = 30;

export class Progress {
  private lines = 0;
  private last: SessionSample | null = null;

  constructor(
    private readonly screen: Screen,
    private readonly meta: SessionMeta,
  ) {}

  show(sample: SessionSample): void {
    // A terminal can be read some times a second, a log should not grow faster than it is read.
    const every = this.screen.isTTY ? 200 : 1000;
    if (this.last && (sample.time - this.last.time) / 1e6 < every) return;
    const before = this.last;
    this.last = sample;
    if (!before) return;
    if (this.screen.isTTY) this.redraw(this.block(before, sample));
    else this.screen.write(this.line(before, sample));
  }

  /** Removes what was drawn: the report comes in its place. */
  clear(): void {
    if (this.screen.isTTY) this.redraw([]);
  }

  private redraw(lines: string[]): void {
    const width = (this.screen.columns || 80) - 1;
    const up = this.lines > 0 ? `\x1b[${this.lines}A` : '';
    this.lines = lines.length;
    this.screen.write(`${up}\r\x1b[J${lines.map((line) => `${line.slice(0, width)}\n`).join('')}`);
  }

  private block(before: SessionSample, sample: SessionSample): string[] {
    const seconds = (sample.time - before.time) / 1e9;
    const then = countersByName(this.meta.counters, before.counters);
    const faults = faultPaths(countersByName(this.meta.counters, sample.counters));
    const rows = (faults?.paths ?? [])
      .filter(({ count }) => count > 0)
      .map(({ label, counter, count, share }) => {
        const rate = (count - (then.get(counter) ?? 0)) / seconds;
        return [label, `${grouped(rate)}/s`, grouped(count), percent(share), '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '·')];
      });
    const total = faults ? ['faults', `${grouped((faults.total - (then.get('FAULT') ?? 0)) / seconds)}/s`, grouped(faults.total)] : [];
    const latencies = this.meta.histograms.flatMap((name, index) => {
      const part = histogramBetween(before.histograms[index]!, sample.histograms[index]!);
      return part.count > 0 ? [`${name} p50 ${time(percentile(part, 0.5))}, p99 ${time(percentile(part, 0.99))}`] : [];
    });
    const waiting = sample.threads.filter(({ status }) => status === 'sleeping').length;
    const live = sample.objects.map(({ struct, count }) => `${grouped(count)} ${struct}`).join(', ');
    return [
      `  ${(sample.time / 1e9).toFixed(1)} s, ${sample.phase}; ${waiting} of ${sample.threads.length - 1} threads asleep`,
      ...table(total.length > 0 ? [total, ...rows] : []).split('\n').filter(Boolean),
      ...latencies.map((text) => `  ${text}`),
      ...(live ? [`  ${live}`] : []),
    ];
  }

  private line(before: SessionSample, sample: SessionSample): string {
    const seconds = (sample.time - before.time) / 1e9;
    const now = countersByName(this.meta.counters, sample.counters);
    const then = countersByName(this.meta.counters, before.counters);
    const faults = faultPaths(now);
    const text = faults
      ? `${grouped(faults.total)} faults, ${grouped((faults.total - (then.get('FAULT') ?? 0)) / seconds)}/s, ${percent(faults.paths[0]!.share)} under the VMA lock`
      : `${grouped(sample.threads.reduce((sum, { iterations }) => sum + iterations, 0))} iterations`;
    return `${(sample.time / 1e9).toFixed(1)} s  ${text}\n`;
  }
}
