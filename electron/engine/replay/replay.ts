/** Runs a schedule from the first state and says what it was and how it ended. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Action, Blocked, Step } from '../../../shared/explore/verdict.ts';
import { describeFailure, SearchFailure } from '../explore/failure.ts';
import { deadlock, falseCondition, type Fault } from '../explore/fault.ts';
import type { Footprint } from './footprint.ts';
import { ScheduleError } from './schedule-error.ts';
import { callsOf, SiteTable } from './sites.ts';
import { StepRun, type SavedState } from './step-run.ts';
import { tellSchedule, type Told } from './telling.ts';

export interface Replayed {
  steps: Step[];
  footprints: Footprint[];
  /** The index of the first step at which a sequence number wraps. */
  wraps: number | null;
  /** What is wrong at its end; null: nothing. */
  fault: Fault | null;
  /** Whether every scenario thread has ended; if not, who cannot go on. */
  over: boolean;
  blocked: Blocked[];
}

/** The thread that runs what comes before all others. */
const BOOT = 0;

export class Replay {
  /** What is wrong before any thread takes a step. */
  readonly bootFault: Fault | null;
  private readonly first: SavedState;

  readonly run: StepRun;

  /** Throws `SearchFailure` where setting up needs more objects than the image has room for. */
  constructor(image: StepImage) {
    this.run = new StepRun(image);
    this.bootFault = this.boot();
    this.first = this.run.save();
  }

  /** Steps name their places in `sites`. Throws `ScheduleError`. */
  tell(schedule: readonly Action[], sites = this.newSites()): Replayed {
    const { run } = this;
    if (this.bootFault) {
      if (schedule.length > 0) throw new ScheduleError(0, `there is no first step: ${this.bootFault.message}`);
      return { steps: [], footprints: [], wraps: null, fault: this.bootFault, over: false, blocked: [] };
    }
    this.rewind();
    const told = tellSchedule(run, schedule, sites);
    const { steps, footprints, wraps, failure, blocked } = told;
    return { steps, footprints, wraps, blocked, fault: this.faultAfter(told, sites), over: !failure && run.over };
  }

  /** What is wrong in the state that `run` is in, after these steps. */
  faultAfter({ failure, blocked }: Pick<Told, 'failure' | 'blocked'>, sites: SiteTable): Fault | null {
    return failure ? describeFailure(failure.error, this.run.image, sites.stack(failure.site)) : this.faultHere(blocked);
  }

  newSites(): SiteTable {
    return new SiteTable(this.run.image.program);
  }

  /** To the first state. */
  rewind(): void {
    this.run.restore(this.first);
  }

  get firstState(): SavedState {
    return this.first;
  }

  private faultHere(blocked: readonly Blocked[]): Fault | null {
    const { run } = this;
    try {
      const name = run.falseCondition();
      if (name !== null) return falseCondition(name);
    } catch (error) {
      if (!(error instanceof SearchFailure) || error.kind === null) throw error;
      return describeFailure(error, run.image);
    }
    if (run.over || run.enabled().length > 0) return null;
    const fault = deadlock(run.image.program);
    return { ...fault, message: `${fault.message}${this.waiting(blocked)}` };
  }

  /** `: ab waits while b.locked is 1 (ba); …`: which of the scenario's threads waits for what, and by whose doing. */
  private waiting(blocked: readonly Blocked[]): string {
    const { threads } = this.run.image.layout;
    const by = (holders: readonly number[]): string => (holders.length > 0 ? ` (${holders.map((t) => threads[t]!.name).join(', ')})` : '');
    const texts = blocked.filter(({ thread }) => threads[thread]!.kind !== 'kthread').map((b) => `${threads[b.thread]!.name} ${b.on}${by(b.by)}`);
    return texts.length > 0 ? `: ${texts.join('; ')}` : '';
  }

  private boot(): Fault | null {
    try {
      this.run.boot();
      return null;
    } catch (error) {
      if (!(error instanceof SearchFailure) || error.kind === null) throw error;
      const sites = this.newSites();
      return describeFailure(error, this.run.image, sites.stack(sites.add(error.site, callsOf(this.run, BOOT))));
    }
  }
}
