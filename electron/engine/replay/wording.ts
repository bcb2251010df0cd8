/** A step in plain words. */
import type { Names } from './names.ts';
import type { NextStep, Touch } from './next-step.ts';

/** Words that are listed of a step with many. */
const LISTED = 5;

export interface Outcome {
  /** Of an allocation: the object, 0 when there was none. */
  allocated: number;
  woke: number[];
  slept: boolean;
  failed: boolean;
  choice: number;
}

export function stepText(next: NextStep, outcome: Outcome, names: Names): string {
  switch (next.kind) {
    case 'access': return touchText(next.touches[0]!, outcome, names);
    case 'wait':
      if (next.stops !== null) return `looks whether it may go on: ${listed(each(next, names, outcome))}`;
      return next.touches.length > 0 ? `goes on, as ${readsText(next.touches, names)}` : 'goes on, as its condition holds';
    case 'drain': return next.touches[0] ? `lets a store of ${names.thread(next.owner)} take effect: ${changed(next.touches[0], names)}` : 'waits for a store';
    case 'barrier': return next.ordered ? 'has a full barrier' : 'goes on, as its store buffer is empty';
    case 'atomic': return `atomically: ${listed([...each(next, names, outcome), ...untold(next, names)])}`;
    case 'awake': return 'goes on after its futex_wait';
    case 'local': return 'puts on its stack what others may see';
    case 'last': return 'goes on, as all threads have ended';
    case 'alloc': return outcome.allocated === 0 ? `tries to allocate a ${next.struct}` : `allocates ${names.object(outcome.allocated)}`;
    case 'free': return outcome.failed ? `tries to free ${names.object(next.object)}` : `frees ${names.object(next.object)}`;
    case 'pick': return `picks ${outcome.choice} of 0 … ${next.n - 1}`;
    case 'deadline': return outcome.choice === 0 ? 'sees that its time has not passed yet' : 'sees that its time has passed';
    case 'ended': return 'has ended';
  }
}

/** What it touches: only the last of it can be what fails. */
function each({ touches, stops }: NextStep, names: Names, outcome: Outcome): string[] {
  return touches.map((t, i) => touchText(t, { ...outcome, failed: stops === 'access' && i === touches.length - 1 }, names));
}

/** From where on an atomic block is not told. */
function untold({ partial, struct, object }: NextStep, names: Names): string[] {
  if (!partial) return [];
  return [struct === null ? `goes on to free ${names.object(object)}` : `goes on to allocate a ${struct}`];
}

/** `mm_struct #0.mmap_lock.count is 1, x is 2`. */
export function readsText(touches: readonly Touch[], names: Names): string {
  const words = new Map(touches.map((t) => [t.address, t]));
  return listed([...words.values()].map((t) => `${names.word(t.address, t.place)} is ${names.value(t.address, t.before)}`));
}

function touchText(touch: Touch, { woke, slept, failed }: Outcome, names: Names): string {
  const { op, address, place, before, after, expected, buffered, behind } = touch;
  const what = names.word(address, place);
  const value = (v: number): string => names.value(address, v);
  const late = behind === 0 ? '' : op === 'load' ? ', an older value' : ', behind a newer store';
  if (failed) return `tries to ${op === 'load' ? 'read' : op === 'store' ? 'write' : op === 'futexWait' ? 'sleep on' : op === 'futexWake' ? 'wake a sleeper on' : 'change'} ${what}`;
  switch (op) {
    case 'load': return `reads ${what}: ${value(before)}${buffered ? ', from its store buffer' : ''}${late}`;
    case 'store': return `writes ${changed(touch, names)}${buffered ? ', into its store buffer' : ''}${late}`;
    case 'rmw': return before === after ? `changes ${what} to what it is: ${value(after)}${late}` : `changes ${what}: ${value(before)} → ${value(after)}${late}`;
    case 'cmpxchg': return before === expected ? `changes ${what}: ${value(before)} → ${value(after)}` : `tries to change ${what} from ${value(expected!)}, but it is ${value(before)}`;
    case 'futexWait': return slept ? `goes to sleep on ${what}, which is ${value(before)}` : `does not sleep on ${what}: it is ${value(before)}, not ${value(expected!)}`;
    case 'futexWake': return woke.length > 0 ? `wakes ${woke.map((t) => names.thread(t)).join(', ')}, asleep on ${what}` : `wakes nobody on ${what}`;
  }
}

/** `x: 0 → 1` */
function changed({ address, place, before, after }: Touch, names: Names): string {
  const value = (v: number): string => names.value(address, v);
  return `${names.word(address, place)}: ${before === after ? `${value(after)} again` : `${value(before)} → ${value(after)}`}`;
}

function listed(texts: readonly string[]): string {
  return texts.length <= LISTED ? texts.join(', ') : `${texts.slice(0, LISTED).join(', ')} and ${texts.length - LISTED} more`;
}
