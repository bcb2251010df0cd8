/**
 * Plays a schedule: every state of it, and others that leave it. What is told of a step is told once, when it comes to the schedule
 * (line-maker.ts); states are made again from those that are kept (playhead.ts).
 */
import type { StepImage, StepOptions } from '../../../shared/dialect/step/emit.ts';
import type { Action, Figures } from '../../../shared/explore/verdict.ts';
import type { Ahead, FromHere, LineChange, PassingRun } from '../../../shared/replay/player.ts';
import type { PlayedProgram, PlayedState } from '../../../shared/replay/state.ts';
import { Replay } from '../replay/replay.ts';
import { ScheduleError } from '../replay/schedule-error.ts';
import type { SiteTable } from '../replay/sites.ts';
import { vectorOf, type RunOptions } from '../replay/step-run.ts';
import { encodeToken } from '../replay/token.ts';
import { Turns } from '../replay/turns.ts';
import { firstStep, lookAhead } from './ahead.ts';
import { commonSteps, History, type Line, type Moment } from './line.ts';
import { LineMaker } from './line-maker.ts';
import { NearestRun } from './nearest-run.ts';
import { Playhead } from './playhead.ts';
import { rulesOf } from './rules.ts';
import { type PlayedRecording, playedRecording } from './recording.ts';
import { Searches } from './searches.ts';
import { playedProgram } from '../replay/memory-of.ts';
import { viewState } from './view.ts';

/** Steps that are taken in turn, after which it is said that there is no end. */
const LONGEST = 5000;

export interface PlayerOptions extends RunOptions {
  /** States that a search from here may store. */
  maxStates: number;
  /** The built search-worker.js: a large search from here has so many workers. Without it there is one, in the caller's thread. */
  workerUrl?: URL;
  workers?: number;
  /** Told after each step of the schedule that is opened. */
  onTaken?: (steps: number) => void;
}

/** What the player's image is made by. */
export function playedBy({ maxStates, workerUrl, workers = 1, onTaken: _, ...how }: PlayerOptions): StepOptions {
  return { ...how, states: maxStates, workers: workerUrl ? workers : 1, symmetric: false, tellsChecks: true };
}

export class Player {
  readonly program: PlayedProgram;
  /** Names of what is to hold, by their number. */
  readonly rules: readonly string[];
  private readonly replay: Replay;
  private readonly sites: SiteTable;
  private readonly playhead: Playhead;
  private readonly lines: LineMaker;
  private readonly history = new History();
  private readonly searches: Searches;
  private readonly opened: Line;
  private line: Line;
  private sitesTold = 0;
  private readonly nearest: NearestRun;

  /** `image`: made as `playedBy` says. Throws `ScheduleError` when the program has no such schedule. */
  constructor(private readonly image: StepImage, private readonly options: PlayerOptions, schedule: readonly Action[], cycle: number | null = null) {
    const { workerUrl, onTaken } = options;
    this.replay = new Replay(this.image);
    this.sites = this.replay.newSites();
    this.playhead = new Playhead(this.replay.run, this.replay.firstState);
    this.lines = new LineMaker(this.replay, this.sites, this.playhead);
    this.program = playedProgram(this.image);
    this.rules = rulesOf(this.image);
    this.searches = new Searches(this.image, options.objects, workerUrl);
    this.nearest = new NearestRun(this.replay, () => this.line, () => this.playhead.away());
    this.line = this.lines.empty();
    const { failed, end: { fault } } = this.line;
    if (!failed) this.line = this.lines.extended(this.line, 0, schedule, cycle, onTaken);
    else if (schedule.length > 0) throw new ScheduleError(0, `there is no first step: ${fault!.message}`);
    this.opened = this.line;
  }

  /** All of it, as if nothing had been told yet. */
  whole(): LineChange {
    this.sitesTold = 0;
    return this.change(0, this.line.cycle ?? this.line.steps.length);
  }

  /** The state after so many steps, or after all there are. */
  at(step: number): PlayedState {
    const { steps, failed, blocked, end } = this.line;
    const n = Math.min(step, steps.length);
    this.moveTo(n);
    const last = n === steps.length;
    return viewState(this.replay.run, { step: n, blocked: last ? blocked : steps[n]!.blocked, fault: last ? (end.fault?.message ?? null) : null, failed: last && failed });
  }

  /** Goes on differently after so many steps, or as the schedule does. Throws `ScheduleError`. */
  take(step: number, action: Action): LineChange {
    const { steps } = this.line;
    const next = steps[step];
    if (next && next.thread === action.thread && next.choice === action.choice) return this.change(steps.length, step + 1);
    return this.goOn(step, [action], step + 1);
  }

  /** Each thread in turn from here, until all have ended or something is wrong. */
  finish(step: number): LineChange {
    const { run, firstState } = this.replay;
    this.refuseAfterFault(step);
    const turns = new Turns(run, firstState, LONGEST);
    this.playhead.away();
    this.moveTo(step);
    const lead = this.line.steps[step - 1]?.thread ?? run.threads.find((t) => run.image.layout.threads[t]!.kind === 'thread') ?? run.threads[0]!;
    const { actions } = turns.inTurn(lead, true, LONGEST);
    this.playhead.away();
    return actions.length === 0 ? this.change(this.line.steps.length, step) : this.goOn(step, actions, step);
  }

  undo(at: number): LineChange {
    return this.comeTo(this.history.back({ line: this.line, at }), at);
  }

  redo(at: number): LineChange {
    return this.comeTo(this.history.forth({ line: this.line, at }), at);
  }

  /** The schedule as it was opened; what was done since can be undone to. */
  reset(at: number): LineChange {
    if (this.line === this.opened) return this.change(this.line.steps.length, at);
    const { line } = this;
    this.history.leave({ line, at });
    this.adopt(this.opened);
    return this.change(commonSteps(line.steps, this.line.steps), Math.min(at, commonSteps(line.steps, this.line.steps)));
  }

  /** What each way to go on after so many steps leads to, within so many more. Ends early, with those it came to, when it is cancelled. */
  ahead(step: number, within: number): Promise<Ahead[]> {
    return this.searches.next(async (signal) => {
      const { objects } = this.options;
      const { run } = this.replay;
      const { threads } = this.at(step);
      const from = run.save();
      const seen: Ahead[] = [];
      for (const { thread, choices, ways } of threads) {
        for (let choice = 0; choice < Math.min(choices, ways.length) && !signal.aborted; choice++) {
          const action = { thread, choice };
          this.playhead.away();
          const after = firstStep(run, from, action);
          seen.push(after instanceof Int32Array ? await lookAhead(this.image, this.searches.space, action, after, { objects, within, signal }) : after);
        }
      }
      return seen;
    });
  }

  /** Searches all that can follow for the shortest way to a violation, and plays it. `liveness`: looks for a round that goes on for ever, too. */
  explore(step: number, limitMs: number, liveness = false): Promise<FromHere> {
    this.refuseAfterFault(step);
    return this.searches.next(async (signal) => {
      this.moveTo(step);
      const { found, outcome, reason, states } = await this.searches.from(vectorOf(this.replay.run.save()), { limitMs, liveness, signal });
      // What it began from may have been left meanwhile.
      const change = found && !signal.aborted ? this.goOn(step, found.schedule, step, found.cycle === null ? null : step + found.cycle) : null;
      return { change, outcome: change ? 'found' : outcome === 'verified' ? 'none' : 'unknown', shortest: found?.shortest ?? false, reason, states };
    });
  }

  /** Of the search from here that is under way; null: there is none. */
  progress(): Figures | null {
    return this.searches.figures;
  }

  /** Ends the search that is under way. */
  cancel(): void {
    this.searches.cancel();
  }

  /** The nearest run that ends well, to a schedule at whose end something is wrong. Null, too, when that schedule is left before it is found. */
  async passing(): Promise<PassingRun | null> {
    const passing = await this.nearest.find();
    if (!passing) return null;
    this.playhead.away();
    return { common: passing.common, nearest: passing.nearest, steps: this.replay.tell(passing.schedule, this.sites).steps, sites: this.newSites() };
  }

  /** Goes on as that run does, from where the two part. Throws `ScheduleError` where there is none. */
  async takePassing(): Promise<LineChange> {
    const { line } = this;
    const passing = await this.nearest.find();
    if (this.line !== line) throw new ScheduleError(this.line.steps.length, 'the schedule that it was near to has been left');
    if (!passing) throw new ScheduleError(this.line.steps.length, 'no run that ends well was found near this schedule');
    return this.goOn(passing.common, passing.schedule.slice(passing.common), passing.common);
  }

  /** The schedule up to a step, to copy. */
  token(step: number): string {
    const { steps, cycle } = this.line;
    return encodeToken(this.image.program, this.options.objects, steps.slice(0, step), step === steps.length ? cycle : null);
  }

  /** The schedule as the recording of an exploration has one: nothing was searched, and it says so. Throws `ScheduleError` where there is nothing to record. */
  record(): PlayedRecording {
    return playedRecording(this.image, this.options, this.line, this.sites);
  }

  /** After a step that failed nobody goes on, nor where something does not hold that is to hold always. */
  private refuseAfterFault(step: number): void {
    const { steps, end } = this.line;
    if (step > steps.length) throw new ScheduleError(step, `there are only ${steps.length} steps`);
    if (step === steps.length && end.fault) throw new ScheduleError(step, `nothing can follow here: ${end.fault.message}. Go back some steps to go on differently`);
  }

  private goOn(step: number, actions: readonly Action[], at: number, cycle: number | null = null): LineChange {
    this.refuseAfterFault(step);
    this.cancel();
    const { line } = this;
    const next = this.lines.extended(line, step, actions, cycle);
    this.history.leave({ line, at: step });
    this.line = next;
    return this.change(step, at);
  }

  private moveTo(step: number): void {
    this.playhead.moveTo(this.line, step);
  }

  private comeTo(moment: Moment | null, at: number): LineChange {
    const before = this.line.steps;
    if (!moment) return this.change(before.length, at);
    this.adopt(moment.line);
    return this.change(commonSteps(before, this.line.steps), moment.at);
  }

  private adopt(line: Line): void {
    this.cancel();
    this.playhead.forgetAfter(commonSteps(this.line.steps, line.steps));
    this.line = line;
  }

  private change(common: number, at: number): LineChange {
    const { line: { steps, rules, touches, cycle, end }, opened, history: { canUndo, canRedo } } = this;
    const shared = opened ? commonSteps(steps, opened.steps) : steps.length;
    // Of a scenario that is stepped through from its beginning there is nothing to leave, nor to come back to.
    const isOpened = !opened || opened.steps.length === 0 || (shared === steps.length && shared === opened.steps.length);
    const own = isOpened ? null : shared;
    return { common, steps: steps.slice(common), rules: rules.slice(common), touches: touches.slice(common), sites: this.newSites(), cycle, own, end, canUndo, canRedo, at };
  }

  private newSites(): LineChange['sites'] {
    const sites = this.sites.sites.slice(this.sitesTold);
    this.sitesTold = this.sites.sites.length;
    return sites;
  }
}
