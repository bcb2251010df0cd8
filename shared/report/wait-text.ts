/** What stuck threads wait for, in words: for the command line, the window, and the sentence of a diagnosis. */
import type { CycleLink, Holder, Wait } from '../trace/session.ts';
import { inPlaceFrom } from './place-text.ts';

/** A lock that is waited for, how it is held, and who waits. */
export interface AwaitedLock extends Pick<Wait, 'lock' | 'state' | 'holders'> {
  waits: Wait[];
}

/** Those first that come first. */
export function awaitedLocks(waits: readonly Wait[]): AwaitedLock[] {
  const locks = new Map<string, AwaitedLock>();
  for (const wait of waits) {
    const { lock, state, holders } = wait;
    const known = locks.get(`${lock} ${state}`);
    if (known) known.waits.push(wait);
    else locks.set(`${lock} ${state}`, { lock, state, holders, waits: [wait] });
  }
  return [...locks.values()];
}

/** `mmap_lock for write` */
export function wantedText({ lock, wants }: Pick<Wait, 'lock' | 'wants'>): string {
  return wants === null ? lock : `${lock} for ${wants}`;
}

/** `held for write by`, `held by 2 readers:`; what comes before the names of the holders that are certain, if there are any. */
export function heldText({ state, holders }: Pick<Wait, 'state' | 'holders'>): string {
  if (!holders.some(({ sure }) => sure)) return state;
  return state.endsWith('write') ? `${state} by` : `${state}:`;
}

/** The reader that the semaphore names; null: none, or it is one of those that are certain. */
export function lastReader({ holders }: Pick<Wait, 'holders'>): Holder | null {
  return holders.find(({ sure }) => !sure) ?? null;
}

/** `mmap_lock is held by 2 readers: a, taken in mmap_read_lock (kernel/mmap_lock.ts:26), called from x.ts:5; the last to get in was b` */
export function lockText({ lock, state, holders }: Pick<Wait, 'lock' | 'state' | 'holders'>): string {
  const sure = holders.filter((each) => each.sure).map(({ thread, stack }) => `${quoted(thread)}${stack.length > 0 ? `, taken${inPlaceFrom(stack)}` : ''}`);
  const last = lastReader({ holders });
  return `${lock} is ${heldText({ state, holders })}${sure.length > 0 ? ` ${sure.join('; ')}` : ''}${last ? `; the last to get in was ${quoted(last.thread)}` : ''}`;
}

/** `a → mmap_lock → b → vm_lock of VMA 0x1000–0x2000 → a`; null: there is no cycle. */
export function cycleText(cycle: readonly CycleLink[]): string | null {
  const [first] = cycle;
  if (!first) return null;
  const path = [...cycle.flatMap(({ thread, lock }) => [quoted(thread), lock]), quoted(first.thread)].join(' → ');
  const unsure = unsureOf(cycle);
  return unsure.length === 0 ? path : `${path}, if ${unsure.map(quoted).join(', ')} still has what it took for read`;
}

/** What a cycle is, in words. Who waits the longest need not be in it. */
export function cycleHeading(cycle: readonly CycleLink[]): string {
  const sure = unsureOf(cycle).length === 0;
  if (cycle.length === 1) return sure ? 'One waits for itself' : 'One may wait for itself';
  return sure ? 'They wait in a circle' : 'They may wait in a circle';
}

/** Who may not hold what makes it a cycle. */
export function unsureOf(cycle: readonly CycleLink[]): string[] {
  return cycle.flatMap(({ sure }, i) => (sure ? [] : [cycle[(i + 1) % cycle.length]!.thread]));
}

function quoted(thread: string): string {
  return `\`${thread}\``;
}
