/**
 * A worker's way through the levels of a breadth-first search. Workers meet at the end of each level; whoever comes last
 * opens the next one. A level that is too small to be shared the last one expands by itself.
 */
import { RESULT, SHARED } from '../../../shared/dialect/step/abi.ts';
import { SearchFailure } from './failure.ts';
import type { SearchCode, Space } from './space.ts';

/**
 * `relearn`: steps were found that need a state of their own, so that this pass proves nothing.
 * `large`: one worker began alone, and others are ready to join it. `deep`: it has come as far as it was to. `full`: it has stored as many
 * states as it may; `heavy`: what it has stored takes as many bytes as it may.
 */
export const PHASE = { running: 0, finished: 1, stopped: 2, full: 3, relearn: 4, violated: 5, large: 6, deep: 7, heavy: 8 } as const;
export type Phase = (typeof PHASE)[keyof typeof PHASE];

/** What a worker ran into: a failed step, a false condition or a deadlock, and how to get there. */
export interface Stumble {
  failure: Pick<SearchFailure, 'code' | 'site' | 'a' | 'b'> | null;
  /** The index of the false condition, or null. */
  condition: number | null;
  /** The state, and the action there (none for a deadlock) with its number of accesses, one that fails included. */
  state: number;
  action: { thread: number; choice: number; steps: number } | null;
}

/** States expanded between two looks at anything else. */
const SLICE = 500;
/** Levels up to this size are not shared. */
const SMALL_LEVEL = 256;
const POLL_MS = 20;
/** States that a worker claims at once. Neighbours have much in common; but all are to come to the end of a level at about the same time: none claims more than such a share of its part, if that is not too few. */
const MOST_CLAIMED = 64;
const LEAST_CLAIMED = 16;
const SHARE_CLAIMED = 1 / 64;
/** A pass that has found leaders goes on until it is so much larger: it may find more of them. */
const RELEARN_GROWTH = 2;
const RELEARN_LEAST = 500;

export class Levels {
  /** The others wait while this worker expands a small level. */
  private alone = false;
  /** It waits for the others to come where it is, in which generation, and what it does then. */
  private waiting: { generation: number; then: () => void } | null = null;
  /** The bytes of entries at the last look. */
  private looked: number;

  constructor(
    private readonly space: Space,
    private readonly worker: number,
    private readonly code: SearchCode,
  ) {
    this.looked = space.entryBytes();
  }

  /** Goes on for a while. Null: there is more to do, in `phase` running; or all has ended, in another. */
  slice(): Stumble | null {
    if (this.waiting) return this.wait(this.waiting);
    const { space, worker } = this;
    let result: number;
    try {
      result = this.code.$explore(SLICE);
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      if (space.control(worker, 'looksAhead') !== 0) return this.expandWhole();
      if (error.kind === null) this.code.$x_part();
      return this.stumble(error, null, true);
    }
    if (result === RESULT.conditionFalse) return this.stumble(null, space.control(worker, 'condition'), true);
    if (result === RESULT.deadlock) return this.stumble(null, null, false);
    this.look();
    if (result === RESULT.tight) space.set('unfinished', 1);
    if (result === RESULT.levelDone || result === RESULT.tight) this.arrive();
    return null;
  }

  /** A thread that might be put off fails when it goes on: from this state all go on, until one of its actions fails. */
  private expandWhole(): null {
    const { space, worker } = this;
    const state = space.control(worker, 'atState');
    space.setControl(worker, 'looksAhead', 0);
    space.setControl(worker, 'whole', state + 1);
    this.code.$show(state);
    return null;
  }

  private stumble(failure: SearchFailure | null, condition: number | null, acted: boolean): Stumble {
    const { space, worker } = this;
    const control = (word: 'atState' | 'atThread' | 'atChoice' | 'steps'): number => space.control(worker, word);
    space.set('phase', PHASE.violated);
    // The access that fails is not counted yet. A condition fails when the step that led there is over.
    const under = failure && space.control(worker, 'evaluated') === 0 ? 1 : 0;
    space.setControl(worker, 'evaluated', 0);
    const stumble: Stumble = {
      failure: failure && { code: failure.code, site: failure.site, a: failure.a, b: failure.b },
      condition,
      state: control('atState'),
      action: acted ? { thread: control('atThread'), choice: control('atChoice'), steps: control('steps') + under } : null,
    };
    // What the step had changed by then is no state's: the next pass would begin with it.
    this.code.$show(stumble.state);
    return stumble;
  }

  /** Memory and learning. */
  private look(): void {
    const { space } = this;
    const entries = space.entryBytes();
    const added = entries - this.looked;
    this.looked = entries;
    if (space.isFull) return this.end(PHASE.full);
    // The next slice will add about as much, and is not looked into.
    if (space.isLarge(added)) return this.end(PHASE.heavy);
    const states = space.total('states');
    const most = space.get('most');
    if (most > 0) {
      if (states > most) this.end(PHASE.full);
      return;
    }
    if (!space.hasLearned) {
      const from = space.get('amendsFrom');
      if (from > 0 && states > from && space.get('amends') === 0) space.set('amends', 1);
      return;
    }
    if (space.get('amends') === 1 && space.get('spoilt') === 0) return;
    if (space.get('grownAt') === 0) space.set('grownAt', Math.max(states, RELEARN_LEAST));
    else if (states > RELEARN_GROWTH * space.get('grownAt')) this.end(PHASE.relearn);
  }

  private end(phase: Phase): void {
    if (this.space.get('phase') === PHASE.running) this.space.set('phase', phase);
  }

  /** At the end of the level, or because a table has to grow: then all enter what is stored into its larger index. */
  private arrive(): void {
    const { space, code } = this;
    const makeRoom = (): void => {
      if (space.get('tight') === 0) return this.goOn();
      if (code.$make_room() === 0) this.end(PHASE.full);
      space.set('moving', 1);
    };
    const goOn = (): void => {
      space.set('moving', 0);
      this.goOn();
    };
    this.meet(makeRoom, () => {
      if (space.get('moving') === 0) return;
      code.$enter();
      this.meet(goOn, () => {});
    });
  }

  /** Who comes last does what is to be done before all go on to `then`; one who has the level for itself waits for nobody. */
  private meet(last: () => void, then: () => void): void {
    const { space } = this;
    const at = space.at('shared', SHARED.generation);
    const generation = Atomics.load(space.words, at);
    if (!this.alone && Atomics.add(space.words, space.at('shared', SHARED.arrived), 1) + 1 < space.get('crew')) {
      this.waiting = { generation, then };
      return;
    }
    last();
    if (!this.alone) {
      space.set('arrived', 0);
      Atomics.add(space.words, at, 1);
      Atomics.notify(space.words, at);
    }
    then();
  }

  /** Waits for the others, but not so long that nothing else could be looked at meanwhile. */
  private wait({ generation, then }: NonNullable<Levels['waiting']>): null {
    const { space } = this;
    const at = space.at('shared', SHARED.generation);
    Atomics.wait(space.words, at, generation, POLL_MS);
    if (Atomics.load(space.words, at) === generation) return null;
    this.waiting = null;
    then();
    return null;
  }

  /** Opens the next level, where this one is done. */
  private goOn(): void {
    const { space } = this;
    if (space.get('unfinished') === 0) {
      const size = nextLevel(space);
      this.alone = size <= SMALL_LEVEL && space.get('phase') === PHASE.running;
    }
    space.set('unfinished', 0);
  }
}

/** Opens the next level, or ends the search where there is none. Returns how many states it has, or few more. */
export function nextLevel(space: Space): number {
  space.trimStates();
  const from = space.get('levelEnd');
  const size = space.next('states') - from;
  space.set('level', space.get('level') + 1);
  space.set('levelEnd', from + size);
  space.set('levelClaimed', from);
  space.set('levelSize', size);
  space.set('claim', Math.min(MOST_CLAIMED, Math.max(LEAST_CLAIMED, Math.floor((size / space.get('crew')) * SHARE_CLAIMED))));
  space.set('amending', 0);
  if (size === 0 && space.get('phase') === PHASE.running) space.set('phase', !space.hasLearned && space.get('outdated') === 0 ? PHASE.finished : PHASE.relearn);
  const most = space.get('mostLevels');
  if (most > 0 && space.get('level') > most && space.get('phase') === PHASE.running) space.set('phase', PHASE.deep);
  return size;
}
