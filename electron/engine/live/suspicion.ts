/** Puts into words what the watchdog saw: who waits where for what. */
import type { Diagnosis, SessionSample, StackFrame, ThreadInfo } from '../../../shared/trace/session.ts';
import { addressName } from './address-names.ts';
import { diagnosis, inPlaceFrom, type Scene } from './explain.ts';
import { siteFrames } from './stack.ts';
import type { Suspicion } from './watchdog.ts';

/** What is a fault of the program. */
export type Stuck = Suspicion & { kind: Exclude<Suspicion['kind'], 'stranded'> };

/**
 * `stacks` are where the threads were cut off, by thread; `sample` is what the watchdog saw.
 * Called when the threads have ended, so that addresses still name what they named.
 */
export function explainSuspicion(scene: Scene, what: Stuck, sample: SessionSample, stacks: ReadonlyMap<number, StackFrame[]>): Diagnosis {
  const thread = scene.threads[what.thread]!;
  const stack = stacks.get(what.thread) ?? waitStack(scene, sample, what.thread);
  const others = scene.threads.filter(({ index, kind }) => index !== what.thread && (kind !== 'boot' || what.kind !== 'infinite-loop'));
  const details = (what.kind === 'deadlock' ? scene.threads : others).flatMap((each) => activity(scene, sample, each, stacks));
  return { ...diagnosis(what.kind, thread, stack, sentence(scene, what, sample, thread, stack)), details };
}

function sentence(scene: Scene, what: Stuck, sample: SessionSample, thread: ThreadInfo, stack: StackFrame[]): string {
  const { waitedMs } = sample.threads[what.thread]!;
  const seconds = `${(waitedMs / 1000).toFixed(1)} s`;
  switch (what.kind) {
    case 'deadlock': {
      const waiting = scene.threads.filter(({ index, kind }) => kind !== 'kthread' && isWaiting(sample, index));
      const who = waiting.length === 1 ? `\`${thread.name}\` sleeps` : `all ${waiting.length} threads that are left sleep`;
      return `deadlock: ${who} and nobody can wake ${waiting.length === 1 ? 'it' : 'them'}; \`${thread.name}\` waits${inPlaceFrom(stack)}`;
    }
    case 'hung-thread':
      return `hung-thread: \`${thread.name}\` has been waiting for ${awaited(scene, sample, what.thread)} for ${seconds}${inPlaceFrom(stack)} while others went on`;
    case 'infinite-loop':
      return `infinite-loop: \`${thread.name}\` runs ${thread.kind === 'boot' ? 'without coming to an end' : 'without finishing an iteration'}${inPlaceFrom(stack)}`;
  }
}

/** One sentence about what a thread was doing; none about one that had nothing to do. */
function activity(scene: Scene, sample: SessionSample, thread: ThreadInfo, stacks: ReadonlyMap<number, StackFrame[]>): string[] {
  const { status, waitedMs } = sample.threads[thread.index]!;
  const stack = stacks.get(thread.index) ?? waitStack(scene, sample, thread.index);
  if (status === 'idle' || status === 'finished') return [];
  if (!isWaiting(sample, thread.index)) return [`\`${thread.name}\` was ${status}${inPlaceFrom(stack)}.`];
  return [`\`${thread.name}\` waited for ${awaited(scene, sample, thread.index)}${inPlaceFrom(stack)}, for ${(waitedMs / 1000).toFixed(1)} s.`];
}

/** What a waiting thread waits for: the word it sleeps on; one that polls has only a condition. */
function awaited({ image, heap }: Scene, sample: SessionSample, thread: number): string {
  const { status, waitAddress } = sample.threads[thread]!;
  return status === 'sleeping' ? addressName(image, heap, waitAddress) : 'a condition';
}

function isWaiting(sample: SessionSample, thread: number): boolean {
  const { status } = sample.threads[thread]!;
  return status === 'sleeping' || status === 'polling';
}

function waitStack({ image }: Scene, sample: SessionSample, thread: number): StackFrame[] {
  return siteFrames(image.program, sample.threads[thread]!.waitSite);
}
