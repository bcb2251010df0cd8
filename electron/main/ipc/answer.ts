/** Answers the window's calls: the request is checked before a handler sees it, and whatever happens ends in a `Reply`. */
import { calls, type CallAnswer, type CheckedRequest } from '../../../shared/ipc/contract.ts';
import type { CallName } from '../../../shared/ipc/channels.ts';
import { LabError, type Reply } from '../../../shared/ipc/reply.ts';

export type Handlers = {
  [N in CallName]: (request: CheckedRequest<N>) => CallAnswer<N> | Promise<CallAnswer<N>>;
};

export async function answer<N extends CallName>(
  name: N,
  request: unknown,
  handlers: Handlers,
  reportDefect: (error: unknown) => void,
): Promise<Reply<CallAnswer<N>>> {
  const parsed = calls[name].request.safeParse(request);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.length ? ` at ${issue.path.map(String).join('.')}` : '';
    return { ok: false, code: 'invalid-request', message: `${name}: ${issue?.message ?? 'not understood'}${where}` };
  }
  try {
    return { ok: true, value: await handlers[name](parsed.data as CheckedRequest<N>) };
  } catch (error) {
    if (error instanceof LabError) return { ok: false, code: error.code, message: error.message };
    reportDefect(error);
    // Its first line: the stack that some errors carry in their message went to the log.
    const [what] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { ok: false, code: 'internal', message: `Something went wrong inside the lab (${name}): ${what}` };
  }
}
