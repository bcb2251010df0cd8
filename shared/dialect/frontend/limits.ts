/** What fits: limits that keep every accepted program compilable and its memory within WebAssembly's. */
import type ts from 'typescript';
import type { IrFunction } from '../ir.ts';
import { flowGraph } from '../passes/flow-graph.ts';
import { MOST_PARAMETERS } from './types.ts';
import type { Unit } from './unit.ts';

/** A granule's shadow word has 6 bits for the struct, and one value is taken. */
const STRUCTS = 63;
/** Bytes of an object of the heap. */
const STRUCT_BYTES = 1 << 20;
/** Bytes of a `local<T>()`, which is zeroed word by word. */
const LOCAL_BYTES = 4096;
/** Bytes of all globals. */
const GLOBAL_BYTES = 1 << 28;
/** Registers of a function; engines allow 50000 locals, and inlining adds some. */
const REGISTERS = 20_000;
/** Blocks on the way down a function's dominator tree, which the backends descend: by nesting, and by one `if`, loop or case after the other. */
const DEPTH = 1000;

export function checkLimits({ types, globals, locals, functions: declarations, reporter }: Unit, functions: Map<string, IrFunction>, scenario: ts.SourceFile): void {
  const file = (message: string): void => reporter.errorIn(scenario, undefined, 'limit', message);
  if (types.structs.size > STRUCTS) file(`a program has at most ${STRUCTS} structs; this one has ${types.structs.size}`);
  for (const { name, size } of types.structs.values()) {
    if (size > STRUCT_BYTES) reporter.errorIn(scenario, types.declaration(name)?.name, 'limit', `a struct has at most ${STRUCT_BYTES} bytes; ${name} has ${size}`);
  }
  for (const { struct, size, fn } of locals) {
    if (size > LOCAL_BYTES) reporter.errorIn(scenario, declarations.get(fn)?.node, 'limit', `local<T>() is for at most ${LOCAL_BYTES} bytes; ${struct} has ${size}`);
  }
  const bytes = [...globals.values()].reduce((sum, { size }) => sum + size, 0);
  if (bytes > GLOBAL_BYTES) file(`globals take at most ${GLOBAL_BYTES} bytes; these take ${bytes}`);
  for (const fn of functions.values()) {
    const { name, paramCount } = fn;
    if (paramCount > MOST_PARAMETERS) reporter.errorIn(scenario, declarations.get(name)?.node, 'limit', `a function takes at most ${MOST_PARAMETERS} parameters; ${name} takes ${paramCount}`);
    if (fn.regCount > REGISTERS || isTooDeep(fn)) reporter.errorIn(scenario, declarations.get(name)?.node, 'limit', `${name} is too long to compile: split it`);
  }
}

function isTooDeep({ blocks }: IrFunction): boolean {
  if (blocks.length <= DEPTH) return false;
  const { order, idom } = flowGraph(blocks);
  const depth = blocks.map(() => 0);
  for (const b of order) depth[b] = depth[idom[b]!]! + 1;
  return depth.some((d) => d > DEPTH);
}
