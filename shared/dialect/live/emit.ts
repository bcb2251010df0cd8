/**
 * The live backend: a program in, a WebAssembly module and its memory layout out.
 *
 * ```
 *   Program ─► lowerToRuntime ─► inline ─► optimise ─► structured WebAssembly ─► LiveImage
 * ```
 */
import type { IrFunction, Program } from '../ir.ts';
import { freeBoundedLoops } from '../passes/bounded-loops.ts';
import { dropDeadCode } from '../passes/dead-code.ts';
import { foldOffsets } from '../passes/fold-offsets.ts';
import { forwardStores } from '../passes/forward-stores.ts';
import { holdArguments } from '../passes/hold-arguments.ts';
import { inlineProgram, LIVE_LIMITS } from '../passes/inline.ts';
import { peelLoops } from '../passes/peel-loops.ts';
import { reduceStrength } from '../passes/reduce-strength.ts';
import { dropSettledChecks } from '../passes/settled-checks.ts';
import { simplify } from '../passes/simplify.ts';
import { threadJumps } from '../passes/thread-jumps.ts';
import { unrollLoops } from '../passes/unroll.ts';
import { versionLoops } from '../passes/version-loops.ts';
import { assemble, TypeTable, type WasmFunction } from '../wasm/module.ts';
import { ByteWriter } from '../wasm/bytes.ts';
import { OP, TYPE } from '../wasm/opcodes.ts';
import type { LiveLayout } from './abi.ts';
import { FunctionEmitter } from './emit-function.ts';
import { ADDRESSING, type EmitPrimitive } from './emit-raw.ts';
import type { LiveImage, LiveOptions } from './image.ts';
import { layoutLive } from './layout.ts';
import { lowerToRuntime } from './lower.ts';
import { runnerOf } from './runner.ts';

export type { LiveImage, LiveOptions } from './image.ts';

/** What emitting a function needs to know of its module. */
export interface EmitContext {
  program: Program;
  layout: Pick<LiveLayout, 'globals' | 'localSlots' | 'threadCount' | 'shadowBase'>;
  /** Whether each access is checked against the shadow. */
  checks: boolean;
  /**
   * Whether the processor may reorder a release store with earlier accesses, or an acquire load with later ones. On x86
   * (total store order) plain moves already keep these orders, and V8 keeps the order of memory accesses.
   */
  weak: boolean;
  globals: { block: number; thread: number; instance: number; stop: number };
  functionIndex(name: string): number;
  callType(params: number, result: boolean): number;
  parameter(name: string): number;
  /** Parameters that are addresses in the running worker's own memory, and the WebAssembly global that says where it begins. */
  own?: { base: number; names: ReadonlySet<string> };
  message(text: string): number;
  /** Raw primitives that the backend has besides those of emit-raw.ts. */
  primitives?: Readonly<Record<string, EmitPrimitive>>;
}

/** What `$pace` writes; the end comes right after the beginning. */
const TRACER_EVENTS = ['tracer:begin', 'tracer:end'];
/** Of all threads together, between two looks at the rings, where threads pause for them: some hundredth of a second's work for who draws them. */
const STRETCH_EVENTS = 16384;
const IMPORTED_GLOBALS = ['block', 'thread', 'instance', 'stop'];
const GLOBALS = { block: 0, thread: 1, instance: 2, stop: 3 };
const IMPORTED_FUNCTIONS = [
  { name: 'now', type: { params: [], results: [TYPE.f64] } },
  { name: 'fail', type: { params: [TYPE.i32, TYPE.i32, TYPE.i32, TYPE.i32], results: [] } },
];

export function emitLive(source: Program, options: LiveOptions): LiveImage {
  const program = { ...source, events: [...source.events, ...TRACER_EVENTS] };
  const layout = layoutLive(program, options);
  const once = new Set(Object.values(program.entry));
  const lowered = new Map([...program.functions].map(([name, fn]) => {
    const tidy = simplify(lowerToRuntime(fn, program, layout, options));
    return [name, once.has(name) ? allRare(tidy) : tidy];
  }));
  const paces = options.mode === 'trace' && options.whenFull === 'pause';
  const entries = entryPoints(program, paces);
  for (const [name, fn] of entries.runners) lowered.set(name, fn);
  const callbacks = program.callbacks.slice(1);
  const keep = new Set([...entries.exports.values(), ...callbacks, '$bad_access']);
  const inlined = inlineProgram({ ...program, functions: lowered }, keep, options.inline ?? LIVE_LIMITS);
  const functions = [...inlined.functions.values()].map((f) => optimise(f, layout, options));
  return emitModule({ ...inlined, functions: new Map(functions.map((f) => [f.name, f])) }, layout, options, entries.exports);
}

/** Of a function that runs once: what it calls is not copied into it, and may go where it is called again and again. */
function allRare(fn: IrFunction): IrFunction {
  return { ...fn, blocks: fn.blocks.map((block) => ({ ...block, rare: true })) };
}

function optimise(fn: IrFunction, layout: LiveLayout, { checks }: LiveOptions): IrFunction {
  const threaded = threadJumps(fn);
  const checked = dropSettledChecks(freeBoundedLoops(threaded), layout.threadCount);
  const short = holdArguments(dropDeadCode(forwardStores(foldOffsets(reduceStrength(checked), ADDRESSING))));
  // Unrolled, it is no longer seen which addresses are certainly static storage, and would be checked for nothing.
  return checks === 'full' ? short : unrollLoops(threadJumps(peelLoops(foldOffsets(versionLoops(short), ADDRESSING))));
}

/** Export name → function, and the loops that run thread bodies, under names that no source can have. */
function entryPoints(program: Program, paces: boolean): { exports: Map<string, string>; runners: Map<string, IrFunction> } {
  const exports = new Map<string, string>();
  const { kernelInit, setup, teardown, kernelExit } = program.entry;
  for (const [name, fn] of Object.entries({ kernel_init: kernelInit, setup, teardown, kernel_exit: kernelExit })) if (fn) exports.set(name, fn);
  program.conditions.forEach((c, i) => exports.set(`condition_${i}`, c.fn));
  const runners = new Map(program.threads.map((t, i) => [`run ${i}`, runnerOf(`run ${i}`, t.fn, t.site, paces)]));
  for (const name of runners.keys()) exports.set(name.replace(' ', '_'), name);
  return { exports, runners };
}

function emitModule(program: Program, layout: LiveLayout, options: LiveOptions, exports: Map<string, string>): LiveImage {
  const types = new TypeTable();
  const typeOf = (params: number, result: boolean) => ({ params: new Array<number>(params).fill(TYPE.i32), results: result ? [TYPE.i32] : [] });
  const list = [...program.functions.values()];
  const index = new Map<string, number>([...IMPORTED_FUNCTIONS.map((f) => `env.${f.name}`), ...list.map((f) => f.name), ...IMPORTED_FUNCTIONS.map((f) => `$${f.name}`)].map((name, i) => [name, i]));
  const messages: string[] = [];
  const parameters: Record<string, number> = {
    ...layout.globals, shadowBase: layout.shadowBase, heapEnd: layout.heapEnd, freeLinks: layout.freeLinks - layout.heapBase / 16, quarantine: layout.quarantine, sizes: layout.sizes,
    tracerBegin: program.events.indexOf(TRACER_EVENTS[0]!), ringBase: layout.ringBase, ringEvents: layout.ringEvents, traceShare: Math.min(layout.ringEvents >>> 3, Math.floor(STRETCH_EVENTS / layout.threadCount)), threadCount: layout.threadCount, threadStride: layout.threadStride, sampleMask: options.mode === 'trace' ? 0 : 255,
  };
  const need = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`the live backend does not know ${what}`);
    return value;
  };
  const context: EmitContext = {
    program, layout, globals: GLOBALS, checks: options.checks === 'full', weak: options.weak ?? true,
    functionIndex: (name) => need(index.get(name), `the function ${name}`),
    callType: (params, result) => types.indexOf(typeOf(params, result)),
    parameter: (name) => need(parameters[name], `the parameter ${name}`),
    message: (text) => (messages.includes(text) ? messages.indexOf(text) : messages.push(text) - 1),
  };
  const exportNames = new Map([...exports].map(([name, fn]) => [fn, name]));
  const emitters = list.map((fn) => new FunctionEmitter(fn, context));
  const functions: WasmFunction[] = emitters.map(({ fn }, i) => ({
    name: exportNames.get(fn.name) ?? fn.name,
    type: typeOf(fn.paramCount, fn.returnsValue),
    locals: fn.regCount - fn.paramCount,
    body: emitters[i]!.body(),
    exported: exportNames.has(fn.name),
    hints: emitters[i]!.hints,
  }));
  functions.push(...IMPORTED_FUNCTIONS.map(({ name, type }, i) => ({ name: `$${name}`, type, locals: 0, body: forwarding(type.params.length, i), exported: false })));
  const table = program.callbacks.slice(1).map((name) => context.functionIndex(name));
  const { bytes, bodyOffsets } = assemble({ importedFunctions: IMPORTED_FUNCTIONS, importedGlobals: IMPORTED_GLOBALS, pages: layout.pages, functions, table, types });
  const callSites = emitters.flatMap((e, i) => e.callSites.flatMap(([offset, site]) => [bodyOffsets[i]! + offset, site]));
  return { wasm: bytes, layout, options, program, messages, callSites: Uint32Array.from(callSites) };
}

/**
 * The body of a function that only calls the host's function `index`. A call of the host takes three loads, which engines move
 * to where all branches with such a call come from: out of the way of failures, into the way of everything else.
 */
function forwarding(params: number, index: number): Uint8Array {
  const out = new ByteWriter();
  for (let i = 0; i < params; i++) {
    out.byte(OP.localGet);
    out.u32(i);
  }
  out.byte(OP.call);
  out.u32(index);
  out.byte(OP.end);
  return out.finish();
}
