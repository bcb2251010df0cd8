/** The compiler in a thread of its own, so that whoever asks stays responsive. */
import { parentPort } from 'node:worker_threads';
import { buildScenario, checkScenario, kernelFacts } from './compile.ts';
import type { CompileQuestion, CompileReply, CompileRequest } from './compile-service.ts';
import { compileHere } from './explore/step-compiler.ts';
import { serveLink } from './explore/step-link.ts';
import { keepCompiled } from './typescript.ts';

/** After the first answer, when most of the compiler has been compiled itself and nobody waits for it. */
const KEEP_AFTER_MS = 3000;

const port = parentPort!;

port.on('message', (request: CompileRequest) => {
  if ('link' in request) serveLink(request.link, compileHere);
  else port.postMessage({ id: request.id, ...answer(request) } satisfies CompileReply);
});
port.once('message', () => void setTimeout(keepCompiled, KEEP_AFTER_MS).unref());

function answer(request: CompileQuestion): Pick<CompileReply, 'result' | 'error'> {
  try {
    if ('factsWith' in request) return { result: kernelFacts(request.factsWith) };
    const { input, options } = request;
    return { result: options ? buildScenario(input, options) : checkScenario(input) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
