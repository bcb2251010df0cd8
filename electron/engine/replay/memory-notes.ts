/** What a step has to do with the memory model, for people: which store it found, why it could miss a newer one, and what store buffers hold. */
import type { Names } from './names.ts';
import type { NextStep, Touch } from './next-step.ts';
import type { StepRun } from './step-run.ts';
import type { Stores } from './stores.ts';
import { bufferOf } from './weak-memory.ts';

/** `name`: of the thread that took an earlier step, by the step's index. `run`: before the step. */
export function memoryNotes(run: StepRun, thread: number, { kind, touches }: Pick<NextStep, 'kind' | 'touches'>, known: Stores, names: Names, name: (step: number) => string): string[] {
  const { memory } = run.image.program;
  if (memory === 'sc' || kind === 'wait') return [];
  const by = (step: number): string => `step ${step + 1} (${name(step)})`;
  return touches.flatMap((touch) => (memory === 'tso' ? ofBuffers(run, thread, touch, names) : ofViews(touch, known, names, names.thread(thread), by)));
}

/** A load: what others have stored there that it cannot see yet. */
function ofBuffers(run: StepRun, thread: number, { op, address, place }: Touch, names: Names): string[] {
  if (op === 'store') return [];
  return run.threads.filter((t) => t !== thread).flatMap((other) => {
    const hidden = bufferOf(run, other).filter((each) => each.address === address);
    return hidden.length === 0 ? [] : [`${names.thread(other)}'s store buffer still holds ${hidden.map(({ value }) => `${names.word(address, place)} = ${names.value(address, value)}`).join(', ')}`];
  });
}

function ofViews({ op, address, place, behind }: Touch, known: Stores, names: Names, self: string, by: (step: number) => string): string[] {
  if (behind === 0) return [];
  const missed = known.missed(address, behind).map(by).join(', ');
  const word = names.word(address, place);
  if (op === 'store') return [`it comes before ${missed} in the order of stores to ${word}: nothing has told ${self} of ${behind === 1 ? 'that one' : 'those'}`];
  const found = known.found(address, behind);
  const where = found === null ? `the value that ${word} had at first` : `the store of ${by(found)}`;
  return [`it finds ${where}; it may miss ${missed}, as nothing that ${self} has read, acquired or put in order comes after ${behind === 1 ? 'that store' : 'those stores'}`];
}

/** `in writer's store buffer now: x = 1, y = 2`, of the thread whose buffer the step has changed. `run`: after it. */
export function bufferNote(run: StepRun, thread: number, { kind, owner, touches }: Pick<NextStep, 'kind' | 'owner' | 'touches'>, names: Names): string[] {
  const whose = kind === 'drain' ? owner : touches.some(({ op, buffered }) => op === 'store' && buffered) ? thread : null;
  if (whose === null) return [];
  const words = bufferOf(run, whose).map(({ address, value }) => `${names.word(address, { struct: 'globals', field: 'a word' })} = ${names.value(address, value)}`);
  return [`in ${names.thread(whose)}'s store buffer now: ${words.join(', ') || 'nothing'}`];
}
