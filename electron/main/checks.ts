/** What the window asks of the compiler: what is wrong with a scenario, and what is in it. */
import { createHash } from 'node:crypto';
import type { CallReply, CallRequest } from '../../shared/ipc/contract.ts';
import { limits } from '../../shared/ipc/limits.ts';
import type { CompileService } from '../engine/compile-service.ts';
import type { KeptCheck } from './state/kept-check.ts';
import type { JsonFile } from './state/json-file.ts';

type Request = CallRequest<'compile.check'>;
type Reply = CallReply<'compile.check'>;

/** After an answer that the compiler was not asked for: by then the window can be used, and the compiler has the processors for itself. */
const START_COMPILER_MS = 2000;

/**
 * The last answer is kept from one start to the next. To the same question of the same build it is the answer still, so that a start does
 * not wait for the compiler, nor share the processors with it.
 */
export class Checks {
  readonly #compiler: Pick<CompileService, 'check'>;
  readonly #file: JsonFile<KeptCheck | null>;
  /** Undefined: not known, so nothing is kept. */
  #build: string | undefined;
  #kept: KeptCheck | null = null;

  constructor(compiler: Pick<CompileService, 'check'>, file: JsonFile<KeptCheck | null>) {
    this.#compiler = compiler;
    this.#file = file;
  }

  /** `build`: names all that an answer follows from, besides the question. */
  async load(build: string | undefined): Promise<void> {
    this.#build = build;
    this.#kept = await this.#file.read();
  }

  async check(request: Request): Promise<Reply> {
    const question = createHash('sha256').update(JSON.stringify([this.#build, request])).digest('hex');
    if (this.#kept?.question === question) {
      setTimeout(() => void this.#compiler.check(request).catch(() => {}), START_COMPILER_MS).unref();
      return this.#kept.answer;
    }
    const { diagnostics, protocol, program } = await this.#compiler.check(request);
    const answer = { diagnostics: diagnostics.slice(0, limits.diagnostics), protocol, program };
    if (this.#build !== undefined) this.#keep({ question, answer });
    return answer;
  }

  #keep(kept: KeptCheck): void {
    this.#kept = kept;
    // Where it cannot be written, the next start asks the compiler.
    void this.#file.write(kept).catch(() => {});
  }
}
