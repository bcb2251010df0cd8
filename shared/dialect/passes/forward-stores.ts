/**
 * Words of a thread's own block that were just stored are not loaded again: of two numbers that are picked in a row, the second begins with what
 * the first one left in a register. Engines leave each access to WebAssembly memory as it is written.
 *
 * ```
 *   store [block+16] x; y = load [block+16]; store [block+16] z    →    y = x; store [block+16] z
 * ```
 */
import type { Block, Instr, IrFunction } from '../ir.ts';
import { Definitions } from './definitions.ts';
import { onlyComputes } from './register-facts.ts';

type Raw = Extract<Instr, { op: 'raw' }>;

export function forwardStores(fn: IrFunction): IrFunction {
  const definitions = new Definitions(fn);
  const blocks = fn.blocks.map((block, b) => forward(block, b, definitions));
  return blocks.some((block, b) => block !== fn.blocks[b]) ? { ...fn, blocks } : fn;
}

function forward(block: Block, b: number, definitions: Definitions): Block {
  /** By its offset in the thread's block, where a word was last stored, of which the register still holds the value. */
  const stored = new Map<number, number>();
  const instrs: (Instr | undefined)[] = [...block.instrs];
  const valueAt = (at: number): number => (block.instrs[at] as Raw).args[1]!;
  block.instrs.forEach((instr, at) => {
    const offset = instr.op === 'raw' ? ownWord(definitions, instr, b, at) : undefined;
    if (offset === undefined && !leavesMemory(instr)) stored.clear();
    const before = offset === undefined ? undefined : stored.get(offset);
    const dst = 'dst' in instr ? instr.dst : null;
    if (before !== undefined) {
      if (dst === null) instrs[before] = undefined;
      else instrs[at] = { op: 'copy', dst, src: valueAt(before) };
    }
    if (offset !== undefined && dst === null) stored.set(offset, at);
    for (const [word, by] of stored) if (dst === valueAt(by)) stored.delete(word);
  });
  return instrs.some((instr, at) => instr !== block.instrs[at]) ? { ...block, instrs: instrs.filter((i) => i !== undefined) } : block;
}

/** The offset in the thread's block that a plain load or store is of. */
function ownWord(definitions: Definitions, { name, args, offset = 0 }: Raw, block: number, at: number): number | undefined {
  if (name !== '$load' && name !== '$store') return undefined;
  const base = definitions.held(args[0]!, block, at);
  return base?.op === 'raw' && base.name === '$block' ? offset : undefined;
}

/** Whether it leaves memory as it is, and nobody is told anything by it. */
function leavesMemory(i: Instr): boolean {
  return onlyComputes(i) || i.op === 'siteId' || i.op === 'load' || (i.op === 'raw' && (i.name === '$block' || i.name === '$multiply_high'));
}
