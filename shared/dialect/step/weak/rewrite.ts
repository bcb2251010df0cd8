/** Lets a function's thread wait where it did not, or do something more when it has waited. */
import type { Block, Instr, IrFunction, Reg, SiteId } from '../../ir.ts';
import { successors } from '../../passes/simplify.ts';

/** What a thread waits for: an instruction that says whether it holds. */
export type Holds = (dst: Reg, site: SiteId) => Instr;

export class Rewrite {
  readonly blocks: Block[];
  private regCount: number;

  constructor(private readonly fn: IrFunction) {
    this.blocks = [...fn.blocks];
    this.regCount = fn.regCount;
  }

  done(): IrFunction {
    return { ...this.fn, blocks: this.blocks, regCount: this.regCount };
  }

  /** Waits in front of the instructions that `waits` names. Each goes on, as `joined` makes it, in the step in which its wait is over. */
  waitBefore(block: number, waits: (i: Instr) => boolean, joined: (i: Instr) => Instr, holds: Holds): void {
    const { instrs, end, ...rest } = this.blocks[block]!;
    let at = block;
    let current: Instr[] = [];
    for (const i of instrs) {
      if (!waits(i)) {
        current.push(i);
        continue;
      }
      const next = this.waitAt('site' in i ? i.site : this.fn.site, holds);
      this.blocks[at] = { ...rest, instrs: current, end: { op: 'jump', target: next - 1 } };
      [at, current] = [next, [joined(i)]];
    }
    this.blocks[at] = { ...rest, instrs: current, end };
  }

  /** Waits before a block's end. */
  waitAfter(block: number, holds: Holds): void {
    const { end, ...rest } = this.blocks[block]!;
    const next = this.waitAt(this.fn.site, holds);
    this.blocks[block] = { ...rest, end: { op: 'jump', target: next - 1 } };
    this.blocks[next] = { instrs: [], end };
  }

  /** Waits before another wait begins. */
  waitBeforeWait(await_: number, holds: Holds): void {
    const { end } = this.blocks[await_]!;
    if (end.op !== 'await') return;
    const { retry, site } = end;
    const moved = this.blocks.push(this.blocks[retry]!) - 1;
    this.blocks[retry] = this.waiting(retry, moved, site, holds);
    const at = await_ === retry ? moved : await_;
    this.blocks[at] = { ...this.blocks[at]!, end: { ...end, retry: moved } };
  }

  /** Puts instructions where a wait goes on. */
  afterWait(await_: number, instrs: Instr[]): void {
    const block = this.blocks[await_]!;
    if (block.end.op !== 'await') return;
    const then = this.blocks.push({ instrs, end: { op: 'jump', target: block.end.then } }) - 1;
    this.blocks[await_] = { ...block, end: { ...block.end, then } };
  }

  /** A block that waits, and behind it an empty one for what comes then: answers the latter. */
  private waitAt(site: SiteId, holds: Holds): number {
    const wait = this.blocks.length;
    this.blocks.push(this.waiting(wait, wait + 1, site, holds));
    return this.blocks.push({ instrs: [], end: { op: 'unreachable' } }) - 1;
  }

  private waiting(self: number, then: number, site: SiteId, holds: Holds): Block {
    const condition = this.regCount++;
    return { instrs: [holds(condition, site)], end: { op: 'await', condition, then, retry: self, spin: false, site } };
  }
}

/** The blocks that evaluate the condition of the wait that ends in this one. */
export function conditionOf(blocks: readonly Block[], await_: number): Block[] {
  const { end } = blocks[await_]!;
  if (end.op !== 'await') return [];
  const within = new Set([end.retry]);
  for (const b of within) if (b !== await_) for (const s of successors(blocks[b]!.end)) within.add(s);
  return [...within].map((b) => blocks[b]!);
}
