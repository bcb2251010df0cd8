/** Where code stands, in words. Stacks are innermost first. */
import type { StackFrame } from '../trace/session.ts';

type Frame = Pick<StackFrame, 'fn' | 'file' | 'line'>;

/** BUG_ON and its kin: who asks is of interest, not that they do. */
const CHECKS = 'kernel/bug.ts';

/** From the innermost frame on that is not a check itself. */
export function withoutChecks<F extends Pick<StackFrame, 'file'>>(stack: readonly F[]): readonly F[] {
  const first = stack.findIndex(({ file }) => file !== CHECKS);
  return first > 0 ? stack.slice(first) : stack;
}

/** ` in up_read (kernel/rwsem.ts:120)`, or nothing when the place is not known. */
export function inPlace(stack: readonly Frame[]): string {
  const [frame] = withoutChecks(stack);
  return frame ? ` in ${frame.fn} (${frame.file}:${frame.line})` : '';
}

/** Like `inPlace`, and from which line of the scenario it was called when it is a place in the kernel. */
export function inPlaceFrom(stack: readonly Frame[]): string {
  const own = stack.find(({ file }) => !file.startsWith('kernel/'));
  const from = own && own !== withoutChecks(stack)[0] ? `, called from ${own.file}:${own.line}` : '';
  return `${inPlace(stack)}${from}`;
}

/** How any lock waits: of no interest to who wants to know where. */
const WAITING = /^kernel\/(sched|rwsem\w*|completion)\.ts$/;

/** From the innermost frame on that is not about waiting itself, as in the kernel's wchan. */
export function withoutWaiting<F extends Pick<StackFrame, 'file'>>(stack: readonly F[]): readonly F[] {
  const first = stack.findIndex(({ file }) => !WAITING.test(file));
  return first > 0 ? stack.slice(first) : stack;
}
