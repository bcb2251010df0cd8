/** Where registers get their values: the ones written in one place only can be reasoned about as if they were names. */
import type { Instr, IrFunction, Reg } from '../ir.ts';
import { dominates, flowGraph, type FlowGraph } from './flow-graph.ts';

export interface Definition {
  instr: Instr;
  block: number;
  /** Index in the block. */
  at: number;
}

export class Definitions {
  readonly graph: FlowGraph;
  private readonly byReg = new Map<Reg, Definition[]>();

  constructor(private readonly fn: IrFunction) {
    this.graph = flowGraph(fn.blocks);
    fn.blocks.forEach(({ instrs }, block) => instrs.forEach((instr, at) => {
      if (!('dst' in instr) || instr.dst === null) return;
      const all = this.byReg.get(instr.dst);
      if (all) all.push({ instr, block, at });
      else this.byReg.set(instr.dst, [{ instr, block, at }]);
    }));
  }

  of(reg: Reg): readonly Definition[] {
    return this.byReg.get(reg) ?? [];
  }

  /** The one place where a register is written; undefined if there are several, or none, or if it is a parameter. */
  only(reg: Reg): Definition | undefined {
    const all = this.of(reg);
    return all.length === 1 && reg >= this.fn.paramCount ? all[0] : undefined;
  }

  /**
   * The one place outside a loop where a variable that changes there is written: what it begins with. Undefined if there are several, or none, or if it
   * is a parameter, which begins with something already.
   */
  before(variable: Reg, body: ReadonlySet<number>): Definition | undefined {
    const [first, ...others] = this.of(variable).filter((d) => !body.has(d.block));
    return others.length === 0 && variable >= this.fn.paramCount ? first : undefined;
  }

  /** Whether a register never changes once it has its value: it is written in one place, or is a parameter never written to. */
  isFixed(reg: Reg): boolean {
    return this.of(reg).length === (reg < this.fn.paramCount ? 0 : 1);
  }

  /** Whether control comes through `definition` before it comes to instruction `at` of `block`. */
  reaches(definition: Definition, block: number, at: number): boolean {
    return definition.block === block ? definition.at < at : dominates(this.graph, definition.block, block);
  }

  /**
   * The register that this one is a copy of, a copy of a copy, and so on; maybe itself. It may have changed since. `within`: blocks in which
   * registers that change are to have been copied, as those of a loop: then the copy is of this round.
   */
  original(reg: Reg, within?: ReadonlySet<number>): Reg {
    for (;;) {
      const definition = this.only(reg);
      if (definition?.instr.op !== 'copy') return reg;
      if (within && !within.has(definition.block) && !this.isFixed(definition.instr.src)) return reg;
      reg = definition.instr.src;
    }
  }

  /** What gave a register the value that it holds before instruction `at` of `block`, through copies, where that is certain. */
  held(reg: Reg, block: number, at: number): Instr | undefined {
    for (;;) {
      const definition = this.only(reg);
      if (!definition || !this.reaches(definition, block, at)) return undefined;
      if (definition.instr.op !== 'copy') return definition.instr;
      reg = definition.instr.src;
    }
  }

  constant(reg: Reg): number | undefined {
    const instr = this.only(reg)?.instr;
    return instr?.op === 'const' ? instr.value : undefined;
  }
}
