/**
 * The compiler's thread compiles for the threads that search and play, each by a port of its own: it has TypeScript and the kernel ready, where
 * they would load and parse both anew.
 *
 * ```
 *   search or player   ── { check: input }  ─►   compiler's thread
 *                      ◄─ { checked }       ──
 *                      ── { emit: options } ─►   of what it checked last for this port
 *                      ◄─ { image }         ──
 * ```
 */
import type { MessagePort } from 'node:worker_threads';
import type { CheckResult } from '../../../shared/dialect/compile.ts';
import type { StepOptions } from '../../../shared/dialect/step/emit.ts';
import type { SearchInput } from './program.ts';
import { type Compiled, type PlainImage, plainImage, type StepCompiler, wholeImage } from './step-compiler.ts';

type Question = { check: SearchInput } | { emit: StepOptions };
type Answer = { checked: CheckResult } | { image: PlainImage } | { error: string };

const GONE: Answer = { error: "the compiler's thread ended" };

/** `port`: of `CompileService.link()`. Asks one thing at a time. */
export function compileBy(port: MessagePort): StepCompiler {
  let closed = false;
  port.once('close', () => (closed = true));
  const ask = async (question: Question): Promise<Exclude<Answer, { error: string }>> => {
    port.postMessage(question);
    const answer = closed ? GONE : await answered(port);
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  };
  return async (input) => {
    const { checked } = (await ask({ check: input })) as { checked: CheckResult };
    return { checked, emit: async (options) => wholeImage(((await ask({ emit: options })) as { image: PlainImage }).image) };
  };
}

/** Answers a port until it is closed. */
export function serveLink(port: MessagePort, compile: StepCompiler): void {
  let last: Compiled | null = null;
  const answer = async (question: Question): Promise<Answer> => {
    if ('emit' in question) return { image: plainImage(await last!.emit(question.emit)) };
    last = await compile(question.check);
    return { checked: last.checked };
  };
  port.on('message', (question: Question) => {
    void answer(question)
      .catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }))
      .then((reply) => port.postMessage(reply));
  });
}

function answered(port: MessagePort): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer): void => {
      port.off('message', settle).off('close', gone);
      resolve(answer);
    };
    const gone = (): void => settle(GONE);
    port.on('message', settle).on('close', gone);
  });
}
