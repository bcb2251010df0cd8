/**
 * A schedule that goes round for ever, as it was replayed: whether it comes back to where its cycle begins and is fair all the way round,
 * and then which threads never end, and at what. This is worked out anew from the replay, not taken from the search.
 */
import type { Action, Step } from '../../../shared/explore/verdict.ts';
import type { Fault } from '../explore/fault.ts';
import { nextStep } from './evaluation.ts';
import type { Replay } from './replay.ts';
import { callsOf, type SiteTable } from './sites.ts';
import type { StepRun } from './step-run.ts';

/** Values of what a thread waits for that are told one by one. */
const MOST_VALUES = 3;

/** The schedule is no such schedule. */
export class NotALasso extends Error {}

/** `steps`: the schedule, as told; they name their places in `sites`. Throws `NotALasso`. */
export function lassoFault(replay: Replay, schedule: readonly Action[], cycle: number, steps: readonly Step[], sites: SiteTable): Fault {
  const { run } = replay;
  if (!returns(replay, schedule, cycle)) throw new NotALasso('does not come back to where the cycle begins');
  const round = steps.slice(cycle);
  const unfair = run.threads.find((t) => round.every((s) => s.thread !== t && s.enabled.includes(t)));
  if (unfair !== undefined) throw new NotALasso(`is not fair: ${nameOf(run, unfair)} could go all the way round, and never does`);
  const starving = run.threads.filter((t) => run.mustEnd(t) && !run.ended(t));
  if (starving.length === 0) throw new NotALasso('starves nobody: all threads that are to end have ended');
  const what = round.every(({ thread }) => starving.includes(thread)) ? 'livelock' : 'starvation';
  return {
    kind: 'starvation',
    property: starving.map((t) => propertyOf(run, t, round, sites)).find((name) => name !== null) ?? null,
    message: `${what}${isStronglyFair(round) ? ', even under strong fairness' : ''}: ${starving.map((t) => `${nameOf(run, t)} never ends: ${plight(run, t, round)}`).join('; ')}`,
    stack: [],
  };
}

/** Whether whoever could go somewhere on a round goes somewhere on it. */
export function isStronglyFair(round: readonly Step[]): boolean {
  return round.every(({ enabled }) => enabled.every((t) => round.some((s) => s.thread === t)));
}

/** Whether the schedule ends in the state that it was in before its step `cycle`. */
function returns({ run, firstState }: Replay, schedule: readonly Action[], cycle: number): boolean {
  if (cycle >= schedule.length) return false;
  run.restore(firstState);
  let there = run.save();
  schedule.forEach((action, i) => {
    if (i === cycle) there = run.save();
    run.step(action);
  });
  return run.is(there);
}

/** What a thread does all the time instead of ending. */
function plight(run: StepRun, thread: number, round: readonly Step[]): string {
  const own = round.filter((s) => s.thread === thread);
  if (own.length > 0) {
    const tries = own.findLast((s) => s.text.startsWith('tries ')) ?? own.findLast((s) => s.access?.op === 'load') ?? own.at(-1)!;
    return `again and again it ${tries.text}`;
  }
  const waits = round.map((s) => s.blocked.find((b) => b.thread === thread)).filter((b) => b !== undefined);
  if (waits.length === 0) return 'it never goes';
  const by = [...new Set(waits.flatMap((each) => each.by))];
  return `it ${allOf([...new Set(waits.map(({ on }) => on))])}${by.length > 0 ? ` (${by.map((t) => nameOf(run, t)).join(', ')})` : ''}${waits.length < round.length ? ', and whenever it could go, others do' : ', all the way round'}`;
}

/** What it waits for, with each value that this has on the way; where it waits for several things, the last. */
function allOf(waits: readonly string[]): string {
  const parts = waits.map((on) => /^(waits while .*? is )(\S+)$/.exec(on));
  const [start] = parts.map((part) => part?.[1]);
  if (start === undefined || parts.some((part) => part?.[1] !== start)) return waits.at(-1)!;
  const values = parts.map((part) => part![2]!);
  const last = values.length > MOST_VALUES ? 'others' : values.at(-1)!;
  const before = values.slice(0, -1).slice(0, MOST_VALUES);
  return `${start}${before.length > 0 ? `${before.join(', ')} or ` : ''}${last}`;
}

/** The property that it violates never to return from a function that the thread is in all the time. */
function propertyOf(run: StepRun, thread: number, round: readonly Step[], sites: SiteTable): string | null {
  const places = [...round.filter((s) => s.thread === thread).map((s) => s.site), sites.add(nextStep(run, thread, 0).site, callsOf(run, thread))];
  const inside = places.map((site) => sites.stack(site).map(({ fn }) => fn));
  return run.image.program.properties.find((p) => p.starves.some((fn) => inside.every((fns) => fns.includes(fn))))?.name ?? null;
}

function nameOf(run: StepRun, thread: number): string {
  return run.image.layout.threads[thread]!.name;
}
