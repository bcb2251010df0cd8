/** The client of the compiler's thread. The thread starts with the first request and is kept warm until `close()`. */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { LiveOptions } from '../../shared/dialect/compile.ts';
import type { Facts } from '../../shared/dialect/facts/facts.ts';
import type { BuildResult, ScenarioInput } from './compile.ts';
import type { KeptCode } from './live/kept-code.ts';
import type { CheckSummary } from './summary.ts';

export type CompileQuestion =
  /** With `options` live code is built; without them the scenario is only checked. */
  | { input: ScenarioInput; options?: LiveOptions }
  /** What is known of the names of the dialect and of the kernel with this variant. */
  | { factsWith: string };
export type CompileAnswer = CheckSummary | BuildResult | Facts[];
/** `link`: where a thread that searches or plays asks (explore/step-link.ts). */
export type CompileRequest = (CompileQuestion & { id: number }) | { link: MessagePort };

export interface CompileReply {
  id: number;
  result?: CompileAnswer;
  /** The compiler itself failed. */
  error?: string;
}

/** V8 gives a thread 32 MB for its newest objects and keeps them; with 8, a check takes no longer. */
const YOUNG_MB = 8;

interface Waiting {
  resolve: (result: CompileAnswer) => void;
  reject: (error: Error) => void;
}

export class CompileService {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 0;
  private built: { asked: string; result: BuildResult } | null = null;

  /** `workerUrl`: the built worker, `out/main/compile-worker.js`. `kept`: where it keeps live code that is built; nothing is looked for unless given. */
  constructor(
    private readonly workerUrl: URL,
    private readonly kept?: KeptCode,
  ) {}

  check(input: ScenarioInput): Promise<CheckSummary> {
    return this.ask({ input }) as Promise<CheckSummary>;
  }

  /** Runs are repeated: what was built last is not built again. */
  async build(input: ScenarioInput, options: LiveOptions): Promise<BuildResult> {
    const asked = JSON.stringify([input, options]);
    if (this.built?.asked !== asked) this.built = { asked, result: this.kept?.find(input, options) ?? ((await this.ask({ input, options })) as BuildResult) };
    return this.built.result;
  }

  facts(protocol: string): Promise<Facts[]> {
    return this.ask({ factsWith: protocol }) as Promise<Facts[]>;
  }

  /** A port for one thread that searches or plays, to be transferred to it: `compileBy` (explore/step-link.ts) asks there. */
  link(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.worker ??= this.start();
    if (this.waiting.size === 0) this.worker.unref();
    this.worker.postMessage({ link: port1 } satisfies CompileRequest, [port1]);
    return port2;
  }

  /** Ends the thread; requests that are open are rejected. */
  async close(): Promise<void> {
    const { worker } = this;
    this.fail(new Error('the compiler was closed'));
    await worker?.terminate();
  }

  private ask(request: CompileQuestion): Promise<CompileAnswer> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker ??= this.start();
      // A request keeps the process alive, a compiler that waits for the next one does not.
      this.worker.ref();
      this.worker.postMessage({ id, ...request } satisfies CompileRequest);
    });
  }

  private start(): Worker {
    const worker = new Worker(this.workerUrl, { name: 'compiler', resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    worker.on('message', ({ id, result, error }: CompileReply) => {
      const request = this.waiting.get(id);
      this.waiting.delete(id);
      if (this.waiting.size === 0) worker.unref();
      if (result) request?.resolve(result);
      else request?.reject(new Error(`the compiler failed: ${error}`));
    });
    const gone = (why: string): void => {
      // The next request starts a new one.
      if (this.worker === worker) this.fail(new Error(`the compiler's thread ended: ${why}`));
    };
    worker.on('error', (error) => gone(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => gone(`exit code ${code}`));
    return worker;
  }

  private fail(error: Error): void {
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
