/**
 * Asks once for several rounds of a loop whether the limit is far enough, where the limit is known to be no more than an array's length. In
 * each of them an element is then a load at a known distance from the first one's.
 *
 * ```
 *   while (i < end && pivot[i] < x) i++    →    while (i < end - 3) {
 *                                                 p = &pivot[i]
 *                                                 if (p[0] >= x) goto out;   i + 1, if (p[1] >= x) goto out;   i + 2, …
 *                                                 i += 4
 *                                               }
 *                                               while (i < end && pivot[i] < x) i++
 *                                               out:
 * ```
 */
import type { Block, Instr, IrFunction, Reg, SiteId } from '../ir.ts';
import { eachUse, uses } from './dead-code.ts';
import type { Definitions } from './definitions.ts';
import { sizeOf, stepOf, type Loop } from './loops.ts';
import { withRegisters } from './registers.ts';
import { retarget } from './simplify.ts';

const ROUNDS = 4;
/** The most instructions of a loop that is worth it. */
const SMALL = 16;

/** A loop that goes on while `index < limit`, and what is to be known of it. */
export interface Groupable {
  loop: Loop;
  index: Reg;
  limit: Reg;
  step: number;
  /** What its head computes: whether it goes on. */
  condition: Reg;
  /** Registers that have no meaning outside a round. */
  own: ReadonlySet<Reg>;
  site: SiteId;
}

export function groupable(fn: IrFunction, definitions: Definitions, loop: Loop, index: Reg, limit: Reg, site: SiteId): Groupable | undefined {
  const { end } = fn.blocks[loop.head]!;
  const [next, ...others] = definitions.of(index).filter((d) => loop.body.has(d.block));
  if (!next || others.length > 0 || loop.tails.length !== 1 || next.block !== loop.tails[0] || fn.blocks[next.block]!.end.op !== 'jump' || end.op !== 'branch') return undefined;
  const step = stepOf(definitions, index, loop, next);
  if (step === undefined || sizeOf(fn.blocks, loop) > SMALL) return undefined;
  if (fn.blocks[next.block]!.instrs.slice(next.at + 1).some((i) => uses(i, (r) => r === index))) return undefined;
  return { loop, index, limit, step, condition: end.condition, own: ownOf(fn, definitions, loop), site };
}

function ownOf(fn: IrFunction, definitions: Definitions, { body }: Loop): Set<Reg> {
  const own = new Set<Reg>();
  for (const b of body) for (const i of fn.blocks[b]!.instrs) if ('dst' in i && i.dst !== null && definitions.only(i.dst)) own.add(i.dst);
  fn.blocks.forEach(({ instrs, end }, b) => {
    if (body.has(b)) return;
    for (const i of instrs) eachUse(i, (r) => void own.delete(r));
    if (end.op === 'branch' || end.op === 'await') own.delete(end.condition);
    if (end.op === 'return' && end.value !== null) own.delete(end.value);
  });
  return own;
}

/** Puts groups of rounds before a loop that stays for what is left; returns where they are entered. */
export function groupRounds(fn: { blocks: Block[]; regCount: number }, definitions: Definitions, { loop: { head, body }, index, limit, step, condition, own, site }: Groupable): number {
  const reg = (): Reg => fn.regCount++;
  const names = definitions.graph.order.filter((b) => body.has(b));
  const originals = names.map((b) => fn.blocks[b]!);
  // Many loops end in their first round: that is not asked for more.
  const alone = fn.blocks.length;
  const [entry, group] = [alone + names.length, alone + names.length + 1];
  for (const { instrs, end, rare } of originals) {
    const onward = retarget(end, (t) => (t === head ? entry : body.has(t) ? alone + names.indexOf(t) : t));
    fn.blocks.push({ instrs: instrs.filter((i) => i.op !== 'loopHead'), end: onward, ...(rare && { rare }) });
  }
  const place = (round: number, b: number): number => (round === ROUNDS ? group + 1 + ROUNDS * names.length : group + 1 + round * names.length + names.indexOf(b));
  const [back, far, most, first] = [reg(), reg(), reg(), reg()];
  fn.blocks.push({
    instrs: [{ op: 'const', dst: back, value: (ROUNDS - 1) * step }, { op: 'binary', dst: most, kind: 'sub', a: limit, b: back, site }],
    end: { op: 'jump', target: group },
  });
  fn.blocks.push({
    instrs: [
      ...originals[0]!.instrs.filter((i) => i.op === 'loopHead'),
      { op: 'copy', dst: first, src: index }, { op: 'binary', dst: far, kind: 'lt_s', a: first, b: most, site },
    ],
    end: { op: 'branch', condition: far, then: place(0, head), else: head },
    unrolled: true,
  });
  for (let round = 0; round < ROUNDS; round++) {
    const distances = new Distances(first, site, reg);
    const fresh = new Map<Reg, Reg>();
    const now = distances.from(first, round * step);
    const to = (r: Reg): Reg => (r === index ? now.dst : (fresh.get(r) ?? r));
    originals.forEach(({ instrs, end, rare }, i) => {
      const out: Instr[] = i === 0 ? [...now.instrs, { op: 'copy', dst: index, src: now.dst }] : [];
      for (const instr of instrs) {
        // The next round says what the index is.
        if (instr.op === 'loopHead' || ('dst' in instr && instr.dst === index)) continue;
        const goesOn = 'dst' in instr && instr.dst === condition;
        if ('dst' in instr && instr.dst !== null && own.has(instr.dst)) fresh.set(instr.dst, reg());
        const mine = withRegisters(instr, to);
        // What is written in several places may be at another distance, or at none, where it is used.
        const fixed = 'dst' in instr && instr.dst !== null && definitions.only(instr.dst) !== undefined;
        out.push(...(goesOn ? [{ op: 'const', dst: to(condition), value: 1 } as const] : fixed ? distances.apart(mine) : [mine]));
      }
      const onward = i === 0 && end.op === 'branch' ? ({ op: 'jump', target: end.then } as const) : 'condition' in end ? { ...end, condition: to(end.condition) } : end;
      fn.blocks.push({ instrs: out, end: retarget(onward, (t) => (t === head ? place(round + 1, head) : body.has(t) ? place(round, t) : t)), ...(rare && { rare }) });
    });
  }
  const [by, next] = [reg(), reg()];
  fn.blocks.push({
    instrs: [{ op: 'const', dst: by, value: ROUNDS * step }, { op: 'binary', dst: next, kind: 'add', a: first, b: by, site }, { op: 'copy', dst: index, src: next }],
    end: { op: 'jump', target: group },
  });
  // What is left is fewer rounds than are asked for together.
  fn.blocks[head] = { ...fn.blocks[head]!, unrolled: true };
  return alone;
}

/** Registers that are another one and a number: what is computed of them is computed of that one, and the number then added. */
class Distances {
  private readonly known = new Map<Reg, { base: Reg; by: number }>();
  private readonly constants = new Map<Reg, number>();

  constructor(private readonly first: Reg, private readonly site: SiteId, private readonly reg: () => Reg) {}

  from(base: Reg, by: number): { dst: Reg; instrs: Instr[] } {
    if (by === 0) return { dst: base, instrs: [] };
    const [dst, number] = [this.reg(), this.reg()];
    this.known.set(dst, { base, by });
    return { dst, instrs: [{ op: 'const', dst: number, value: by }, { op: 'binary', dst, kind: 'add', a: base, b: number, site: this.site }] };
  }

  /** The instruction, with the number at its end. */
  apart(i: Instr): Instr[] {
    if (i.op === 'const') this.constants.set(i.dst, i.value);
    if (i.op === 'copy') {
      const from = this.known.get(i.src);
      if (from) this.known.set(i.dst, from);
      return [i];
    }
    if (i.op !== 'binary' || (i.kind !== 'add' && i.kind !== 'shl')) return [i];
    const a = this.known.get(i.a);
    const b = this.known.get(i.b);
    const shift = this.constants.get(i.b);
    if (i.kind === 'shl' ? !a || shift === undefined : !a === !b) return [i];
    const by = i.kind === 'shl' ? a!.by << shift! : (a ?? b)!.by;
    const [part, number] = [this.reg(), this.reg()];
    this.known.set(i.dst, { base: part, by });
    return [
      { ...i, dst: part, a: a?.base ?? i.a, b: i.kind === 'add' ? (b?.base ?? i.b) : i.b },
      { op: 'const', dst: number, value: by }, { op: 'binary', dst: i.dst, kind: 'add', a: part, b: number, site: i.site },
    ];
  }
}
