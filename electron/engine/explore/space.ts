/** The memory of one search, and the code that works in it: one instance for each worker, all over the same memory. */
import { CONTROL, SHARED } from '../../../shared/dialect/step/abi.ts';
import type { StepMemory } from '../../../shared/dialect/step/memory.ts';
import { SearchFailure } from './failure.ts';

export type SearchCode = Record<'$boot' | '$start' | '$first' | '$explore' | '$action' | '$show' | '$replay' | '$x_false_condition' | '$successors' | '$set_out' | '$deepen', (...args: number[]) => number>;

/** What a worker needs of a search, as it goes to a thread. */
export interface SharedSpace {
  memory: WebAssembly.Memory;
  module: WebAssembly.Module;
  layout: Pick<StepMemory, 'parameters' | 'workers' | 'limits'>;
}

export class Space {
  readonly words: Int32Array;

  constructor(readonly shared: SharedSpace) {
    this.words = new Int32Array(shared.memory.buffer);
  }

  get workers(): number {
    return this.shared.layout.workers.length;
  }

  /** The index in `words` of an address that is the same for all workers. */
  at(parameter: string, byte = 0): number {
    return (this.shared.layout.parameters[parameter]! + byte) >>> 2;
  }

  /** The index in `words` of an address in a worker's own part. */
  own(worker: number, parameter: string, byte = 0): number {
    return (this.shared.layout.workers[worker]! + this.shared.layout.parameters[parameter]! + byte) >>> 2;
  }

  control(worker: number, word: keyof typeof CONTROL): number {
    return this.words[this.own(worker, 'control', CONTROL[word])]!;
  }

  setControl(worker: number, word: keyof typeof CONTROL, value: number): void {
    this.words[this.own(worker, 'control', CONTROL[word])] = value;
  }

  /** A figure that each worker counts for itself. */
  total(word: 'states' | 'transitions' | 'pairs' | 'chunks'): number {
    let sum = 0;
    for (let worker = 0; worker < this.workers; worker++) sum += this.control(worker, word) >>> 0;
    return sum;
  }

  get(word: keyof typeof SHARED): number {
    return Atomics.load(this.words, this.at('shared', SHARED[word]));
  }

  set(word: keyof typeof SHARED, value: number): void {
    Atomics.store(this.words, this.at('shared', SHARED[word]), value);
  }

  /** The search's code as this worker runs it. A failure of the explored program is thrown as a SearchFailure. */
  code(worker: number): SearchCode {
    const fail = (kind: number, site: number, a: number, b: number): never => {
      throw new SearchFailure(kind, site, a, b);
    };
    const base = new WebAssembly.Global({ value: 'i32', mutable: false }, this.shared.layout.workers[worker]!);
    const instance = new WebAssembly.Instance(this.shared.module, { env: { memory: this.shared.memory, base, fail } });
    return instance.exports as SearchCode;
  }

  /** Whether the tables are as full as they may become. */
  isFull(): boolean {
    const { limits } = this.shared.layout;
    return this.total('states') > limits.states || this.total('pairs') > limits.pairs || this.total('chunks') > limits.chunks;
  }
}
