/**
 * One run of an explored program, step by step, on an instance of its own that stores no states but the present one.
 * The same actions give the same states on every machine.
 */
import { FOREVER } from '../../../shared/dialect/ir.ts';
import { LOOKED, STATUS } from '../../../shared/dialect/step/abi.ts';
import type { StepImage, StepOptions } from '../../../shared/dialect/step/emit.ts';
import { OBJECT, RECORD } from '../../../shared/dialect/step/layout.ts';
import type { StepLimits } from '../../../shared/dialect/step/memory.ts';
import type { Action, Verdict } from '../../../shared/explore/verdict.ts';
import { boot, openSpace } from '../explore/boot.ts';
import { SearchFailure } from '../explore/failure.ts';
import type { SearchCode, Space } from '../explore/space.ts';

/** A state, as `save` made it. */
export type SavedState = Int32Array;

/** What decides how a program runs, as the search had it. */
export type RunOptions = Omit<StepOptions, keyof StepLimits>;

/** No state is stored. */
const LIMITS = { states: 16, workers: 1 };
/** Words of a worker's control (step/abi.ts) that belong to a state: the first is how many choices the last step had. */
export const CONTROL_WORDS = 16;

/** The state vector alone, as a search may begin from it. */
export function vectorOf(state: SavedState): Int32Array<ArrayBuffer> {
  return state.slice(CONTROL_WORDS);
}

/** What an image with no room for a search is made by. */
export function withoutRoom(options: RunOptions): StepOptions {
  return { ...LIMITS, ...options, symmetric: false };
}

export class StepRun {
  /** All but the observer of conditions. The boot thread stands at its end, unless there is something to do when all is over. */
  readonly threads: readonly number[];
  private readonly space: Space;
  private readonly words: Int32Array;
  private readonly code: SearchCode;
  private readonly work: number;
  private readonly control: number;
  private readonly checked: number;
  private readonly looks: number;
  /** A state to come back to, for as long as something is asked. */
  private kept: SavedState | undefined;

  /** Before anything is set up: see `boot`. An image that was made for a search will do: its memory is only taken where it is used. */
  constructor(readonly image: StepImage) {
    const space = openSpace(image);
    this.space = space;
    this.words = space.words;
    this.work = space.own(0, 'work');
    this.control = space.own(0, 'control');
    this.checked = space.own(0, 'checked');
    this.looks = space.own(0, 'looked');
    this.threads = image.layout.threads.flatMap((t, i) => (t.kind === 'observer' ? [] : [i]));
    this.code = space.code(0);
  }

  /** Comes to the first state. Throws `SearchFailure` when setting up fails. */
  boot(): void {
    boot(this.image, this.code);
  }

  /** One access of a thread, with its local work after it. False: the thread is blocked, and nothing has changed. Throws `SearchFailure`. */
  step({ thread, choice }: Action): boolean {
    this.words[this.looks] = 0;
    this.words.fill(0, this.checked, this.checked + Math.ceil(this.image.program.properties.length / 32));
    return this.code.$replay(thread, choice) !== STATUS.blocked;
  }

  /** A step that is known to fail, perhaps: then the state is as far as it came. */
  tryStep(action: Action): void {
    try {
      this.step(action);
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
    }
  }

  /** Whether the last step was checked by this property; where the image tells. */
  checkedBy(property: number): boolean {
    return (this.words[this.checked + (property >> 5)]! & (1 << (property & 31))) !== 0;
  }

  /** What the observer that ran last looked at, what it saw last first; where the image tells. */
  looked(): { address: number; value: number }[] {
    const count = this.words[this.looks]!;
    return Array.from({ length: Math.min(count, LOOKED) }, (_, i) => {
      const entry = this.looks + 1 + ((count - 1 - i) % LOOKED) * 2;
      return { address: this.words[entry]!, value: this.words[entry + 1]! };
    });
  }

  /** How many choices the last step had. */
  get choices(): number {
    return Math.max(1, this.words[this.control]!);
  }

  /** Threads that could go: neither ended nor asleep nor at a condition that does not hold. */
  enabled(): number[] {
    const state = (this.kept = this.save(this.kept));
    return this.threads.filter((thread) => {
      if (this.ended(thread) || this.sleepsOn(thread) !== 0) return false;
      try {
        return this.step({ thread, choice: 0 });
      } catch (error) {
        if (!(error instanceof SearchFailure)) throw error;
        return true;
      } finally {
        this.restore(state);
      }
    });
  }

  ended(thread: number): boolean {
    return this.pc(thread) === 0;
  }

  /** Whether everybody has ended but the kernel's threads, which never do. */
  get over(): boolean {
    return this.threads.every((t) => this.image.layout.threads[t]!.kind === 'kthread' || this.ended(t));
  }

  /** Whether a thread is one of those that come to an end: neither the kernel's nor one that runs for ever. */
  mustEnd(thread: number): boolean {
    const { kind, repeat } = this.image.layout.threads[thread]!;
    return kind !== 'kthread' && repeat !== FOREVER;
  }

  /** Whether everybody has ended who is to. */
  get done(): boolean {
    return this.threads.every((t) => !this.mustEnd(t) || this.ended(t));
  }

  /** The address that a thread sleeps on, 0 when it does not. */
  sleepsOn(thread: number): number {
    return this.record(thread, RECORD.wait);
  }

  /** The program counter it stands at: an index into `image.regions.counters`. */
  pc(thread: number): number {
    return this.record(thread, RECORD.pc);
  }

  /** A word of a thread's frames. */
  frame(thread: number, word: number): number {
    return this.record(thread, RECORD.frames + word * 4);
  }

  /** The word at an address of the program; 0 where there is none. */
  word(address: number): number {
    return address < 0 || address >= this.image.layout.size ? 0 : this.words[this.work + (address >> 2)]!;
  }

  /** Addresses of the objects that are allocated now. */
  takenObjects(): Set<number> {
    const taken = new Set<number>();
    for (const { base, count, stride } of this.image.layout.pools) {
      for (let header = base; header < base + count * stride; header += stride) if (this.word(header) === OBJECT.allocated) taken.add(header + 4);
    }
    return taken;
  }

  /** The name of the first `always` that does not hold now, or null. Throws a SearchFailure when one cannot be evaluated. */
  falseCondition(): string | null {
    const state = (this.kept = this.save(this.kept));
    try {
      const index = this.code.$x_false_condition();
      return index < 0 ? null : this.image.program.conditions[index]!.name;
    } finally {
      this.restore(state);
    }
  }

  /** Whether a `sometimes` holds now. */
  holds(name: string): boolean {
    const seen = this.space.at('conditionSeen') + this.image.program.conditions.findIndex((c) => c.kind === 'sometimes' && c.name === name);
    this.words[seen] = 0;
    this.falseCondition();
    return this.words[seen] !== 0;
  }

  /** For each `sometimes`, whether it has held when `falseCondition` was asked. */
  sometimes(): Verdict['sometimes'] {
    const seen = this.space.at('conditionSeen');
    return this.image.program.conditions.flatMap(({ kind, name }, i) => (kind === 'sometimes' ? [{ name, seen: this.words[seen + i] !== 0 }] : []));
  }

  /** `into`: a state that is not needed any more. */
  save(into?: SavedState): SavedState {
    const { work, words, image, control } = this;
    const saved = into ?? new Int32Array(CONTROL_WORDS + image.layout.size / 4);
    saved.set(words.subarray(control, control + CONTROL_WORDS));
    saved.set(words.subarray(work, work + image.layout.size / 4), CONTROL_WORDS);
    return saved;
  }

  restore(state: SavedState): void {
    this.words.set(state.subarray(0, CONTROL_WORDS), this.control);
    this.words.set(state.subarray(CONTROL_WORDS), this.work);
  }

  /** Whether this is the same state as that: all words that a schedule can change. */
  is(state: SavedState): boolean {
    const { work, image } = this;
    for (let i = image.layout.size / 4 - 1; i >= 0; i--) if (this.words[work + i] !== state[CONTROL_WORDS + i]) return false;
    return true;
  }

  private record(thread: number, offset: number): number {
    return this.word(this.image.layout.threads[thread]!.record + offset);
  }
}
