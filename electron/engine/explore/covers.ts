/** What a search is asked, and what its verdict then covers. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Coverage, Figures, StrategyName, Verdict } from '../../../shared/explore/verdict.ts';
import type { Found } from './found.ts';

export interface SearchOptions {
  objects: number;
  limitMs: number;
  /** Default `full`. */
  reduction?: 'none' | 'full';
  signal: AbortSignal;
  onProgress(figures: Figures): void;
  /** Asked now and then: the search waits for what it answers. The time waited does not count. */
  pause?(): Promise<void> | null;
  /** The built search-worker.js. Without it, or with one worker, the search runs in the caller's thread. */
  workerUrl?: URL;
}

/** A verdict whose violation is still as the search found it. */
export interface SearchEnd extends Omit<Verdict, 'violation'> {
  found: Found | null;
}

export function covers(image: StepImage, { objects, reduction }: SearchOptions, strategy: StrategyName): Coverage {
  return {
    memoryModel: 'sequential consistency',
    strategy,
    reductions: reduction === 'none' || strategy !== 'exhaustive' ? [] : ['independent steps joined'],
    sequenceBits: Number(image.program.config.SEQ_BITS ?? 32),
    properties: [],
    assumed: [],
    objects,
    threads: image.layout.threads.filter((t) => t.kind === 'thread').map(({ name, repeat }) => ({ name, repeat })),
    config: image.program.config,
    protocol: image.program.scenario.protocol,
    conditions: image.program.conditions.filter((c) => c.kind === 'always').map((c) => c.name),
  };
}
