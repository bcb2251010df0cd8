/** All of a recorded trace, of which the window has the slices of a part: what is asked about the rest. */
import type { WholeContention, WholeLines } from '../../shared/recording/whole.ts';
import type { TimeRange } from '../../shared/trace/time-range.ts';
import type { call } from '../ipc/client.ts';
import type { RecordedTrace } from './recordedTrace.ts';
import { RecordingSearch } from './recordingSearch.ts';

export class WholeRecording {
  private closed = false;

  constructor(
    private readonly recording: number,
    private readonly trace: RecordedTrace,
    private readonly ask: typeof call,
    private readonly failed: (error: unknown) => void,
  ) {}

  search(words: string, changed: () => void): RecordingSearch {
    return new RecordingSearch(this.recording, words, this.trace.times, (request) => this.told(() => this.ask('recordings.find', request)), changed);
  }

  /** A bit more each time; null: it could not be told, and the person knows. */
  lines({ start, end }: TimeRange): Promise<WholeLines | null> {
    return this.told(() => this.ask('recordings.lines', { recording: this.recording, range: { start, end } }));
  }

  /** Likewise; of all of it when `range` is null. */
  contention(range: TimeRange | null): Promise<WholeContention | null> {
    return this.told(() => this.ask('recordings.contention', { recording: this.recording, range: range && { start: range.start, end: range.end } }));
  }

  /** Whether the window has the slices of all of these times. */
  hasAll(range: TimeRange): boolean {
    return this.trace.hasAll(range);
  }

  /** How much of the time around a moment can be shown slice by slice: `span` (ns) or less. */
  spanAround(time: number, span: number): number {
    return this.trace.spanAround(time, span);
  }

  /** Nobody hears of it any more. */
  close(): void {
    this.closed = true;
  }

  private async told<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const answer = this.closed ? null : await work();
      return this.closed ? null : answer;
    } catch (error) {
      if (!this.closed) this.failed(error);
      return null;
    }
  }
}
