/** Every state of a schedule, for who writes them down: all words of its memory, and where each thread stands. */
import type { Step } from '../../../shared/explore/verdict.ts';
import type { ExportedState } from '../../../shared/recording/export/subjects.ts';
import type { ThreadStatus } from '../../../shared/replay/state.ts';
import { SearchFailure } from '../explore/failure.ts';
import { MemoryOf } from './memory-of.ts';
import { nextStep } from './evaluation.ts';
import type { Replay } from './replay.ts';
import { callsOf, type SiteTable } from './sites.ts';
import type { StepRun } from './step-run.ts';

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
  private readonly memory: MemoryOf;

  constructor(
    private readonly run: StepRun,
    private readonly sites: SiteTable,
  ) {
    this.memory = new MemoryOf(run);
  }

  now(step: number, enabled: readonly number[]): ExportedState {
    const { run, sites } = this;
    const threads = run.threads.map((thread) => {
      const { site, calls } = nextStep(run, thread, 0);
      return { thread, status: this.status(thread, enabled), site: sites.add(site, callsOf(run, thread, calls)) };
    });
    return { step, threads, sites: sites.sites, ...this.memory.now() };
  }

  private status(thread: number, enabled: readonly number[]): ThreadStatus {
    if (this.run.ended(thread)) return 'ended';
    if (this.run.sleepsOn(thread) !== 0) return 'asleep';
    return enabled.includes(thread) ? 'ready' : 'blocked';
  }
}
