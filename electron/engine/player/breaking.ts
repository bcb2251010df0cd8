/** The words that a violation is about, with the values that break it and the steps that made them so. */
import type { Step } from '../../../shared/explore/verdict.ts';
import type { BreakingValue } from '../../../shared/replay/player.ts';
import type { Fault } from '../explore/fault.ts';
import type { Footprint } from '../replay/footprint.ts';
import { Names } from '../replay/names.ts';
import { readsOf, type Touch } from '../replay/next-step.ts';
import type { StepRun } from '../replay/step-run.ts';

const MOST = 8;

/** `run` is in the state at the end of these steps. */
export function breakingValues(run: StepRun, fault: Fault, steps: readonly Step[], footprints: readonly Footprint[]): BreakingValue[] {
  const names = new Names(run.image);
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
    case 'use-after-free': case 'bad-free': {
      const address = steps[last]?.access?.address ?? 0;
      const header = run.image.layout.headers[address >> 2] ?? 0;
      return header > 1 ? [{ name: names.object(header + 4), text: 'freed', by: lastWriter(header, last) }] : [];
    }
    case 'deadlock': case 'starvation': case 'leak':
      return [];
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

function distinct(touches: readonly Touch[]): Touch[] {
  return [...new Map(touches.map((t) => [t.address, t])).values()].slice(0, MOST);
}
