/** Builds one function's basic blocks. */
import type { Block, Instr, IrFunction, Reg, SiteId, Terminator } from '../ir.ts';
import { reversePostorder } from '../passes/flow-graph.ts';

export class FunctionBuilder {
  private readonly blocks: { instrs: Instr[]; end: Terminator | null; rare: boolean }[] = [];
  private regs = 0;
  private at = 0;
  numbersAddresses = false;
  /** Slots of the function's `local<T>()` objects. */
  readonly locals: number[] = [];

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
    if (this.returnsValue) this.failAtEnd(blocks);
    for (const { instrs, end } of blocks) if (end.op === 'return') instrs.push(...this.locals.map((slot): Instr => ({ op: 'localEnd', slot, site: this.site })));
    return { name: this.name, paramCount: this.paramCount, regCount: this.regs, returnsValue: this.returnsValue, blocks, site: this.site, ...(this.numbersAddresses && { numbersAddresses: true as const }) };
  }

  /**
   * TypeScript has seen that each way through returns a value. But for a `switch` it goes by what was read before, as in
   * `if (x !== 1) return 0; switch (x) { case 1: return 1; }`, and shared memory may hold something else by then.
   */
  private failAtEnd(blocks: readonly Block[]): void {
    for (const block of reversePostorder(blocks).map((b) => blocks[b]!)) {
      if (block.end.op !== 'unreachable') continue;
      const condition = this.reg();
      block.instrs.push({ op: 'const', dst: condition, value: 0 }, { op: 'assert', condition, message: `${this.name} came to its end without a value`, site: this.site });
    }
  }

  private fallOff(): Terminator {
    return this.returnsValue ? { op: 'unreachable' } : { op: 'return', value: null };
  }
}
