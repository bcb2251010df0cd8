/** Every state of a schedule, for who writes them down: all words of its memory, and where each thread stands. */
import type { Step } from '../../../shared/explore/verdict.ts';
import { OBJECT } from '../../../shared/dialect/step/layout.ts';
import type { ExportedState } from '../../../shared/recording/export/subjects.ts';
import type { ObjectState, PlayedProgram, ThreadStatus } from '../../../shared/replay/state.ts';
import { SearchFailure } from '../explore/failure.ts';
import { Names } from './names.ts';
import { nextStep } from './next-step.ts';
import type { Replay } from './replay.ts';
import { callsOf, type SiteTable } from './sites.ts';
import type { StepRun } from './step-run.ts';

export function playedProgram({ image: { program, layout } }: StepRun): PlayedProgram {
  return {
    structs: [...program.structs.values()],
    callbacks: [...program.callbacks],
    globals: program.globals.map(({ name, size, valueType }) => ({ name, size, type: valueType, address: layout.globals[name]! })),
    threads: layout.threads.map(({ name, kind }) => ({ name, kind })),
  };
}

/** `steps`: the schedule, as told. The first state, and the one after each step; a step that fails leaves its state as it was. */
export function* statesOf(replay: Replay, steps: readonly Step[], sites: SiteTable): Generator<ExportedState> {
  const { run } = replay;
  const states = new States(run, sites);
  replay.rewind();
  let here = run.save();
  for (const [index, step] of steps.entries()) {
    // Whoever takes the states may do something else with the run in between.
    run.restore(here);
    yield states.now(index, step.enabled);
    try {
      run.step(step);
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      run.restore(here);
    }
    here = run.save();
  }
  run.restore(here);
  yield states.now(steps.length, run.enabled());
}

class States {
  private readonly names: Names;
  private readonly globals: { address: number; bytes: number }[];

  constructor(
    private readonly run: StepRun,
    private readonly sites: SiteTable,
  ) {
    const { program, layout } = run.image;
    this.names = new Names(run.image);
    this.globals = program.globals.map(({ name, size }) => ({ address: layout.globals[name]!, bytes: size }));
  }

  now(step: number, enabled: readonly number[]): ExportedState {
    const { run, sites } = this;
    const threads = run.threads.map((thread) => ({ thread, status: this.status(thread, enabled), site: sites.add(nextStep(run, thread, 0).site, callsOf(run, thread)) }));
    return { step, threads, sites: sites.sites, globals: this.globals.map(({ address, bytes }) => this.words(address, bytes)), objects: [...this.objects(), ...this.locals()] };
  }

  private status(thread: number, enabled: readonly number[]): ThreadStatus {
    if (this.run.ended(thread)) return 'ended';
    if (this.run.sleepsOn(thread) !== 0) return 'asleep';
    return enabled.includes(thread) ? 'ready' : 'blocked';
  }

  private objects(): ObjectState[] {
    const { run, names } = this;
    const found: ObjectState[] = [];
    for (const { base, count, stride, struct } of run.image.layout.pools) {
      for (let header = base; header < base + count * stride; header += stride) {
        const state = run.word(header);
        const address = header + 4;
        if (state !== OBJECT.clean) found.push({ name: names.object(address), struct, address, freed: state === OBJECT.freed, words: this.words(address, stride - 4) });
      }
    }
    return found;
  }

  /** What a thread has on its stack others may see: a waiter in a lock's list. What it leaves there when it ends says nothing. */
  private locals(): ObjectState[] {
    const { layout, program } = this.run.image;
    return layout.threads.flatMap(({ name, kind, locals }, thread) => kind === 'observer' || kind === 'boot' || this.run.ended(thread) ? [] : [...locals].map(([slot, address]): ObjectState => {
      const { struct, size } = program.locals[slot]!;
      return { name: `${name}'s ${struct}`, struct, address, freed: false, words: this.words(address, size) };
    }));
  }

  private words(address: number, bytes: number): Int32Array {
    const words = new Int32Array(bytes / 4);
    for (let i = 0; i < words.length; i++) words[i] = this.run.word(address + i * 4);
    return words;
  }
}
