/**
 * Compiles a piece of dialect, with or without the kernel, and runs it in this very thread: no workers, no engine.
 *
 * ```ts
 * const run = runLive(`
 *   let total: int;
 *   function add(a: int, b: int): int { total += a; return a + b; }
 * `);
 * run.call('add', 2, 3); // 5
 * run.get('total');      // 2
 * ```
 *
 * Functions of the snippet are called through generated threads (`call add`), so their parameters and results are words:
 * numbers, booleans (0 or 1), addresses. With `kernel: true` call `run.boot()` first (kernel_init, then the snippet's setup).
 */
import { createCompiler, emitLive, type CheckResult, type LiveImage, type LiveOptions, type Program } from '../../../shared/dialect/compile.ts';
import type { Site } from '../../../shared/dialect/ir.ts';
import { CONTROL, FAIL, THREAD, THREADS_BASE, type LiveImports } from '../../../shared/dialect/live/abi.ts';
import { initialiseMemory } from '../../../shared/dialect/live/layout.ts';
import { dialectLib } from '../../../shared/sources/index.ts';
import { shippedKernel } from '../../../shared/variants/kernel.ts';

export interface SnippetOptions extends Partial<LiveOptions> {
  /** Compile with the lab's kernel; otherwise the snippet is all there is. */
  kernel?: boolean;
  protocol?: string;
  config?: Record<string, boolean | number>;
  heapKb?: number;
  /** The session's clock in ns; stands still unless given. */
  now?: () => number;
  /** Seed of `pick`. */
  seed?: number;
}

/** What live code told the import `fail`. */
export class LiveFailure extends Error {
  constructor(
    readonly kind: keyof typeof FAIL,
    readonly a: number,
    readonly b: number,
    /** Innermost first: the site and the calls that were inlined around it. */
    readonly sites: Site[],
    message: string,
  ) {
    super(message);
  }
}

export const SNIPPET_PATH = 'scenarios/snippet.scenario.ts';
const compiler = createCompiler(dialectLib);

/** Checks a snippet as it stands: the scenario's text, offsets unchanged. */
export function checkSnippet(text: string, options: SnippetOptions = {}): CheckResult {
  return compiler.check({
    scenario: { path: SNIPPET_PATH, text },
    kernel: shippedKernel,
    // That it has no mistakes of its own is looked at once, in sound-kernel.test.ts.
    soundKernel: options.kernel ?? false,
    ...(options.kernel ? options.protocol !== undefined && { protocol: options.protocol } : { protocol: 'none' }),
    ...(options.config && { config: options.config }),
  });
}

/** The program of a snippet whose functions can be called; throws its diagnostics, one a line, when it has any. */
export function compileSnippet(text: string, options: SnippetOptions = {}): Program {
  const heap = text.includes('scenario({') ? '' : `scenario({ title: 'snippet', heap_kb: ${options.heapKb ?? 256} });`;
  const { program, diagnostics } = checkSnippet(`${text}\n${heap}${callers(text)}`, options);
  if (!program) throw new Error(diagnostics.map((d) => `${d.file}:${d.line}:${d.column} ${d.code} ${d.message}`).join('\n'));
  return program;
}

export function runLive(text: string, options: SnippetOptions = {}): LiveRun {
  const { mode = 'trace', checks = 'full', weak = process.arch !== 'x64', ringEvents = 1024, inline } = options;
  const image = emitLive(compileSnippet(text, options), { mode, checks, weak, ringEvents, ...(inline && { inline }) });
  return new LiveRun(image, options);
}

/** One program in one memory. Threads are instances of its module, made when first asked for; all run in this thread. */
export class LiveRun {
  readonly words: Int32Array;
  private readonly memory: WebAssembly.Memory;
  private readonly module: WebAssembly.Module;
  private readonly instances = new Map<number, WebAssembly.Exports>();

  constructor(
    readonly image: LiveImage,
    private readonly options: SnippetOptions = {},
  ) {
    const { pages } = image.layout;
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.words = new Int32Array(this.memory.buffer);
    initialiseMemory(this.words, image.program, image.layout);
    this.module = new WebAssembly.Module(image.wasm);
  }

  /** `kernel_init` and the snippet's setup, as thread 0. */
  boot(): this {
    for (const name of ['kernel_init', 'setup']) if (name in this.exports(0)) this.export(name);
    return this;
  }

  /** Calls a function of the snippet on thread 0. */
  call(name: string, ...args: number[]): number {
    return this.callOn(0, name, ...args);
  }

  callOn(thread: number, name: string, ...args: number[]): number {
    args.forEach((value, i) => this.set(argument(name, i), value));
    const index = this.image.program.threads.findIndex((t) => t.name === `call ${name}`);
    if (index < 0) throw new Error(`the snippet has no function ${name}`);
    this.exportOn(thread, `run_${index}`, 1);
    return this.image.layout.globals[result(name)] === undefined ? 0 : this.get(result(name));
  }

  /** Calls an export of the module, such as `setup` or `condition_0`, on thread 0. */
  export(name: string, ...args: number[]): number {
    return this.exportOn(0, name, ...args);
  }

  exportOn(thread: number, name: string, ...args: number[]): number {
    return (this.exports(thread)[name] as (...args: number[]) => number)(...args);
  }

  /** The word that a global starts with, signed. */
  get(global: string): number {
    return this.words[this.address(global) >> 2]!;
  }

  set(global: string, value: number): void {
    this.words[this.address(global) >> 2] = value;
  }

  /** Byte address of a global's storage. */
  address(global: string): number {
    const address = this.image.layout.globals[global];
    if (address === undefined) throw new Error(`there is no global ${global}`);
    return address;
  }

  /** Index of the word at `offset` (bytes; see THREAD) in a thread's block. */
  blockWord(offset: number, thread = 0): number {
    return (THREADS_BASE + thread * this.image.layout.threadStride + offset) >> 2;
  }

  counter(name: string, thread = 0): number {
    const index = this.image.program.counters.indexOf(name);
    return index < 0 ? 0 : this.words[this.blockWord(THREAD.counters + index * 8, thread)]!;
  }

  private exports(thread: number): WebAssembly.Exports {
    const known = this.instances.get(thread);
    if (known) return known;
    this.words[this.blockWord(THREAD.random, thread)] = (this.options.seed ?? 1) + thread;
    const env = {
      memory: this.memory,
      now: this.options.now ?? (() => 0),
      fail: (kind: number, site: number, a: number, b: number) => this.fail(kind, site, a, b),
      block: this.blockWord(0, thread) << 2,
      thread,
      instance: 0,
      stop: CONTROL.stop,
    } satisfies LiveImports;
    const { exports } = new WebAssembly.Instance(this.module, { env });
    this.instances.set(thread, exports);
    return exports;
  }

  private fail(code: number, site: number, a: number, b: number): never {
    const kind = (Object.keys(FAIL) as (keyof typeof FAIL)[]).find((name) => FAIL[name] === code)!;
    const sites: Site[] = [];
    for (let at = site; at >= 0; at = sites.at(-1)!.caller) sites.push(this.image.program.sites[at]!);
    const where = sites.map((s) => `${s.fn} (${s.file}:${s.line})`).join(' < ');
    const what = kind === 'assert' ? `assert: ${this.image.messages[a]}` : `${kind} ${a >>> 0} ${b >>> 0}`;
    throw new LiveFailure(kind, a, b, sites, `${what} in ${where}`);
  }
}

/** What `body` fails with; an error when it does not fail. */
export function failureOf(body: () => void): LiveFailure {
  try {
    body();
  } catch (error) {
    if (error instanceof LiveFailure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

const argument = (name: string, index: number): string => `call_${name}_${index}`;
const result = (name: string): string => `call_${name}_result`;
const FUNCTION = /^function (\w+)\(([^)]*)\)(?:: *(\w+))? \{/gm;

/** A thread for each of the snippet's functions (`function` at the start of a line) that passes globals and keeps the result. */
function callers(text: string): string {
  return [...text.matchAll(FUNCTION)].map(([, name = '', parameters = '', type = 'void']) => {
    const types = parameters.split(',').map((p) => p.split(':')[1]?.trim()).filter((t) => t !== undefined);
    const globals = types.map((t, i) => `let ${argument(name, i)}: ${t};`).join(' ');
    const call = `${name}(${types.map((_, i) => argument(name, i)).join(', ')})`;
    const keeps = type === 'void' ? '' : `let ${result(name)}: ${type};`;
    return `\n${globals}${keeps}\nthread('call ${name}', () => { ${type === 'void' ? '' : `${result(name)} = `}${call}; });`;
  }).join('') || `\nthread('nothing', () => {});`;
}
