/** The compiler in a thread of its own, so that whoever asks stays responsive. */
import { parentPort } from 'node:worker_threads';
import type { LiveOptions } from '../../shared/dialect/compile.ts';
import { type BuildResult, buildScenario, checkScenario, kernelFacts, type ScenarioInput } from './compile.ts';
import type { CompileQuestion, CompileReply, CompileRequest } from './compile-service.ts';
import { compileHere, type StepCompiler } from './explore/step-compiler.ts';
import { serveLink } from './explore/step-link.ts';
import { KeptCode } from './live/kept-code.ts';
import { summarize } from './summary.ts';
import { keepCompiled } from './typescript.ts';

/** After the first compilation, when most of the compiler has been compiled itself and nobody waits for it. */
const KEEP_AFTER_MS = 3000;

const port = parentPort!;
const kept = KeptCode.of(new URL('../', import.meta.url));
let keeps = false;

port.on('message', (request: CompileRequest) => {
  if ('link' in request) return serveLink(request.link, compileForOther);
  port.postMessage({ id: request.id, ...answer(request) } satisfies CompileReply);
  keepLater();
});

const compileForOther: StepCompiler = (input) => {
  keepLater();
  return compileHere(input);
};

/** A link that asks for nothing, as what it explores was kept, compiles nothing that would be worth keeping. */
function keepLater(): void {
  if (!keeps) setTimeout(keepCompiled, KEEP_AFTER_MS).unref();
  keeps = true;
}

/** Kept when it has been answered. */
function build(input: ScenarioInput, options: LiveOptions): BuildResult {
  const built = buildScenario(input, options);
  setImmediate(() => kept?.keep(input, options, built));
  return built;
}

function answer(request: CompileQuestion): Pick<CompileReply, 'result' | 'error'> {
  try {
    if ('factsWith' in request) return { result: kernelFacts(request.factsWith) };
    const { input, options } = request;
    return { result: options ? build(input, options) : summarize(checkScenario(input)) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
