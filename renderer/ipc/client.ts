/** The window's side of the contract: typed calls and pushes, checked as they arrive. */
import { calls, pushes, type CallReply, type CallRequest, type PushPayload } from '../../shared/ipc/contract.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { CallName, PushName } from '../../shared/ipc/channels.ts';
import { LabError, type ErrorCode, type Reply } from '../../shared/ipc/reply.ts';

declare global {
  interface Window {
    readonly faultline: Bridge;
  }
}

/** Rejects with a `LabError` whose message may be shown as it is. */
export async function call<N extends CallName>(
  name: N,
  ...[request]: CallRequest<N> extends undefined ? [] : [CallRequest<N>]
): Promise<CallReply<N>> {
  return answered(name, await window.faultline.call(name, request));
}

/** What the main process answered to a call. Throws as above. */
export function answered<N extends CallName>(name: N, answer: unknown): CallReply<N> {
  const reply = answer as Reply<unknown>;
  if (!reply.ok) throw new LabError(reply.code, reply.message);
  return calls[name].reply.parse(reply.value) as CallReply<N>;
}

/** The same to what is under way. It may be over by now, and the window about to hear of that: then it is no error. */
export async function callUnlessOver<N extends UnderWay>(...asked: Parameters<typeof call<N>>): Promise<void> {
  try {
    await call<N>(...asked);
  } catch (error) {
    if (!(error instanceof LabError && OVER.has(error.code))) throw error;
  }
}

type UnderWay = 'session.stop' | 'explore.pause' | 'explore.resume' | 'explore.stop' | 'comparison.stop' | 'mutation.stop';
const OVER: ReadonlySet<string> = new Set<ErrorCode>(['no-session', 'no-exploration', 'no-job']);

export function listen<N extends PushName>(name: N, listener: (payload: PushPayload<N>) => void): void {
  window.faultline.listen(name, (payload) => listener(pushes[name].parse(payload) as PushPayload<N>));
}
