/** How a search goes from pass to pass: some only look for leaders, others leave nothing out, and what those learn late they are amended by. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { joinsSteps, type SearchOptions, usesPersistentSets, usesSleepSets, usesSymmetry } from './covers.ts';
import { PHASE } from './levels.ts';
import type { Pass } from './pass.ts';
import type { Space } from './space.ts';

/** States of a level that a pass goes on from that only looks for leaders: few enough that many such passes cost less than a whole one. */
const BEAM = 64;
/** A whole pass that has learned says how large it is: the next one to look for leaders takes about a tenth of it. */
const WHOLE_PASS = 35;
/** A whole pass that learns is amended from so many states on; a smaller one is begun anew, and has fewer states then. */
const AMENDS_FROM = 500_000;
/** Persistent sets pay where in one of so many states a thread is put off. */
const PAYS = 3;

export class Passes {
  /** Whether the next one joins steps. */
  joins: boolean;
  /** Whether it goes depth first. */
  deep: boolean;
  /** Whether threads change places. */
  readonly symmetric: boolean;
  /** How many states of a level it goes on from, if it only scouts; 0: from all. */
  beam: number;
  /** The depth of the one that is amended, when it was first; null: it is not. */
  amendedAt: number | null = null;
  /** Whether it was worth looking, in the last pass that scouted, who can be put off. */
  private pays = true;

  constructor(
    private readonly image: StepImage,
    private readonly space: Space,
    private readonly options: SearchOptions,
  ) {
    this.joins = joinsSteps(image, options);
    this.deep = options.strategy === 'dfs';
    this.symmetric = image.symmetry.groups.length > 0 && usesSymmetry(options);
    this.beam = this.scouts ? (options.beam ?? BEAM) : 0;
  }

  /** How the next one goes. */
  get next(): Pass {
    const { joins, deep, symmetric, sleeps, persistent, beam, amendsFrom } = this;
    return { joins, deep, symmetric, sleeps, persistent, beam, amendsFrom };
  }

  /** Whether threads are put off. */
  get persistent(): boolean {
    return this.joins && !this.deep && usesPersistentSets(this.image, this.options) && (this.beam > 0 || this.pays || this.options.persistentSets === true);
  }

  /** After a pass that was not the last: what comes now. */
  get after(): 'begin' | 'join' | 'amend' {
    const { space } = this;
    if (space.get('phase') === PHASE.large) return 'join';
    return space.get('phase') === PHASE.relearn && space.get('amends') === 1 && space.get('spoilt') === 0 ? 'amend' : 'begin';
  }

  /** Whether what a pass has found may not be all, or not the nearest: it has learned, or left states out, or is amended. */
  get learning(): boolean {
    const { space } = this;
    return space.hasLearned || space.get('passedOver') !== 0 || this.amendedAt !== null;
  }

  /** A pass is over. */
  over(): void {
    if (this.beam > 0) this.pays = this.space.total('putOff') * PAYS >= this.space.total('expanded');
  }

  /** A whole pass has learned, and it is begun anew: before that, what follows from it is looked for. */
  scout(): void {
    if (this.beam === 0 && this.scouts) this.beam = Math.max(BEAM, Math.floor(this.space.total('states') / this.space.get('level') / WHOLE_PASS));
  }

  /** Whether there are passes that only look for leaders. */
  private get scouts(): boolean {
    return this.joins && !this.deep && this.options.beam !== 0;
  }

  /** Whether threads sleep: not in a pass that leaves states out, maybe the very one that a sleeper's action leads to. */
  private get sleeps(): boolean {
    return usesSleepSets(this.image, this.options) && !this.persistent && !this.deep && this.beam === 0;
  }

  /** From how many states on it is amended when it learns: not where threads sleep, nor where it matters how deep a state is; then null. */
  private get amendsFrom(): number | null {
    const { amendsFrom = AMENDS_FROM, maxDepth } = this.options;
    return this.persistent && this.beam === 0 && maxDepth === undefined && this.space.get('most') === 0 ? amendsFrom : null;
  }
}
