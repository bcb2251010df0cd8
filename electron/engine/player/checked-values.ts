/** What a property's check that failed had looked at, each word with the step that made it so. */
import type { Action } from '../../../shared/explore/verdict.ts';
import type { BreakingValue } from '../../../shared/replay/player.ts';
import { Names } from '../replay/names.ts';
import type { SavedState, StepRun } from '../replay/step-run.ts';

/** As many words as are told. */
const MOST = 6;

/**
 * `run` has just made the step that fails, the last of these; it is left there. `first`: the state before them. The word that the check
 * looked at last, which decided, comes first, then what the steps changed, the last change first.
 */
export function checkedValues(run: StepRun, first: SavedState, steps: readonly Action[]): BreakingValue[] {
  const names = new Names(run.image);
  const looked = distinct(run.looked());
  const changes = lastChanges(run, first, steps, looked.map(({ address }) => address));
  const [decided, ...others] = looked.map(({ address, value }, i) => ({ address, value, by: changes[i]! }));
  // Of those that might hold something, who does is of interest.
  const telling = others.filter(({ value, by }) => value !== 0 || by !== null).sort((a, b) => (b.by ?? -1) - (a.by ?? -1));
  return [...(decided ? [decided] : []), ...telling].slice(0, MOST).map(({ address, value, by }) => ({ name: ofTask(run, names.word(address)), text: names.value(address, value), by }));
}

/** The step that last changed each word, or null; what observers write is in no step's footprint. */
function lastChanges(run: StepRun, first: SavedState, steps: readonly Action[], words: readonly number[]): (number | null)[] {
  const last: (number | null)[] = words.map(() => null);
  run.restore(first);
  let before = words.map((word) => run.word(word));
  steps.forEach((step, index) => {
    run.tryStep(step);
    const after = words.map((word) => run.word(word));
    after.forEach((value, i) => {
      if (value !== before[i]) last[i] = index;
    });
    before = after;
  });
  return last;
}

/** Who holds what is kept by the properties' observers (shared/kernel/properties/ghost.ts), in variables that nobody else knows. */
const HOLDS: Record<string, (thread: string) => string> = {
  ghost_reads: (thread) => `${thread} holds for read:`,
  ghost_mmap: (thread) => `${thread} holds mmap_lock of`,
  ghost_mmap_write: (thread) => `${thread} holds mmap_lock for write:`,
};

/** `fault holds for read:`, `ghost_seen[2][0] of fault`: what there is one of for each task says whose it is. */
function ofTask({ image: { program, layout } }: StepRun, name: string): string {
  const [, global, index] = /^(\w+)\[(\d+)\]/.exec(name) ?? [];
  const lengthOf = (of: string | undefined): number | null => {
    const type = program.globals.find((g) => g.name === of)?.valueType;
    return type?.kind === 'array' ? type.length : null;
  };
  const thread = lengthOf(global) !== null && lengthOf(global) === lengthOf('init_tasks') ? layout.threads[Number(index)] : undefined;
  if (!thread) return name;
  return Object.hasOwn(HOLDS, global!) ? HOLDS[global!]!(thread.name) : `${name} of ${thread.name}`;
}

function distinct(looks: readonly { address: number; value: number }[]): { address: number; value: number }[] {
  return looks.filter(({ address }, i) => looks.findIndex((other) => other.address === address) === i);
}
