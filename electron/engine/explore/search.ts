/** Runs the search of an explored program and words its result. One core; the caller's thread, in slices it may pause between. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { initialiseSearch } from '../../../shared/dialect/step/memory.ts';
import type { Action, Figures, Verdict } from '../../../shared/explore/verdict.ts';
import { describeFailure, SearchFailure } from './failure.ts';
import { deadlock, falseCondition, type Fault } from './fault.ts';
import type { Found } from './found.ts';

/** As in step/runtime/search.ts. */
const CONTROL = { state: 4, thread: 5, choice: 6, states: 7, transitions: 8, head: 9, tail: 10, condition: 12 } as const;
const RESULT = { running: 0, finished: 1, deadlock: 2, conditionFalse: 3, full: 4 } as const;
/** States expanded between two looks at the clock and at the caller's signal. */
const SLICE = 2000;

export interface SearchOptions {
  objects: number;
  limitMs: number;
  signal: AbortSignal;
  onProgress(figures: Figures): void;
  /** Asked between two slices: the search waits for what it answers. The time waited does not count. */
  pause?(): Promise<void> | null;
}

/** A verdict whose violation is still as the search found it. */
export interface SearchEnd extends Omit<Verdict, 'violation'> {
  found: Found | null;
}

type Exports = Record<string, (...args: number[]) => number>;

export async function search(image: StepImage, options: SearchOptions): Promise<SearchEnd> {
  let started = performance.now();
  const { words, exports } = instantiate(image);
  const control = (word: number): number => words[image.memory.parameters.control! / 4 + word]!;
  const figures = (): Figures => ({
    states: control(CONTROL.states), transitions: control(CONTROL.transitions), unexpanded: control(CONTROL.tail) - control(CONTROL.head),
    depth: 0, bytes: words.byteLength, ms: performance.now() - started,
  });
  const verdict = (outcome: Verdict['outcome'], found: Found | null, reason: string | null): SearchEnd =>
    ({ outcome, found, reason, sometimes: [], ...figures(), covers: covers(image, options.objects) });
  try {
    boot(image, exports);
  } catch (error) {
    if (!(error instanceof SearchFailure)) throw error;
    return error.kind === null ? verdict('inconclusive', null, error.reason) : verdict('violated', found(describeFailure(error, image), []), null);
  }
  try {
    for (;;) {
      const result = exports.$explore!(SLICE);
      options.onProgress(figures());
      if (result === RESULT.finished) return verdict('verified', null, null);
      if (result === RESULT.full) return verdict('inconclusive', null, `the memory for states is full; ${figures().unexpanded} states were not expanded`);
      if (result === RESULT.deadlock) {
        return verdict('violated', found(deadlock(image.program), pathTo(image, words, control(CONTROL.state))), null);
      }
      if (result === RESULT.conditionFalse) {
        const schedule = [...pathTo(image, words, control(CONTROL.state)), { thread: control(CONTROL.thread), choice: control(CONTROL.choice) }];
        const { name } = image.program.conditions[control(CONTROL.condition)]!;
        return verdict('violated', found(falseCondition(name), schedule), null);
      }
      if (performance.now() - started > options.limitMs) return verdict('inconclusive', null, 'the time is over');
      // Lets signals and timers through.
      await new Promise((resolve) => void setImmediate(resolve));
      const pause = options.pause?.();
      if (pause) {
        const paused = performance.now();
        await pause;
        started += performance.now() - paused;
      }
      if (options.signal.aborted) return verdict('inconclusive', null, 'it was stopped');
    }
  } catch (error) {
    if (!(error instanceof SearchFailure)) throw error;
    if (error.kind === null) return verdict('inconclusive', null, error.reason);
    const last = { thread: control(CONTROL.thread), choice: control(CONTROL.choice) };
    const schedule = [...pathTo(image, words, control(CONTROL.state)), last];
    return verdict('violated', found(describeFailure(error, image), schedule), null);
  }
}

function instantiate(image: StepImage): { words: Int32Array; exports: Exports } {
  const { pages } = image.memory;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const words = new Int32Array(memory.buffer);
  initialiseSearch(words, image.program, image.layout, image.regions, image.memory);
  const fail = (kind: number, site: number, a: number, b: number): never => {
    throw new SearchFailure(kind, site, a, b);
  };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(image.wasm), { env: { memory, fail } });
  return { words, exports: instance.exports as Exports };
}

function boot(image: StepImage, exports: Exports): void {
  for (const fn of [image.program.entry.kernelInit, image.program.entry.setup]) {
    if (fn && exports.$boot!(image.regions.entry.get(fn)!) !== 0) throw new SearchFailure(null, -1, 0, 0, `${fn} waits for something that cannot happen before the threads start`);
  }
  exports.$start!();
}

/** The actions that lead from the first state to this one, by the parents that the breadth-first search stored. */
function pathTo(image: StepImage, words: Int32Array, state: number): Action[] {
  const { parents, actions, queue } = image.memory.parameters;
  const first = words[queue! / 4]!;
  const path: Action[] = [];
  for (let at = state; at !== first; at = words[parents! / 4 + at]!) {
    const action = words[actions! / 4 + at]!;
    path.push({ thread: action & 0xff, choice: action >>> 8 });
  }
  return path.reverse();
}

function covers(image: StepImage, objects: number): Verdict['covers'] {
  return {
    memoryModel: 'sequential consistency',
    strategy: 'exhaustive',
    reductions: [],
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

function found(fault: Fault, schedule: Action[]): Found {
  return { ...fault, schedule, shortest: true, cycle: null };
}
