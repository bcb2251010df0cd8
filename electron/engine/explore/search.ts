/** The search of an explored program, from its first state to what it found. */
import { SHARED } from '../../../shared/dialect/step/abi.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Figures } from '../../../shared/explore/verdict.ts';
import { boot, openSpace } from './boot.ts';
import { covers, type SearchEnd, type SearchOptions } from './covers.ts';
import { Crew } from './crew.ts';
import { boundMet, describeFailure, HEAVY, SearchFailure } from './failure.ts';
import { Depth } from './depth.ts';
import { starvation } from './fault.ts';
import { failureOf, foundAt, refuseMixedNames } from './found-at.ts';
import type { Found } from './found.ts';
import { nearestOf } from './nearest.ts';
import { noVerdict } from './no-verdict.ts';
import { LassoSearch } from './lasso/lasso.ts';
import { nextLevel, PHASE, type Phase, type Stumble } from './levels.ts';
import { prepareAmending, preparePass } from './pass.ts';
import { Passes } from './passes.ts';
import type { SearchCode, Space } from './space.ts';

/** `space`: one of this image, which may have been searched in before. Throws `NamesMixed`. */
export async function search(image: StepImage, options: SearchOptions, space = openSpace(image)): Promise<SearchEnd> {
  return await new Search(image, space, options).run();
}

/** Between two looks at the clock while cycles are looked for. */
const LOOK_MS = 10;
/** States from which on more than one worker pays: the others join in as soon as they can. */
const LARGE = 10_000;
/** In the table of conditions (runtime/run.ts): a `sometimes` that is looked for. */
const SOUGHT = 2;
/** States that are looked at to find a short schedule when one is known. */
const SHORTENING = 200_000;
/** Without joining there are at least so many times as many states: a search that has seen more than its share will not get there. */
const JOINED = 30;

class Search {
  private readonly code: SearchCode;
  private readonly crew: Crew;
  private started = performance.now();
  private aborted: string | null = null;
  /** A violation that was found while it was not yet known which steps need states of their own: real, but maybe not the shortest. */
  private early: Found | null = null;
  private readonly passes: Passes;
  /** Of a depth-first search; null where it goes level by level. */
  private deep: Depth | null;
  /** The working state before the first step, and the place of the first state. */
  private first = new Int32Array();
  private root = 0;
  private lassos: LassoSearch | null = null;

  constructor(
    private readonly image: StepImage,
    private readonly space: Space,
    private readonly options: SearchOptions,
  ) {
    this.code = space.code(0);
    this.passes = new Passes(image, space, options);
    this.deep = this.passes.deep ? new Depth(space, this.code) : null;
    this.crew = new Crew(space, options.threads);
    // The one that is looked for ends the search when it holds.
    const sought = image.program.conditions.findIndex(({ kind, name }) => kind === 'sometimes' && options.goal?.kind === 'sometimes' && name === options.goal.name);
    if (sought >= 0) space.words[space.at('conditionSometimes') + sought] = SOUGHT;
    // From a search before, in the same memory.
    space.set('most', 0);
  }

  async run(): Promise<SearchEnd> {
    try {
      const { image, space } = this;
      if (!this.options.from) boot(image, this.code);
      this.first = this.options.from ?? space.words.slice(space.own(0, 'work'), space.own(0, 'work') + image.layout.size / 4);
      for (let next: Passes['after'] = 'begin'; ; next = this.passes.after) {
        const wrong = this[next]();
        const stumble = wrong ?? (await this.pass());
        this.passes.over();
        const end = stumble ? this.stumbled(stumble) : this.passed();
        this.options.onProgress(this.figures());
        if (end?.outcome === 'verified' && this.options.liveness) return await this.withLassos(end);
        if (end) return end.found && (this.passes.joins || this.deep) ? await this.shortened(end, end.found) : end;
      }
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      refuseMixedNames(error);
      if (error.kind === null) return this.end('inconclusive', null, noVerdict(error, this.image));
      return this.end('violated', { ...describeFailure(error, this.image), schedule: [], shortest: true, cycle: null }, null);
    }
  }

  private async pass(): Promise<Stumble | null> {
    const stumbles = await this.crew.pass(this.deep?.code ?? this.code, { now: () => this.look(), thorough: () => this.watch() });
    // What is wrong counts more than a bound that another worker has met meanwhile.
    return stumbles.find(({ failure }) => failure === null || failureOf(failure).kind !== null) ?? stumbles[0] ?? null;
  }

  /** Makes everything ready for a pass from the first state. Answers a condition that is false already there. */
  private begin(): Stumble | null {
    const { code, image, space } = this;
    this.passes.amendedAt = null;
    preparePass({ image, space }, this.passes.next, this.options);
    this.start();
    space.words.set(this.first, space.own(0, 'work'));
    const place = code.$first();
    this.root = place;
    nextLevel(space);
    this.deep?.begin(place);
    code.$show(place);
    const wrong = code.$x_false_condition();
    return wrong < 0 ? null : { failure: null, condition: wrong, state: place, action: null };
  }

  /** Not from the first state: the pass before goes on, with what it has learned. */
  private amend(): null {
    this.passes.amendedAt ??= this.space.get('level') - 1;
    const { image, space } = this;
    prepareAmending({ image, space });
    this.start();
    return null;
  }

  /** The others begin where the one is. */
  private join(): null {
    this.crew.join();
    this.start();
    return null;
  }

  private start(): void {
    this.space.set('crew', this.crew.size);
    // The one may have been in a level that it would have had for itself: to the others nobody has come to its end yet.
    this.space.set('arrived', 0);
    this.space.set('phase', PHASE.running);
  }

  /**
   * Joining makes for few states, but the fewest of them need not be the fewest accesses: looks for those too, if they can be had soon.
   * A schedule found depth first may be as long as the search: there, one with few states is the next best.
   */
  private async shortened(end: SearchEnd, found: Found): Promise<SearchEnd> {
    if (this.options.shorten === false || found.schedule.length === 0 || this.aborted !== null || (!this.deep && end.states > SHORTENING / JOINED)) return end;
    this.crew.dismiss();
    const few = this.passes.joins && this.deep !== null;
    this.deep = null;
    this.passes.deep = false;
    const shorter = (await this.breadthFirst(false, SHORTENING)) ?? (few ? await this.breadthFirst(true, Math.max(SHORTENING, end.states)) : null);
    return shorter && shorter.schedule.length <= found.schedule.length ? { ...end, found: shorter } : end;
  }

  /** What is found within so many states; null: nothing, or only while learning. */
  private async breadthFirst(joins: boolean, most: number): Promise<Found | null> {
    this.passes.joins = joins;
    this.space.set('most', most);
    for (;;) {
      const stumble = this.begin() ?? (await this.pass());
      const learned = this.space.hasLearned;
      const found = stumble && this.foundAt(stumble);
      if (found || !learned || this.aborted !== null) return found;
    }
  }

  /** Nothing is violated in any state: whether a schedule can go round for ever. */
  private async withLassos(verified: SearchEnd): Promise<SearchEnd> {
    this.crew.dismiss();
    // Nobody else stores anything from now on.
    this.space.set('crew', 1);
    this.space.setControl(0, 'sleeps', 0);
    const { maxBytes = Infinity } = this.options;
    this.lassos = new LassoSearch(this.image, this.space, this.code, this.root, maxBytes - this.space.bytes());
    let looked = performance.now();
    const lasso = await this.lassos.find(async () => {
      if (performance.now() - looked < LOOK_MS) return true;
      await new Promise((resolve) => void setImmediate(resolve));
      await this.watch();
      looked = performance.now();
      return this.aborted === null;
    });
    if (lasso === null) return { ...verified, ...this.figures() };
    if (lasso === 'stopped' || 'cannot' in lasso) {
      const why = lasso === 'stopped' ? (this.aborted ?? 'it was stopped') : lasso.cannot;
      return this.end('inconclusive', null, `${why}; in all ${this.figures().states.toLocaleString('en')} states nothing is violated, but not all cycles among them were looked at`);
    }
    return this.end('violated', { ...starvation(), ...lasso, shortest: false }, null);
  }

  /** Others join where there is enough to do. */
  private look(): void {
    const { space } = this;
    if (this.crew.size < space.workers && this.passes.beam === 0 && space.get('most') === 0 && space.total('states') > (this.options.joinsFrom ?? LARGE) && this.crew.call()) this.leave(PHASE.large);
  }

  private watch(): Promise<void> | null {
    const { options } = this;
    options.onProgress(this.figures());
    if (options.signal.aborted) this.aborted = 'it was stopped';
    else if (performance.now() - this.started > options.limitMs) this.aborted = 'the time is over';
    if (this.aborted) {
      this.leave(PHASE.stopped);
      return null;
    }
    const pause = options.pause?.();
    if (!pause) return null;
    const since = performance.now();
    return pause.then(() => void (this.started += performance.now() - since));
  }

  private leave(phase: Phase): void {
    Atomics.compareExchange(this.space.words, this.space.at('shared', SHARED.phase), PHASE.running, phase);
  }

  private passed(): SearchEnd | null {
    const { space } = this;
    switch (space.get('phase')) {
      case PHASE.relearn:
        if (this.passes.after === 'begin') this.passes.scout();
        return null;
      case PHASE.large: return null;
      case PHASE.finished:
        if (space.get('passedOver') !== 0) {
          this.passes.beam = 0;
          return null;
        }
        return this.end('verified', null, null);
      case PHASE.deep: return this.inconclusive('it was to go no deeper');
      case PHASE.full: return this.inconclusive(this.deep?.full ? 'the path of the search is as long as it may become' : 'the memory for states is full (--max-states)');
      case PHASE.heavy: return this.inconclusive(HEAVY);
      default: return this.inconclusive(this.aborted ?? 'it was stopped');
    }
  }

  private inconclusive(reason: string): SearchEnd {
    if (this.early) return this.end('violated', this.early, null);
    const { states, unexpanded, depth } = this.figures();
    const amending = this.passes.amendedAt === null ? '' : ', and some were to be once more';
    return this.end('inconclusive', null, `${reason}; covered are ${states.toLocaleString('en')} states up to ${depth} steps deep, of which ${unexpanded.toLocaleString('en')} were not expanded${amending}`);
  }

  /** Violations of a pass that still learned are kept, and looked for again in the next. */
  private stumbled(stumble: Stumble): SearchEnd | null {
    if (stumble.failure) {
      const failure = failureOf(stumble.failure);
      refuseMixedNames(stumble.failure);
      if (failure.kind === null) return this.metBound(boundMet(failure, this.image));
    }
    const { learning, amendedAt } = this.passes;
    this.passes.beam = 0;
    // States that a pass has amended have no order by which the way to one is found: in the next pass they have.
    const found = amendedAt === null ? this.foundAt(stumble) : this.early;
    if (!found && !learning) throw new Error('the search cannot find again how it came to a state');
    if (!learning) return this.end('violated', found, null);
    this.early = found;
    return null;
  }

  /** Where the pass has learned, the next one may find a violation before it comes to the bound. */
  private metBound(reason: string): SearchEnd | null {
    return this.space.hasLearned ? null : this.inconclusive(reason);
  }

  /** As `foundAt` has it. */
  private foundAt(stumble: Stumble): Found | null {
    const { image, space, code, deep, root, passes: { symmetric } } = this;
    const nearest = this.passes.joins || this.deep ? null : nearestOf(stumble, image, space, code);
    const found = foundAt(nearest ?? stumble, { image, space, code, deep, symmetric, root });
    // None is shorter than no step at all.
    return found && { ...found, shortest: nearest !== null || found.schedule.length === 0 };
  }

  private figures(): Figures {
    const { space } = this;
    const states = space.total('states');
    return {
      states,
      transitions: space.total('transitions'),
      unexpanded: states - space.total('expanded') + (this.lassos?.left ?? 0),
      depth: this.passes.amendedAt ?? Math.max(space.get('level') - 1, 0),
      ...this.deep?.figures(),
      bytes: Math.ceil(space.bytes() + (this.lassos?.bytes ?? 0)),
      ms: performance.now() - this.started,
    };
  }

  private end(outcome: SearchEnd['outcome'], found: Found | null, reason: string | null): SearchEnd {
    const { image, space } = this;
    const sometimes = image.program.conditions.flatMap(({ kind, name }, i) => (kind === 'sometimes' ? [{ name, seen: space.words[space.at('conditionSeen') + i] !== 0 }] : []));
    const unreached = image.lines.length > 0 ? image.lines.filter((_, i) => space.words[space.at('lines') + i] === 0) : null;
    return { outcome, found, reason, sometimes, unreached, ...this.figures(), covers: covers(image, this.options, this.passes.persistent) };
  }
}
