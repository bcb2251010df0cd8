/** The memory of one search, and the code that works in it: one instance for each worker, all over the same memory. */
import { CONTROL, SHARED } from '../../../shared/dialect/step/abi.ts';
import type { StepMemory } from '../../../shared/dialect/step/memory.ts';
import type { EXPORTS } from '../../../shared/dialect/step/search-code.ts';
import { emptyTable, STATES_PER_PARENT, TABLE_BYTES, TABLES, type TableName } from '../../../shared/dialect/step/tables.ts';
import { SearchFailure } from './failure.ts';

export type SearchCode = Record<(typeof EXPORTS)[number], (...args: number[]) => number>;

/** What a worker needs of a search, as it goes to a thread. */
export interface SharedSpace {
  memory: WebAssembly.Memory;
  module: WebAssembly.Module;
  layout: Pick<StepMemory, 'parameters' | 'workers' | 'limits' | 'tables' | 'slots' | 'reserve'>;
}

/** A table's description (runtime/table.ts), in words; the bytes of a slot of an index. */
const GROW_AT = 2;
const NEXT = 16;
const SLOT = 4;
/** What states are made of. */
const PARTS = TABLES.filter(({ name }) => name !== 'states');
/** What earlier passes left of it may take one in so many bytes of the room that there is. */
const LEFT_OVER = 8;

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
  total(word: 'states' | 'transitions' | 'expanded' | 'putOff'): number {
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

  /** The place of a table that nobody has taken yet. */
  next(name: TableName): number {
    return Atomics.load(this.words, this.description(name) + NEXT);
  }

  /** Bytes of what is stored: entries, indices, and parents. */
  bytes(): number {
    return TABLES.reduce((sum, { name }) => sum + this.words[this.description(name)]! * SLOT, this.entryBytes());
  }

  /** Bytes of entries and parents, without the indices, which grow by leaps. */
  entryBytes(): number {
    return TABLES.reduce((sum, { name, bytes }) => sum + this.next(name) * bytes, (this.next('states') / STATES_PER_PARENT) * 4);
  }

  /** Whether steps were found in this pass that need a state of their own. */
  get hasLearned(): boolean {
    return this.get('leaders') !== this.get('leadersBefore');
  }

  /** Whether no state is stored at a place. */
  isEmpty(state: number): boolean {
    const root = this.at('roots', state * 8);
    return this.words[root] === 0 && this.words[root + 1] === 0;
  }

  /** Whether as many states are stored as may be. */
  get isFull(): boolean {
    return this.total('states') > this.shared.layout.limits.states;
  }

  /** Whether what is stored takes as much as it may, or would when `ahead` bytes of entries are added, or an index grows that is about to. */
  isLarge(ahead: number): boolean {
    const kibibytes = this.get('mostKibibytes');
    if (kibibytes === 0) return false;
    const growth = TABLES.filter(({ name }) => this.next(name) > this.words[this.description(name) + GROW_AT]! * 0.9).reduce((sum, { name }) => sum + (this.words[this.description(name)]! * SLOT) / 4, 0);
    return (this.bytes() + growth + ahead) / 1024 > kibibytes;
  }

  /** Gives the places back that workers took and have not used, where they are the last ones: so a level leaves as few holes as possible. */
  trimStates(): void {
    const next = this.description('states') + NEXT;
    const blocks = Array.from({ length: this.workers }, (_, worker) => this.own(worker, 'blocks', TABLES.findIndex((t) => t.name === 'states') * 8));
    for (const at of blocks.toSorted((a, b) => this.words[b + 1]! - this.words[a + 1]!)) {
      if (this.words[at + 1] === this.words[next]) this.words[next] = this.words[at]!;
      this.words.fill(0, at, at + 2);
    }
  }

  /** The states stored so far are all expanded: the next level begins after them. */
  endLevel(): void {
    this.trimStates();
    this.set('levelEnd', this.next('states'));
  }

  /** Forgets all states, but neither what they are made of nor how large their index has had to become: the next pass stores nearly as many. */
  clearStates(): void {
    const at = this.at('stateIndex');
    const capacity = this.words[this.description('states')]!;
    this.words.fill(0, at, at + capacity);
    this.words.fill(0, this.at('roots'), this.at('roots', this.next('states') * 8));
    for (let worker = 0; worker < this.workers; worker++) {
      const block = this.own(worker, 'blocks', TABLES.findIndex((t) => t.name === 'states') * 8);
      this.words.fill(0, block, block + 2);
    }
    emptyTable(this.words, this.shared.layout, 'states', capacity);
  }

  /** Whether what states are made of takes much of the room that there is for it, or of what all may take. */
  get isLittered(): boolean {
    const kibibytes = this.get('mostKibibytes') || Infinity;
    const taken = PARTS.reduce((sum, { name, bytes }) => sum + this.next(name) * bytes, 0) / 1024;
    return taken > kibibytes / LEFT_OVER || PARTS.some(({ name }) => this.next(name) > this.shared.layout.tables[name].most / LEFT_OVER);
  }

  /** Forgets what states were made of, too, and whatever refers to it: nothing may be remembered then of actions. */
  clearParts(): void {
    const { layout } = this.shared;
    const clear = (from: number, to: number): void => void this.words.fill(0, from, to);
    for (const { name, index, bytes } of PARTS) {
      const capacity = this.words[this.description(name)]!;
      clear(this.at(index), this.at(index) + capacity);
      clear(this.at(name), this.at(name, this.next(name) * bytes));
      emptyTable(this.words, layout, name, capacity);
    }
    const { stateBytes, groups } = layout.parameters as Record<'stateBytes' | 'groups', number>;
    for (let worker = 0; worker < this.workers; worker++) {
      clear(this.own(worker, 'blocks'), this.own(worker, 'blocks', TABLES.length * 8));
      for (const words of ['pristine', 'work']) clear(this.own(worker, words), this.own(worker, words, stateBytes));
      clear(this.own(worker, 'tree'), this.own(worker, 'tree', groups * 32));
    }
  }

  private description(name: TableName): number {
    return this.at('tables', TABLES.findIndex((t) => t.name === name) * TABLE_BYTES);
  }
}
