/** Where a schedule comes by what another description of it says: the lab's steps are accesses, other descriptions' are coarser. */
import type { Site } from '../dialect/ir.ts';
import { callsAround } from '../explore/counterexample.ts';
import type { Step } from '../explore/verdict.ts';

/** What one step of the other description is among the lab's: the first access like this one after that of the landmark before. */
export interface Landmark {
  /** In the words of the other description. */
  says: string;
  /** The scenario's thread, as declared. */
  thread: string;
  /** The function that does it, or one that calls it. */
  fn: string;
  /** The field accessed, by its name in the innermost struct; any access, and steps that are none, unless told. */
  field?: string;
  /** Whether the access changes the word. */
  changes?: boolean;
}

export interface Correspondence {
  says: string;
  /** The index of the step; null: the schedule does not come by it. */
  step: number | null;
}

/** Landmarks in their order, each after the one before. */
export function correspond(landmarks: readonly Landmark[], { steps, sites }: { steps: readonly Step[]; sites: readonly Site[] }): Correspondence[] {
  let from = 0;
  return landmarks.map((landmark) => {
    const at = steps.findIndex((step, i) => i >= from && isLike(step, sites, landmark));
    if (at < 0) return { says: landmark.says, step: null };
    from = at + 1;
    return { says: landmark.says, step: at };
  });
}

function isLike({ name, access, site }: Step, sites: readonly Site[], { thread, fn, field, changes }: Landmark): boolean {
  if (name !== thread && !name.startsWith(`${thread}/`)) return false;
  // A struct that lies in another is named with it: `vm_lock.count`.
  if (field !== undefined && access?.place.field.split('.').at(-1) !== field) return false;
  if (changes !== undefined && (!access || (access.before !== access.after) !== changes)) return false;
  return callsAround(site, sites).some((call) => call.fn === fn);
}
