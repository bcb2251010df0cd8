/**
 * Takes a schedule's steps and tells each: what it accessed, in words, who else could have gone, who was blocked by whom,
 * and which earlier steps of other threads had to come first.
 */
import type { SiteId } from '../../../shared/dialect/ir.ts';
import type { Action, Blocked, Step } from '../../../shared/explore/verdict.ts';
import type { LockWait } from '../../../shared/inspect/waits.ts';
import { bufferOwner } from '../../../shared/dialect/step/weak/store-buffers.ts';
import type { SearchFailure } from '../explore/failure.ts';
import { Causes } from './causes.ts';
import { footprint, stackOf, type Footprint } from './footprint.ts';
import { LockWaits } from './lock-waits.ts';
import { bufferNote, memoryNotes } from './memory-notes.ts';
import { Names } from './names.ts';
import { nextStep } from './evaluation.ts';
import type { NextStep } from './next-step.ts';
import { ScheduleError } from './schedule-error.ts';
import { callsOf, type SiteTable } from './sites.ts';
import type { StepRun } from './step-run.ts';
import { Stores } from './stores.ts';
import { takeStep } from './taking.ts';
import { readsText, stepText } from './wording.ts';
import { wraps } from './wraps.ts';

export interface Told {
  steps: Step[];
  footprints: Footprint[];
  /** What stopped the last step, and the index of its place in the sites; null when it went through. */
  failure: { error: SearchFailure; site: number } | null;
  /** The index of the first step at which a sequence number wraps. */
  wraps: number | null;
  /** Who cannot go on at its end. */
  blocked: Blocked[];
}

/** From the state that `run` is in. Throws `ScheduleError` when a step cannot be taken, or follows one that failed. */
export function tellSchedule(run: StepRun, schedule: readonly Action[], sites: SiteTable): Told {
  const telling = new Telling(run, sites);
  schedule.forEach((action, i) => telling.take(action, i));
  if (!telling.told.failure) telling.told.blocked = telling.blocked(run.enabled());
  return telling.told;
}

export class Telling {
  readonly told: Told;
  private readonly names: Names;
  private readonly causes: Causes;
  private readonly stores = new Stores();
  private readonly lockWaits: LockWaits;

  /** `before`: the steps that led to the state that `run` is in, as they were told with the same `sites`. */
  constructor(
    private readonly run: StepRun,
    private readonly sites: SiteTable,
    before: Pick<Told, 'steps' | 'footprints'> = { steps: [], footprints: [] },
  ) {
    this.told = { steps: [...before.steps], footprints: [...before.footprints], failure: null, wraps: null, blocked: [] };
    this.names = new Names(run.image);
    this.causes = new Causes(run);
    this.lockWaits = new LockWaits(run);
    before.footprints.forEach((touched, i) => {
      this.causes.add(before.steps[i]!.thread, touched);
      this.stores.add(i, touched.effects ?? []);
    });
  }

  take(action: Action, index: number): void {
    const { run, names, told, causes } = this;
    if (told.failure) throw new ScheduleError(index, `step ${index + 1} follows one that failed`);
    checkAction(run, action, index, names);
    const { thread, choice } = action;
    const enabled = run.enabled();
    if (!enabled.includes(thread)) throw new ScheduleError(index, `step ${index + 1}: ${names.thread(thread)} waits for a condition that does not hold, so it cannot go`);
    const blocked = this.blocked(enabled);
    const next = nextStep(run, thread, choice);
    const calls = callsOf(run, thread, next.calls);
    const found = memoryNotes(run, thread, next, this.stores, names, (step) => told.steps[step]!.name);
    const stack = stackOf(run, thread);
    const outcome = takeStep(run, action, next);
    if (choice >= outcome.choices) throw new ScheduleError(index, `step ${index + 1}: ${names.thread(thread)} has ${outcome.choices} choices here, and no number ${choice}`);
    if (outcome.error) told.failure = { error: outcome.error, site: this.sites.add(outcome.error.site, callsOf(run, thread)) };
    if (wraps(next, run.image.program)) told.wraps ??= index;
    const touched = footprint(run, thread, next, outcome, stack);
    const notes = [...found, ...(run.image.program.memory === 'tso' ? bufferNote(run, thread, next, names) : [])];
    const site = this.siteOf(next, calls);
    this.stores.add(told.steps.length, touched.effects ?? []);
    const at = this.sites.sites[site];
    told.footprints.push(touched);
    told.steps.push({
      thread, choice, site, enabled, blocked, name: names.thread(thread), access: accessOf(next),
      text: `${stepText(next, outcome, names)}${at ? ` in ${at.fn} (${at.file}:${at.line})` : ''}`,
      after: causes.add(thread, touched),
      ...(notes.length > 0 && { notes }),
    });
  }

  blocked(enabled: readonly number[]): Blocked[] {
    const { run, lockWaits } = this;
    // The kernel's own threads sleep when they have nothing to do.
    const areAsleep = run.threads.some((t) => run.image.layout.threads[t]!.kind !== 'kthread' && run.sleepsOn(t) !== 0);
    const locks = areAsleep ? lockWaits.now() : undefined;
    // A store buffer with nothing in it waits for nothing.
    return run.threads.filter((t) => !run.ended(t) && !enabled.includes(t) && this.ownerOf(t) === t).map((thread) => {
      const { on, by } = run.sleepsOn(thread) === 0 ? this.waiting(thread) : this.sleeping(thread, locks?.get(thread));
      return { thread, on, by: [...new Set(by)].filter((t) => t !== thread) };
    });
  }

  private waiting(thread: number): Omit<Blocked, 'thread'> {
    const next = nextStep(this.run, thread, 0);
    if (next.kind === 'barrier') return { on: 'waits until its store buffer is empty', by: this.buffersOf(thread) };
    const on = next.touches.length > 0 ? `waits while ${readsText(next.touches, this.names)}` : 'waits until its condition holds';
    return { on, by: this.blockers(thread, next.touches.map((t) => t.address)) };
  }

  /** `lock`: that it waits for, as far as is known. */
  private sleeping(thread: number, lock: LockWait | undefined): Omit<Blocked, 'thread'> {
    const { run, names, lockWaits } = this;
    const address = run.sleepsOn(thread);
    const on = lock ? lockWaits.text(lock) : `sleeps on ${names.word(address, UNKNOWN)}`;
    // Nobody has what it waits for: who had it last is not in its way.
    if (lock?.wants && !lock.held) return { on, by: [] };
    const holders = lock?.holders.filter(({ sure }) => sure) ?? [];
    return { on, by: holders.length > 0 ? holders.map((holder) => holder.thread).filter((t) => !run.ended(t)) : this.blockers(thread, [address]) };
  }

  private blockers(thread: number, words: readonly number[]): number[] {
    return this.causes.whoBlocks(thread, words).map((t) => this.ownerOf(t));
  }

  /** Who stored what a store buffer let take effect; of any other thread, itself. */
  private ownerOf(thread: number): number {
    return bufferOwner(this.run.image.layout.threads[thread]!) ?? thread;
  }

  private buffersOf(thread: number): number[] {
    return this.run.threads.filter((t) => t !== thread && this.ownerOf(t) === thread);
  }

  /** Where the step is: of a store that leaves its buffer, where it was stored. */
  private siteOf(next: NextStep, calls: readonly SiteId[]): SiteId {
    const stored = next.kind === 'drain' ? this.stores.buffered(next.owner)[0] : undefined;
    return stored === undefined ? this.sites.add(next.site, calls) : this.told.steps[stored]!.site;
  }
}

const UNKNOWN = { struct: 'globals', field: 'a word' };

function accessOf({ kind, touches: [touch] }: NextStep): Step['access'] {
  if (!touch || kind !== 'access') return null;
  const { op, place, address, before, after } = touch;
  return { op, place, address, before, after };
}

function checkAction(run: StepRun, { thread }: Action, index: number, names: Names): void {
  const step = `step ${index + 1}`;
  if (!run.threads.includes(thread)) throw new ScheduleError(index, `${step} is one of thread ${thread}, and there is none`);
  if (run.ended(thread)) throw new ScheduleError(index, `${step}: ${names.thread(thread)} has ended, so it cannot go`);
  if (run.sleepsOn(thread) !== 0) throw new ScheduleError(index, `${step}: ${names.thread(thread)} is asleep, so it cannot go`);
}
