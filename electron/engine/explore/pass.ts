/** Makes the memory of a search ready for a pass over the states, from the first one: nothing of an earlier pass is left but what was learned. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { FIRST_PLACE } from '../../../shared/dialect/step/tables.ts';
import type { SearchOptions } from './covers.ts';
import type { Space } from './space.ts';

/** How a pass goes. */
export interface Pass {
  /** Whether it joins steps. */
  joins: boolean;
  /** Depth first, not level by level. */
  deep: boolean;
  /** Whether identical threads change places. */
  symmetric: boolean;
  /** Whether threads sleep. */
  sleeps: boolean;
  /** Whether threads are put off (persistent sets). */
  persistent: boolean;
  /** How many states of a level it goes on from, if it only scouts; 0: from all. */
  beam: number;
  /** States from which on it is amended when it learns; null: it is not. */
  amendsFrom: number | null;
}

const PER_WORKER = ['states', 'transitions', 'expanded', 'claimed', 'claimEnd', 'queued', 'remembers', 'looksAhead', 'whole', 'putOff'] as const;
const SHARED_BY_ALL = ['level', 'grownAt', 'tight', 'unfinished', 'moving', 'passedOver', 'amending', 'spoilt', 'outdated'] as const;

export function preparePass({ image, space }: { image: StepImage; space: Space }, { joins, deep, symmetric, sleeps, persistent, beam, amendsFrom }: Pass, { maxSwitches = null, maxDepth, maxBytes = 0 }: SearchOptions): void {
  if (space.isLittered) space.clearParts();
  forget(image, space);
  if (amendsFrom !== null) forgetWays(image, space);
  for (let worker = 0; worker < space.workers; worker++) {
    for (const word of PER_WORKER) space.setControl(worker, word, 0);
    space.setControl(worker, 'reduce', joins ? 1 : 0);
    space.setControl(worker, 'bound', maxSwitches === null ? 0 : maxSwitches + 1);
    space.setControl(worker, 'deep', deep ? 1 : 0);
    space.setControl(worker, 'symmetric', symmetric ? 1 : 0);
    space.setControl(worker, 'sleeps', sleeps ? 1 : 0);
    space.setControl(worker, 'persistent', persistent ? 1 : 0);
  }
  for (const word of SHARED_BY_ALL) space.set(word, 0);
  space.set('beam', beam);
  space.set('amends', amendsFrom === 0 ? 1 : 0);
  space.set('amendsFrom', amendsFrom ?? 0);
  space.set('seed', space.get('seed') + 1);
  space.set('levelEnd', FIRST_PLACE);
  // The states that so many steps lead to are looked at, too: nobody may be able to go on there.
  space.set('mostLevels', maxDepth === undefined ? 0 : maxDepth + 1);
  space.set('mostKibibytes', Math.floor(maxBytes / 1024));
  space.set('leadersBefore', space.get('leaders'));
}

/** Makes ready for going through the states of this pass anew, and expanding those once more that what it learned concerns. */
export function prepareAmending({ image: { layout, memory: { parameters } }, space }: { image: StepImage; space: Space }): void {
  const contexts = layout.threads.length * parameters.pcs!;
  const outdated = space.at('outdated');
  const cut = space.words.subarray(space.at('cut'), space.at('cut') + space.get('outdated')).toSorted();
  space.words[space.at('cutBefore')] = cut.length;
  space.words.set(cut, space.at('cutBefore') + 1);
  space.words.copyWithin(space.at('redone'), outdated, outdated + contexts);
  space.words.fill(0, outdated, outdated + contexts);
  // What is remembered of actions may be out of date, too.
  for (let worker = 0; worker < space.workers; worker++) for (const word of ['claimed', 'claimEnd', 'remembers'] as const) space.setControl(worker, word, 0);
  space.set('outdated', 0);
  space.set('leadersBefore', space.get('leaders'));
  space.endLevel();
  space.set('levelClaimed', FIRST_PLACE);
  space.set('amending', 1);
}

/** What only a pass that is amended looks at. */
function forgetWays({ layout, memory: { parameters } }: StepImage, space: Space): void {
  const contexts = layout.threads.length * parameters.pcs!;
  for (const table of ['joinedFrom', 'keptOut']) space.words.fill(0, space.at(table), space.at(table) + contexts * parameters.pcWords!);
  space.words.fill(0, space.at('outdated'), space.at('outdated') + contexts);
}

/** The states, and what worker 0 keeps beside them. */
function forget({ layout, memory: { parameters } }: StepImage, space: Space): void {
  const clear = (from: number, bytes: number): void => void space.words.fill(0, from, from + bytes / 4);
  space.clearStates();
  clear(space.own(0, 'pristine'), layout.size);
  clear(space.own(0, 'tree'), parameters.groups! * 32);
  const contexts = layout.threads.length * parameters.pcs!;
  for (let context = 0; context < contexts; context++) {
    if (space.words[space.at('usedContexts') + context] !== 0) clear(space.at('contexts', context * layout.size), layout.size);
  }
}
