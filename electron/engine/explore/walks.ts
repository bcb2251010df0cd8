/** Schedules tried one by one, as a scheduler chooses: for scenarios that are too large to see all states of. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Action } from '../../../shared/explore/verdict.ts';
import { StepRun } from '../replay/step-run.ts';
import { covers, type SearchEnd, type SearchOptions } from './covers.ts';
import { describeFailure, SearchFailure } from './failure.ts';
import { deadlock, falseCondition, type Fault } from './fault.ts';
import { noVerdict } from './no-verdict.ts';
import type { Scheduler } from './schedulers/scheduler.ts';

/** A schedule longer than this is given up: its threads may wait for each other for ever. */
const LONGEST = 200_000;
const LOOK_MS = 20;

export async function walks(image: StepImage, scheduler: Scheduler, options: SearchOptions): Promise<SearchEnd> {
  let started = performance.now();
  const run = new StepRun(image);
  const seen = { schedules: 0, steps: 0, depth: 0, abandoned: 0 };
  const figures = () => ({ states: 0, transitions: seen.steps, unexpanded: 0, depth: seen.depth, bytes: 0, ms: performance.now() - started });
  const end = (outcome: SearchEnd['outcome'], fault: Fault | null, schedule: Action[], reason: string | null): SearchEnd =>
    ({ outcome, reason, sometimes: run.sometimes(), ...figures(), unreached: null, covers: covers(image, options), found: fault && { ...fault, schedule, shortest: schedule.length === 0, cycle: null } });
  const begun = tried(image, () => {
    run.boot();
    const wrong = run.falseCondition();
    return wrong === null ? null : falseCondition(wrong);
  });
  if (typeof begun === 'string') return end('inconclusive', null, [], begun);
  if (begun) return end('violated', begun, [], null);
  const first = run.save();
  let looked = performance.now();
  for (;;) {
    run.restore(first);
    const schedule: Action[] = [];
    scheduler.begin(run.threads);
    const found = tried(image, () => walk(run, scheduler, schedule));
    // What ends the search counts, too.
    seen.schedules++;
    seen.steps += schedule.length;
    seen.depth = Math.max(seen.depth, schedule.length);
    if (schedule.length >= LONGEST) seen.abandoned++;
    if (typeof found === 'string') return end('inconclusive', null, [], found);
    if (found) return end('violated', found, schedule, null);
    if (performance.now() - looked < LOOK_MS) continue;
    options.onProgress(figures());
    await new Promise((resolve) => void setImmediate(resolve));
    const pause = options.pause?.();
    if (pause) {
      const since = performance.now();
      await pause;
      started += performance.now() - since;
    }
    looked = performance.now();
    const over = options.signal.aborted ? 'it was stopped' : performance.now() - started > options.limitMs ? 'the time is over' : null;
    if (over) {
      const given = seen.abandoned > 0 ? `, ${seen.abandoned.toLocaleString('en')} of them given up after ${LONGEST.toLocaleString('en')} steps` : '';
      return end('inconclusive', null, [], `${over}; nothing is violated in ${seen.schedules.toLocaleString('en')} schedules that were tried at random${given}`);
    }
  }
}

/** What is wrong; or, in words, which bound was met. Null: neither. */
function tried(image: StepImage, work: () => Fault | null): Fault | string | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SearchFailure)) throw error;
    return error.kind === null ? noVerdict(error, image) : describeFailure(error, image);
  }
}

/** One schedule, to its end. Throws what a step throws, which is then the schedule's last. */
function walk(run: StepRun, scheduler: Scheduler, schedule: Action[]): Fault | null {
  // When each `sometimes` has been seen there is nothing more to look for in them.
  const looks = run.image.program.conditions.some((c) => c.kind === 'always') || run.sometimes().some(({ seen }) => !seen);
  const blocked = new Set<number>();
  while (schedule.length < LONGEST) {
    const ready = run.threads.filter((t) => !run.ended(t) && run.sleepsOn(t) === 0 && !blocked.has(t));
    if (ready.length === 0) return run.over ? null : deadlock(run.image.program);
    const thread = scheduler.next(ready);
    const action = { thread, choice: scheduler.choice() };
    schedule.push(action);
    if (!stepTidily(run, action)) {
      // What it waits for may come true with any step of another.
      schedule.pop();
      blocked.add(thread);
      continue;
    }
    blocked.clear();
    const wrong = looks ? run.falseCondition() : null;
    if (wrong !== null) return falseCondition(wrong);
  }
  return null;
}

/** Takes a step, whose choice then is the smallest number that means it. */
function stepTidily(run: StepRun, action: Action): boolean {
  try {
    return run.step(action);
  } finally {
    action.choice %= run.choices;
  }
}
