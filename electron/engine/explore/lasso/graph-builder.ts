/** Makes the graph of what a search has stored: each state is restored once, and each of its steps taken. */
import { RECORD } from '../../../../shared/dialect/step/layout.ts';
import type { StepImage } from '../../../../shared/dialect/step/emit.ts';
import type { Action } from '../../../../shared/explore/verdict.ts';
import { HEAVY } from '../failure.ts';
import type { SearchCode, Space } from '../space.ts';
import { LABEL, type StateGraph } from './state-graph.ts';

/** As in runtime/lasso.ts. */
const MOST_SUCCESSORS = 5000;

/** There are more steps than there is room for. Its message says why. */
export class NoRoomForSteps extends Error {}

/** Bytes for a state, and for a step. */
const STATE_BYTES = 13;
const STEP_BYTES = 5;

export class GraphBuilder {
  /** States whose steps are known. */
  expanded = 0;
  private readonly states: number;
  /** The place of each state, and 1 + the number of the state at each place. */
  private readonly places: Int32Array;
  private readonly numbers: Int32Array;
  private readonly first: Int32Array;
  private readonly parent: Int32Array;
  private readonly owing: Uint8Array;
  private to = new Int32Array(1024);
  private label = new Uint8Array(1024);
  private met = 1;
  private steps = 0;
  private readonly records: readonly number[];
  private readonly log: number;

  /** `code` is worker 0's, and nobody else runs. `root`: the place of the first state. Nothing may be joined. `mostBytes`: that the graph may take. */
  constructor(
    private readonly image: StepImage,
    private readonly space: Space,
    private readonly code: SearchCode,
    root: number,
    private readonly mostBytes: number,
  ) {
    this.states = space.total('states');
    if (this.states * STATE_BYTES + space.next('states') * 4 > mostBytes) throw new NoRoomForSteps(HEAVY);
    this.places = new Int32Array(this.states);
    this.numbers = new Int32Array(space.next('states'));
    this.first = new Int32Array(this.states + 1);
    this.parent = new Int32Array(this.states);
    this.owing = new Uint8Array(this.states);
    this.records = image.layout.threads.filter((t) => t.kind !== 'observer').map(({ record }) => space.own(0, 'pristine', record));
    this.log = space.own(0, 'log');
    this.places[0] = root;
    this.parent[0] = -1;
    this.numbers[root] = 1;
    code.$show(root);
  }

  /** States still to be expanded. */
  get left(): number {
    return this.states - this.expanded;
  }

  get bytes(): number {
    return this.to.length * STEP_BYTES + this.states * STATE_BYTES + this.numbers.byteLength;
  }

  /** Expands some more states; whether all are. */
  advance(budget: number): boolean {
    const end = Math.min(this.states, this.expanded + budget);
    for (; this.expanded < end; this.expanded++) this.expand(this.expanded);
    return this.expanded === this.states;
  }

  /** Once all states are expanded. */
  graph(): StateGraph {
    const { states, first, parent, owing, steps } = this;
    return { states, first, parent, owing, threads: this.records.length, to: this.to.subarray(0, steps), label: this.label.subarray(0, steps) };
  }

  /** The action that a step of a state is: the first that leads there, by the same thread and with the same of deadlines. */
  action(from: number, to: number, label: number): Action {
    const { space: { words }, log } = this;
    const count = this.successors(from);
    for (let at = log; at < log + count * 3; at += 3) {
      if (words[at] === this.places[to] && words[at + 1] === label) return { thread: label & LABEL.thread, choice: words[at + 2]! };
    }
    throw new Error('a step between two states is not found again');
  }

  private expand(state: number): void {
    const { space: { words }, numbers, log } = this;
    if (state >= this.met) throw new Error('the states that were stored are not those that can be reached: this is a defect of Faultline');
    const count = this.successors(state);
    this.owing[state] = +this.records.some((record) => words[record + (RECORD.pc >> 2)] !== 0 && words[record + (RECORD.left >> 2)]! >= 0);
    if (this.steps + count > this.to.length) this.grow();
    for (let at = log; at < log + count * 3; at += 3) {
      const place = words[at]!;
      let number = numbers[place]!;
      if (number === 0) {
        if (this.met === this.states) throw new Error('a state was not stored: this is a defect of Faultline');
        this.places[this.met] = place;
        this.parent[this.met] = state;
        number = numbers[place] = ++this.met;
      }
      this.to[this.steps] = number - 1;
      this.label[this.steps++] = words[at + 1]!;
    }
    this.first[state + 1] = this.steps;
  }

  /** Leaves the state restored, and its steps in the log. */
  private successors(state: number): number {
    const count = this.code.$successors(this.places[state]!);
    if (count > MOST_SUCCESSORS) throw new NoRoomForSteps(`a state has more than ${MOST_SUCCESSORS} steps, too many to search for cycles`);
    return count;
  }

  private grow(): void {
    const length = this.to.length * 2 + MOST_SUCCESSORS;
    // Until they are copied there are both.
    if (this.bytes + length * STEP_BYTES > this.mostBytes) throw new NoRoomForSteps(HEAVY);
    const [to, label] = [new Int32Array(length), new Uint8Array(length)];
    to.set(this.to);
    label.set(this.label);
    [this.to, this.label] = [to, label];
  }
}
