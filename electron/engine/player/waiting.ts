/** What threads that cannot end wait for, by whose doing and since which step; and the circle that they wait in. */
import type { Blocked, Step } from '../../../shared/explore/verdict.ts';
import { cycleOf } from '../../../shared/inspect/cycle.ts';
import type { BreakingValue } from '../../../shared/replay/player.ts';
import type { Footprint } from '../replay/footprint.ts';
import type { Names } from '../replay/names.ts';
import { nextStep } from '../replay/evaluation.ts';
import type { StepRun } from '../replay/step-run.ts';

interface Played {
  /** In the state at the end of these steps. */
  run: StepRun;
  names: Names;
  steps: readonly Step[];
  footprints: readonly Footprint[];
}

/** Of a deadlock: the circle, if there is one, then each of the scenario's threads that waits. */
export function deadlockValues(played: Played, blocked: readonly Blocked[]): BreakingValue[] {
  const { names, run: { image: { layout } } } = played;
  const circle = cycleOf(new Map(blocked.map(({ thread, by }) => [thread, by.map((other) => ({ thread: other, sure: true }))]))) ?? [];
  const waits = blocked.filter(({ thread }) => circle.includes(thread) || layout.threads[thread]!.kind !== 'kthread')
    .map((each) => ({ ...each, since: sinceOf(played, each) }));
  const closed = waits.flatMap(({ thread, since }) => (circle.includes(thread) && since !== null ? [since] : []));
  const round: BreakingValue[] = circle.length === 0 ? [] : [{ name: 'the circle', text: [...circle, circle[0]!].map((t) => names.thread(t)).join(' → '), by: closed.length > 0 ? Math.max(...closed) : null }];
  return [...round, ...waits.map((each) => waitValue(names, each, each.since))];
}

/** Of a schedule that goes round for ever: each thread that is to end and does not, with what it waits for, or finds again and again. */
export function starvationValues(played: Played, cycle: number): BreakingValue[] {
  const { run, names, steps, footprints } = played;
  const round = steps.slice(cycle);
  return run.threads.filter((t) => run.mustEnd(t) && !run.ended(t)).flatMap((thread): BreakingValue[] => {
    const own = round.filter((step) => step.thread === thread);
    const waits = round.flatMap(({ blocked }) => blocked.filter((each) => each.thread === thread)).at(-1);
    if (own.length === 0) return waits ? [waitValue(names, waits, sinceOf(played, waits))] : [];
    const looks = (own.findLast(({ text }) => text.startsWith('tries ')) ?? own.findLast(({ access }) => access?.op === 'load'))?.access;
    if (!looks) return [];
    const since = lastIndex(footprints, ({ writes }) => writes.has(looks.address));
    return [{ name: `${names.thread(thread)}, again and again`, text: `finds ${names.word(looks.address, looks.place)}: ${names.value(looks.address, looks.before)}`, by: since }];
  });
}

function waitValue(names: Names, { thread, on, by }: Blocked, since: number | null): BreakingValue {
  const whose = by.length > 0 ? `, by ${by.map((t) => names.thread(t)).join(', ')}` : '';
  return { name: names.thread(thread), text: `${on}${whose}`, by: since };
}

/** The step by which it came to wait: the last that wrote what it waits for; of a sleeper, the last of those it waits for that wrote what it has looked at, or its own by which it fell asleep. */
function sinceOf({ run, steps, footprints }: Played, { thread, by }: Blocked): number | null {
  const words = run.sleepsOn(thread) === 0 ? nextStep(run, thread, 0).touches.map(({ address }) => address) : [];
  const since = lastIndex(footprints, ({ writes }, i) => steps[i]!.thread !== thread && words.some((word) => writes.has(word)));
  if (since !== null) return since;
  const looked = new Set(footprints.flatMap(({ reads, writes }, i) => (steps[i]!.thread === thread ? [...reads, ...writes] : [])));
  return lastIndex(footprints, ({ writes }, i) => by.includes(steps[i]!.thread) && [...writes].some((word) => looked.has(word)))
    ?? (run.sleepsOn(thread) === 0 ? null : lastIndex(footprints, (_, i) => steps[i]!.thread === thread));
}

function lastIndex(footprints: readonly Footprint[], fits: (footprint: Footprint, index: number) => boolean): number | null {
  const index = footprints.findLastIndex(fits);
  return index < 0 ? null : index;
}
