/** A counterexample as rows to show: a lane for each thread, and for each step what a person wants to know of it. */
import type { Site, SiteId } from '../dialect/ir.ts';
import { gist } from './gist.ts';
import type { Step, Violation } from './verdict.ts';

export interface Lane {
  /** The thread's number in the schedule. */
  thread: number;
  name: string;
}

export interface Row {
  step: Step;
  /** Index into `lanes`. */
  lane: number;
  /** Another thread went before it. */
  switched: boolean;
  /** Another thread goes after it, or nobody. */
  last: boolean;
  /** Indices into `lanes` of threads that wait. */
  waiting: number[];
  /** Whether it is of the schedule's gist. */
  inGist: boolean;
  /** In plain words, without the place. */
  sentence: string;
  place: Site | null;
  /** `up_read:212`, short enough for a column. */
  where: string;
  /** `differs`: the run that ends well decides differently here. `repeats`: from here on the schedule goes round for ever. */
  mark: 'differs' | 'repeats' | null;
  /** Of the steps that are gone round in: where the round begins, goes on, ends, or both begins and ends. */
  round: 'begins' | 'goes on' | 'ends' | 'is' | null;
  /** Where the round ends: the index of the step that it goes on with. */
  back: number | null;
}

export interface Schedule {
  rows: Row[];
  /** How often another thread goes on. */
  switches: number;
}

export interface Counterexample {
  /** The same for both schedules. */
  lanes: Lane[];
  failing: Schedule;
  /** The nearest run that ends well: it differs from step `common` on. */
  passing: (Schedule & { common: number; nearest: boolean }) | null;
}

type Schedules = Pick<Violation, 'steps' | 'sites' | 'threads' | 'passing' | 'cycle'>;

/** `lanes`: one for each thread that takes a step; unless told, in the order in which they first do. */
export function readCounterexample(violation: Schedules, lanes = lanesOf([...violation.steps, ...(violation.passing?.steps ?? [])], violation.threads)): Counterexample {
  const { steps, passing, cycle } = violation;
  return {
    lanes,
    failing: read(steps, lanes, violation.sites, passing?.common ?? null, cycle),
    passing: passing && { ...read(passing.steps, lanes, violation.sites, passing.common, null), common: passing.common, nearest: passing.nearest === true },
  };
}

function read(steps: readonly Step[], lanes: readonly Lane[], sites: readonly Site[], common: number | null, cycle: number | null): Schedule {
  const laneOf = new Map(lanes.map(({ thread }, lane) => [thread, lane]));
  const inGist = gist(steps);
  const rows = steps.map((step, index): Row => {
    const place = sites[step.site] ?? null;
    return {
      step,
      lane: laneOf.get(step.thread)!,
      switched: index > 0 && steps[index - 1]!.thread !== step.thread,
      last: steps[index + 1]?.thread !== step.thread,
      waiting: step.blocked.flatMap(({ thread }) => laneOf.get(thread) ?? []),
      inGist: inGist[index]!,
      sentence: sentenceOf(step, place),
      place,
      where: place ? `${place.fn}:${place.line}` : '',
      mark: index === common ? 'differs' : index === cycle ? 'repeats' : null,
      round: roundAt(index, cycle, steps.length),
      back: index === steps.length - 1 ? cycle : null,
    };
  });
  return { rows, switches: rows.filter(({ switched }) => switched).length };
}

function roundAt(index: number, cycle: number | null, count: number): Row['round'] {
  if (cycle === null || index < cycle) return null;
  const ends = index === count - 1;
  if (index === cycle) return ends ? 'is' : 'begins';
  return ends ? 'ends' : 'goes on';
}

/** The calls around a place, innermost first. */
export function callsAround(site: SiteId, sites: readonly Site[]): Site[] {
  const calls: Site[] = [];
  for (let at = sites[site]; at && calls.length < sites.length; at = sites[at.caller]) calls.push(at);
  return calls;
}

/** Every thread that takes a step, in the order in which they first do, and those that others wait for. */
function lanesOf(steps: readonly Step[], names: readonly string[]): Lane[] {
  const wanted = steps.flatMap(({ blocked }) => blocked.flatMap(({ thread, by }) => (by.length > 0 ? [thread, ...by] : [])));
  const threads = new Set([...steps.map(({ thread }) => thread), ...wanted]);
  return [...threads].map((thread) => ({ thread, name: names[thread] ?? `thread ${thread}` }));
}

/** The list says where in a column of its own. */
export function sentenceOf({ text }: Pick<Step, 'text'>, place: Site | null): string {
  const where = place && ` in ${place.fn} (${place.file}:${place.line})`;
  return where && text.endsWith(where) ? text.slice(0, -where.length) : text;
}
