/** Where the threads of a live session wait, line by line, from the looks that the lab takes at them. */
import type { SessionMeta, SessionSample } from '../../../shared/trace/session.ts';
import { isWaiting } from '../../../shared/trace/waiting.ts';

export interface Waiting {
  file: string;
  line: number;
  /** Of all looks at threads that were to run, in how many one waited here. */
  looks: number;
  /** The longest wait seen, ms. */
  longestMs: number;
  /** Threads by name, those most often seen here first. */
  threads: string[];
}

interface Tally {
  looks: number;
  longestMs: number;
  byThread: Map<number, number>;
}

export class Contention {
  /** Looks at threads in all: the whole that `Waiting.looks` is a part of. */
  looks = 0;
  readonly #meta: Pick<SessionMeta, 'threads' | 'sites'>;
  /** By `file:line`. */
  readonly #lines = new Map<string, Tally>();

  constructor(meta: Pick<SessionMeta, 'threads' | 'sites'>) {
    this.#meta = meta;
  }

  add({ threads, phase }: Pick<SessionSample, 'threads' | 'phase'>): void {
    if (phase !== 'running') return;
    threads.forEach((sample, thread) => {
      // Kernel threads wait for work: nobody is kept.
      if (this.#meta.threads[thread]?.kind !== 'thread') return;
      this.looks++;
      if (isWaiting(sample)) this.#wait(sample.waitSite, sample.waitedMs, thread);
    });
  }

  /** At the line itself and at those of the calls around it, each once. */
  #wait(waitSite: number, waitedMs: number, thread: number): void {
    const { sites } = this.#meta;
    const seen = new Set<string>();
    for (let at = sites[waitSite]; at && seen.size <= sites.length; at = sites[at.caller]) {
      const key = `${at.file}:${at.line}`;
      if (seen.has(key)) continue;
      seen.add(key);
      let tally = this.#lines.get(key);
      if (!tally) this.#lines.set(key, (tally = { looks: 0, longestMs: 0, byThread: new Map() }));
      tally.looks++;
      tally.longestMs = Math.max(tally.longestMs, waitedMs);
      tally.byThread.set(thread, (tally.byThread.get(thread) ?? 0) + 1);
    }
  }

  /** Of one file. */
  in(file: string): Waiting[] {
    return [...this.#lines].flatMap(([key, { looks, longestMs, byThread }]) => {
      const colon = key.lastIndexOf(':');
      if (key.slice(0, colon) !== file) return [];
      const threads = [...byThread].sort(([, a], [, b]) => b - a).map(([thread]) => this.#meta.threads[thread]!.name);
      return [{ file, line: Number(key.slice(colon + 1)), looks, longestMs, threads }];
    });
  }
}

/** Shown behind the line: `waiting 12 %`. Null where it is next to nothing. */
export function waitingNote({ looks }: Waiting, all: number): string | null {
  const share = all === 0 ? 0 : looks / all;
  return share < 0.005 ? null : `waiting ${share < 0.095 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`;
}

/** In full, for who asks. */
export function waitingText({ looks, longestMs, threads }: Waiting, all: number): string {
  const named = threads.slice(0, 4).join(', ') + (threads.length > 4 ? ` and ${threads.length - 4} more` : '');
  return `In ${looks} of ${all} looks at the scenario's threads, one was waiting here: ${named}. The longest wait seen: ${longestMs < 10 ? longestMs.toFixed(1) : Math.round(longestMs)} ms.`;
}
