/** From where a search stumbled to what it found: what is violated there, and the schedule that leads to it. */
import { SEARCH_FAIL } from '../../../shared/dialect/step/abi.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Depth } from './depth.ts';
import { describeFailure, NamesMixed, SearchFailure } from './failure.ts';
import { deadlock, falseCondition, type Fault, holdsSometimes } from './fault.ts';
import type { Found } from './found.ts';
import type { Stumble } from './levels.ts';
import { pathTo, scheduleAlong } from './path.ts';
import { RealThreads } from './real-threads.ts';
import type { SearchCode, Space } from './space.ts';

/** A search that stands still. */
export interface Searched {
  image: StepImage;
  space: Space;
  code: SearchCode;
  /** Of a depth-first search; null where it goes level by level. */
  deep: Depth | null;
  /** Whether threads change places. */
  symmetric: boolean;
  /** The place of the first state. */
  root: number;
}

/** Null when it is a bound that was met, or when the way there is not found again because more has been learned since. */
export function foundAt(stumble: Stumble, { image, space, code, deep, symmetric, root }: Searched): Omit<Found, 'shortest'> | null {
  const failure = stumble.failure && failureOf(stumble.failure);
  if (failure?.kind === null) return null;
  space.setControl(0, 'sleeps', 0);
  const path = deep ? deep.path() : pathTo(stumble.state, space, code);
  const real = symmetric ? new RealThreads(root, image.layout.threads.length, image.symmetry.groups, space, code) : null;
  const schedule = path && scheduleAlong(path, stumble, space, code, real);
  return schedule && { ...faultOf(stumble, real?.failure ? failureOf(real.failure) : failure, image), schedule, cycle: null };
}

function faultOf({ condition }: Stumble, failure: SearchFailure | null, image: StepImage): Fault {
  if (failure) return describeFailure(failure, image);
  const { conditions } = image.program;
  if (condition === null) return deadlock(image.program);
  const { kind, name } = conditions[condition]!;
  return kind === 'sometimes' ? holdsSometimes(name) : falseCondition(name);
}

export function failureOf({ code, site, a, b }: NonNullable<Stumble['failure']>): SearchFailure {
  return new SearchFailure(code, site, a, b);
}

export function refuseMixedNames({ code }: Pick<SearchFailure, 'code'>): void {
  if (code === SEARCH_FAIL.names) throw new NamesMixed();
}
