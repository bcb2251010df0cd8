/** The words that a violation is about, with the values that break it and the steps that made them so. */
import { OBJECT } from '../../../shared/dialect/step/layout.ts';
import type { BreakingValue } from '../../../shared/replay/player.ts';
import type { Fault } from '../explore/fault.ts';
import { Names } from '../replay/names.ts';
import { readsOf } from '../replay/evaluation.ts';
import type { Touch } from '../replay/next-step.ts';
import type { SavedState, StepRun } from '../replay/step-run.ts';
import { checkedValues } from './checked-values.ts';
import type { Line } from './line.ts';
import { deadlockValues, starvationValues } from './waiting.ts';

const MOST = 8;

/** `run` is in the state at the end of these steps, the last of which it has just made; `first`: the state before them. */
export function breakingValues(run: StepRun, fault: Fault, first: SavedState, { steps, footprints, blocked, cycle }: Pick<Line, 'steps' | 'footprints' | 'blocked' | 'cycle'>): BreakingValue[] {
  const names = new Names(run.image);
  const played = { run, names, steps, footprints };
  const lastWriter = (word: number, before: number): number | null => {
    const index = footprints.slice(0, before).findLastIndex(({ writes }) => writes.has(word));
    return index < 0 ? null : index;
  };
  const last = steps.length - 1;
  switch (fault.kind) {
    case 'condition': {
      const condition = run.image.program.conditions.find((c) => c.kind === 'always' && c.name === fault.property);
      return condition ? distinct(readsOf(run, condition.fn)).map(({ address, place, before }) => ({ name: names.word(address, place), text: names.value(address, before), by: lastWriter(address, steps.length) })) : [];
    }
    case 'property': return checkedValues(run, first, steps);
    case 'use-after-free': case 'bad-free': {
      const address = steps[last]?.access?.address ?? 0;
      const header = run.image.layout.headers[address >> 2] ?? 0;
      return header > 1 ? [{ name: names.object(header + 4), text: header < run.image.layout.globalsFrom ? 'gone with its function' : 'freed', by: lastWriter(header, last) }] : [];
    }
    case 'deadlock': return deadlockValues(played, blocked);
    case 'starvation': return starvationValues(played, cycle!);
    // Its header is written when it is allocated; an object that is freed is none of these.
    case 'leak': return stillAllocated(run).map((header) => ({ name: names.object(header + 4), text: 'never freed', by: lastWriter(header, steps.length) }));
    default: {
      // What the thread that fails looked at last, the word of its last step first.
      const own = steps.flatMap(({ thread, access }, index) => (thread === steps[last]?.thread && access ? [{ access, index }] : [])).slice(-MOST).reverse();
      const seen = new Set<number>();
      return own.flatMap(({ access: { address, place, after }, index }) => {
        if (seen.has(address)) return [];
        seen.add(address);
        return [{ name: names.word(address, place), text: names.value(address, after), by: footprints[index]!.writes.has(address) ? index : lastWriter(address, index) }];
      }).slice(0, 3);
    }
  }
}

/** Headers of the objects that are not freed. */
function stillAllocated(run: StepRun): number[] {
  return run.image.layout.pools
    .flatMap(({ base, count, stride }) => Array.from({ length: count }, (_, i) => base + i * stride))
    .filter((header) => run.word(header) === OBJECT.allocated);
}

function distinct(touches: readonly Touch[]): Touch[] {
  return [...new Map(touches.map((t) => [t.address, t])).values()].slice(0, MOST);
}
