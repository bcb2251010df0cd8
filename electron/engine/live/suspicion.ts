/** Puts into words what the watchdog saw: who waits where for what, and because of whom. */
import { RCU_THREAD } from '../../../shared/inspect/rcu.ts';
import { GRACE_PERIOD } from '../../../shared/inspect/waits.ts';
import { inPlaceFrom } from '../../../shared/report/place-text.ts';
import { wantedText } from '../../../shared/report/wait-text.ts';
import type { Diagnosis, SessionSample, StackFrame, ThreadInfo, Wait } from '../../../shared/trace/session.ts';
import { isWaiting } from '../../../shared/trace/waiting.ts';
import { addressName } from './address-names.ts';
import type { Blockade, BlockedThread } from './blocked.ts';
import { diagnosis, type Scene } from './explain.ts';
import { siteFrames } from './stack.ts';
import type { Suspicion } from './watchdog.ts';

/** What is a fault of the program. */
export type Stuck = Suspicion & { kind: Exclude<Suspicion['kind'], 'stranded'> };

/** All that is known of it. */
export interface Evidence {
  /** What the watchdog saw, and what the memory said then. */
  sample: SessionSample;
  blocked: Blockade;
  /** Where the threads were cut off, by thread. */
  stacks: ReadonlyMap<number, StackFrame[]>;
}

/** Called when the threads have ended, so that addresses still name what they named. */
export function explainSuspicion(scene: Scene, what: Stuck, evidence: Evidence): Diagnosis {
  const { blocked } = evidence;
  const about = toBlame(scene, what, evidence);
  const thread = scene.threads[about.thread]!;
  const stack = stackOf(scene, evidence, about.thread);
  const untold = scene.threads.filter(({ index, kind }) => {
    if (blocked.threads.some((each) => each.thread === index)) return false;
    return about.kind === 'deadlock' || (index !== about.thread && (kind !== 'boot' || about.kind !== 'infinite-loop'));
  });
  return {
    ...diagnosis(about.kind, thread, stack, sentence(scene, about, evidence, thread, stack)),
    details: untold.flatMap((each) => activity(scene, evidence, each)),
    waits: blocked.threads.map((each) => waitOf(scene, evidence, each)),
    cycle: links(scene, blocked),
  };
}

/** Those in a cycle, if it is certain, are to blame, not who came to wait for them; and who never ends a grace period that nobody holds up, not who waits for it. */
function toBlame(scene: Scene, what: Stuck, { blocked, sample }: Evidence): Stuck {
  if (what.kind === 'deadlock') return blocked.cycle && links(scene, blocked).every(({ sure }) => sure) ? { ...what, thread: blocked.cycle[0]! } : what;
  const wait = blocked.threads.find(({ thread }) => thread === what.thread);
  if (wait?.lock !== GRACE_PERIOD || wait.holders.length > 0) return what;
  const calls = scene.threads.find(({ kind, name }) => kind === 'kthread' && name === RCU_THREAD);
  return calls && sample.threads[calls.index]!.status === 'running' ? { kind: 'infinite-loop', thread: calls.index } : what;
}

function sentence(scene: Scene, what: Stuck, evidence: Evidence, thread: ThreadInfo, stack: StackFrame[]): string {
  const { sample } = evidence;
  const { waitedMs } = sample.threads[what.thread]!;
  const seconds = `${(waitedMs / 1000).toFixed(1)} s`;
  switch (what.kind) {
    case 'deadlock': {
      const waiting = scene.threads.filter(({ index, kind }) => kind !== 'kthread' && isWaiting(sample.threads[index]!));
      const who = waiting.length === 1 ? `\`${thread.name}\` sleeps` : `all ${waiting.length} threads that are left sleep`;
      const lock = evidence.blocked.threads.find((each) => each.thread === what.thread);
      return `deadlock: ${who} and nobody can wake ${waiting.length === 1 ? 'it' : 'them'}; \`${thread.name}\` waits${lock ? ` for ${wantedText(lock)}` : ''}${inPlaceFrom(stack)}`;
    }
    case 'hung-thread':
      return `hung-thread: \`${thread.name}\` has been waiting for ${awaited(scene, evidence, what.thread)} for ${seconds}${inPlaceFrom(stack)} ${meanwhile(scene, what)}`;
    case 'infinite-loop':
      return `infinite-loop: \`${thread.name}\` runs ${thread.kind === 'boot' ? 'without coming to an end' : 'without finishing an iteration'}${inPlaceFrom(stack)}`;
  }
}

/** Who went on while a thread hung. */
function meanwhile({ threads }: Scene, { meanwhile: went = [] }: Stuck): string {
  const own = went.filter((index) => threads[index]!.kind !== 'kthread');
  const names = (own.length > 0 ? own : went).map((index) => `\`${threads[index]!.name}\``);
  if (names.length === 0) return 'and nobody else went on';
  const who = names.length > 2 && own.length > 0 ? `${names.length} others` : names.join(' and ');
  return own.length > 0 ? `while ${who} went on` : `while only the kernel thread${names.length > 1 ? 's' : ''} ${who} went on`;
}

function waitOf(scene: Scene, evidence: Evidence, { thread, lock, wants, state, holders, behind }: BlockedThread): Wait {
  const name = (index: number): string => scene.threads[index]!.name;
  return {
    thread: name(thread), lock, wants, state,
    holders: holders.map((holder) => ({ thread: name(holder.thread), sure: holder.sure, stack: siteFrames(scene.image.program, holder.site) })),
    behind: behind.map(name),
    waitedMs: evidence.sample.threads[thread]!.waitedMs,
    stack: stackOf(scene, evidence, thread),
  };
}

/** Of the cycle, if there is one. */
function links({ threads }: Scene, { cycle, threads: blocked }: Blockade): Diagnosis['cycle'] {
  return (cycle ?? []).map((thread, i) => {
    const next = cycle![(i + 1) % cycle!.length]!;
    const { lock, holders, behind } = blocked.find((each) => each.thread === thread)!;
    return { thread: threads[thread]!.name, lock, sure: behind.includes(next) || holders.some((each) => each.thread === next && each.sure) };
  });
}

/** One sentence about what a thread was doing; none about one that had nothing to do. */
function activity(scene: Scene, evidence: Evidence, thread: ThreadInfo): string[] {
  const { status, waitedMs } = evidence.sample.threads[thread.index]!;
  const place = inPlaceFrom(stackOf(scene, evidence, thread.index));
  if (status === 'idle' || status === 'finished') return [];
  // Woken to make sure, it has gone round, with nothing to do: how long it sleeps says nothing.
  if (thread.kind === 'kthread' && status === 'sleeping') return [`\`${thread.name}\` slept${place}.`];
  if (!isWaiting(evidence.sample.threads[thread.index]!)) return [`\`${thread.name}\` was ${status}${place}.`];
  return [`\`${thread.name}\` waited for ${awaited(scene, evidence, thread.index)}${place}, for ${(waitedMs / 1000).toFixed(1)} s.`];
}

/** What a waiting thread waits for: the lock; else the word it sleeps on; one that polls has only a condition. */
function awaited({ image, heap }: Scene, { sample, blocked }: Evidence, thread: number): string {
  const lock = blocked.threads.find((each) => each.thread === thread);
  if (lock) return wantedText(lock);
  const { status, waitAddress } = sample.threads[thread]!;
  return status === 'sleeping' ? addressName(image, heap, waitAddress) : 'a condition';
}

/** Where it was cut off; of one that was not, where it waited. */
function stackOf({ image }: Scene, { sample, stacks }: Evidence, thread: number): StackFrame[] {
  return stacks.get(thread) ?? siteFrames(image.program, sample.threads[thread]!.waitSite);
}
