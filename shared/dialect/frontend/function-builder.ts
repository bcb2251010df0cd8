/** Builds one function's basic blocks. */
import type { Block, Instr, IrFunction, Reg, SiteId, Terminator } from '../ir.ts';

export class FunctionBuilder {
  private readonly blocks: { instrs: Instr[]; end: Terminator | null; rare: boolean }[] = [];
  private regs = 0;
  private at = 0;
  numbersAddresses = false;

  constructor(
    readonly name: string,
    readonly paramCount: number,
    readonly returnsValue: boolean,
    readonly site: SiteId,
  ) {
    this.regs = paramCount;
    this.newBlock();
  }

  reg(): Reg {
    return this.regs++;
  }

  emit(instr: Instr): void {
    const block = this.blocks[this.at]!;
    // What follows a return or break is unreachable; it goes to a block that nothing jumps to.
    if (block.end) this.at = this.newBlock();
    this.blocks[this.at]!.instrs.push(instr);
  }

  /** A new block, not yet current. `rare`: see `Block`. */
  newBlock(rare = false): number {
    return this.blocks.push({ instrs: [], end: null, rare }) - 1;
  }

  markRare(block: number): void {
    this.blocks[block]!.rare = true;
  }

  /** Whether control does not come to the end of what was built last. */
  get hasLeft(): boolean {
    return this.blocks[this.at]!.end !== null;
  }

  /** Makes `block` the current one; falls into it from the current block unless that has ended. */
  enter(block: number): void {
    this.end({ op: 'jump', target: block });
    this.at = block;
  }

  /** Ends the current block; ignored when it has already ended (unreachable code). */
  end(terminator: Terminator): void {
    const block = this.blocks[this.at]!;
    block.end ??= terminator;
  }

  /** The instructions of the blocks from `first` on that were added so far. */
  instrsFrom(first: number): Instr[] {
    return this.blocks.slice(first).flatMap((b) => b.instrs);
  }

  finish(): IrFunction {
    const blocks: Block[] = this.blocks.map((b) => ({ instrs: b.instrs, end: b.end ?? this.fallOff(), ...(b.rare && { rare: true }) }));
    return { name: this.name, paramCount: this.paramCount, regCount: this.regs, returnsValue: this.returnsValue, blocks, site: this.site, ...(this.numbersAddresses && { numbersAddresses: true as const }) };
  }

  private fallOff(): Terminator {
    return this.returnsValue ? { op: 'unreachable' } : { op: 'return', value: null };
  }
}
