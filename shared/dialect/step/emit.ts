/**
 * The step backend: a program in, a WebAssembly search out.
 *
 * ```
 *   Program ─► inline small functions ─► split at steps, frames ─► a function for each program counter ─► StepImage
 * ```
 */
import { reachable, callGraph } from '../passes/call-graph.ts';
import type { Instr, IrFunction, Program } from '../ir.ts';
import { FunctionEmitter } from '../live/emit-function.ts';
import type { EmitContext } from '../live/emit.ts';
import { dropDeadCode } from '../passes/dead-code.ts';
import { inlineProgram, type InlineLimits } from '../passes/inline.ts';
import { simplify } from '../passes/simplify.ts';
import { assemble, TypeTable } from '../wasm/module.ts';
import { TYPE } from '../wasm/opcodes.ts';
import { CONTROL } from './abi.ts';
import { withCallsAgain } from './called-again.ts';
import { STEP_PRIMITIVES } from './emit-primitives.ts';
import { frames, type Frame } from './frames.ts';
import { layoutStep, type StepLayout } from './layout.ts';
import { type Line, lineNumbers, type LineQuestion, linesOf, withMarks, withoutStatements } from './lines.ts';
import { placeSearch, type StepLimits, type StepMemory } from './memory.ts';
import { withObservers } from './observers.ts';
import { type PcTable, regions, type Regions } from './regions.ts';
import { EXPORTS, searchCode } from './search-code.ts';
import { NO_SYMMETRY, symmetryOf, type Symmetry } from './symmetry/symmetry.ts';
import { Lookers } from './weak/lookers.ts';
import { weaken } from './weak/weaken.ts';

export interface StepOptions extends StepLimits {
  /** Names of the properties to check; all unless told. */
  properties?: readonly string[];
  /** Objects of each struct that may exist at once. */
  objects: number;
  /** Whether to find out which threads are the same but for their names; true unless told. */
  symmetric?: boolean;
  /** Whether each step that is replayed tells by which properties it was checked, and what its last observer looked at; costs a store at each. */
  tellsChecks?: boolean;
  /** What is asked about lines; nothing unless told. */
  question?: LineQuestion;
}

export interface StepImage {
  wasm: Uint8Array<ArrayBuffer>;
  program: Program;
  layout: StepLayout;
  regions: PcTable;
  frames: Map<string, Frame>;
  memory: StepMemory;
  /** Who may look at which words. */
  lookers: Lookers;
  messages: string[];
  /** Which threads may change places. */
  symmetry: Symmetry;
  /** The lines that are told apart, by their number. */
  lines: Line[];
}

const SMALL: InlineLimits = { small: 40, caller: 600 };

export function emitStep(given: Program, options: StepOptions): StepImage {
  const { question } = options;
  const isRuntime = ({ name }: IrFunction): boolean => name.startsWith('$');
  const own = new Map([...given.functions].filter(([, fn]) => !isRuntime(fn)));
  const observed = withObservers({ ...given, functions: own }, new Set(options.properties ?? given.properties.map((p) => p.name)), options.tellsChecks);
  const lines = question?.all ? linesOf(observed) : [];
  const source = question ? withMarks(observed, lineNumbers(observed, lines, question.reach)) : withoutAllMarks(observed);
  const roots = [...Object.values(source.entry).filter((n) => n !== null), ...source.threads.map((t) => t.fn), ...source.conditions.map((c) => c.fn), ...source.callbacks.slice(1)];
  const inlined = inlineProgram(source, new Set(roots), SMALL);
  const needed = reachable(callGraph(inlined.functions, inlined.callbacks), roots);
  const program = withCallsAgain(weaken({ ...inlined, functions: new Map([...inlined.functions].filter(([name]) => needed.has(name)).map(([name, fn]) => [name, dropDeadCode(withoutTracing(fn))])) }));
  const numberOf = lineNumbers(program, lines, question?.reach ?? null);
  const messages: string[] = [];
  const message = (text: string): number => (messages.includes(text) ? messages.indexOf(text) : messages.push(text) - 1);
  const stack = frames(program);
  const layout = layoutStep(program, stack.words, options.objects);
  const lookers = new Lookers(program, layout.threads.map((t) => t.fn));
  const { symmetry, guards } = options.symmetric === false ? NO_SYMMETRY : symmetryOf(program, stack.frames, layout);
  const made = regions(program, stack.frames, layout, { message, lookers, guards, tellsChecks: options.tellsChecks ?? false, lineNumber: (site) => numberOf(site)! });
  const memory = placeSearch(program, layout, made, symmetry, { ...options, lines: lines.length });
  // What a thousand program counters call gains nothing from copies of it.
  const all = [...searchCode([...given.functions.values()].filter(isRuntime)), ...[...made.functions.values()].map((fn) => dropDeadCode(simplify(fn)))];
  const wasm = assembleSearch({ ...program, functions: new Map(all.map((fn) => [fn.name, fn])) }, made, memory, message);
  return { wasm, program, layout, regions: { counters: made.counters, entry: made.entry }, frames: stack.frames, memory, lookers, messages, symmetry, lines };
}

function withoutAllMarks(program: Program): Program {
  return { ...program, functions: new Map([...program.functions].map(([name, fn]) => [name, withoutStatements(fn)])) };
}

/** What only live runs look at would keep values alive that no step needs. */
function withoutTracing(fn: IrFunction): IrFunction {
  const silent = new Set(['tracepoint', 'countEvent', 'latencyStart', 'latencyEnd', 'deadlineAfter', 'cpuRelax']);
  return {
    ...fn,
    blocks: fn.blocks.map((b) => ({
      ...b,
      instrs: b.instrs.flatMap((i): Instr[] => {
        if (!silent.has(i.op)) return [i];
        if (i.op === 'latencyStart') return [{ op: 'const', dst: i.dst, value: 0 }];
        // Not 0, by which programs say that there is no deadline.
        return i.op === 'deadlineAfter' ? [{ op: 'const', dst: i.dst, value: 1 }] : [];
      }),
    })),
  };
}

function assembleSearch(program: Program, made: Regions, memory: StepMemory, message: (text: string) => number): Uint8Array<ArrayBuffer> {
  const types = new TypeTable();
  const typeOf = (params: number, result: boolean) => ({ params: new Array<number>(params).fill(TYPE.i32), results: result ? [TYPE.i32] : [] });
  const imported = [{ name: 'fail', type: typeOf(4, false) }];
  const list = [...program.functions.values()];
  const index = new Map<string, number>(['$fail', ...list.map((f) => f.name)].map((name, i) => [name, i]));
  const need = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`the step backend does not know ${what}`);
    return value;
  };
  const context: EmitContext = {
    program, checks: false, weak: false, globals: { block: 0, thread: 0, instance: 0, stop: 0 },
    layout: { globals: {}, localSlots: [], threadCount: 0, shadowBase: 0 },
    functionIndex: (name) => need(index.get(name), `the function ${name}`),
    callType: (params, result) => types.indexOf(typeOf(params, result)),
    parameter: (name) => need(name === 'returned' ? memory.parameters.control! + CONTROL.returned : memory.parameters[name], `the parameter ${name}`),
    own: { base: 0, names: new Set([...memory.own, 'returned']) },
    message,
    primitives: STEP_PRIMITIVES,
  };
  const exported = new Set<string>(EXPORTS);
  const functions = list.map((fn) => ({
    name: fn.name, type: typeOf(fn.paramCount, fn.returnsValue), locals: fn.regCount - fn.paramCount,
    body: new FunctionEmitter(fn, context).body(), exported: exported.has(fn.name),
  }));
  const table = made.counters.slice(1).map((_, i) => context.functionIndex(`pc_${i + 1}`));
  return assemble({ importedFunctions: imported, importedGlobals: ['base'], pages: memory.pages, functions, table, types }).bytes;
}
