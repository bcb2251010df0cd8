/** What the preload script puts into the window as `window.faultline`. */
import type { CallName, PushName } from './channels.ts';

export interface Bridge {
  /** Answers a `Reply` (reply.ts), not yet checked. */
  call(name: CallName, request: unknown): Promise<unknown>;
  listen(name: PushName, listener: (payload: unknown) => void): void;
}
