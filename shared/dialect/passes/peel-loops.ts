/**
 * Puts the first round of small loops before them, where it is no loop. Many loops of the protocol hardly ever get to a
 * second round (try again, one level down), and engines look at a loop's head each time: whether the stack overflows,
 * whether to stop.
 *
 * ```
 *   head → body ┐         head' → body' → head → body ┐
 *    ▲──────────┘    →                     ▲──────────┘
 * ```
 * Where a head only computes, it is asked once more before the loop that is left: one round then meets no loop at all.
 */
import { evaluate } from '../arithmetic.ts';
import type { Block, Instr, IrFunction, Reg } from '../ir.ts';
import { eachUse } from './dead-code.ts';
import { Definitions } from './definitions.ts';
import { flowGraph } from './flow-graph.ts';
import { loopsOf, sizeOf, sumOf, type Loop } from './loops.ts';
import { rareBlocks } from './rare.ts';
import { onlyComputes } from './register-facts.ts';
import { retarget, simplify } from './simplify.ts';

/** The most instructions of a loop that is worth it. */
const SMALL = 120;
/** Of one that hardly ever goes around: what is left of it then is out of the way. */
const SMALL_ONCE = 400;
/** Loops known to go around at most so often are taken apart completely. */
const FEW = 4;

export function peelLoops(fn: IrFunction): IrFunction {
  const blocks = [...fn.blocks];
  const done = new Set<number>();
  for (;;) {
    // Inner loops first: the outer one's first round then has the inner one's apart, too.
    const [loop] = loopsOf(flowGraph(blocks)).filter(({ head }) => !done.has(head)).sort((a, b) => a.body.size - b.body.size);
    if (!loop) break;
    done.add(loop.head);
    if (blocks[loop.head]!.rare) continue;
    const rounds = constantRounds({ ...fn, blocks }, loop);
    if (sizeOf(blocks, loop) > (goesAroundRarely(blocks, loop) ? SMALL_ONCE : SMALL)) continue;
    for (let round = 0; round < (rounds ?? 1); round++) peel(blocks, loop, done);
    if (rounds !== undefined) unloop(blocks, loop);
    else if (asks(blocks, loop)) askBefore(blocks, loop);
  }
  return done.size > 0 ? simplify({ ...fn, blocks }) : fn;
}

/** How often a loop goes around that counts from one constant to another, if that is a few times. */
function constantRounds(fn: IrFunction, { head, body, everyRound, isInnermost }: Loop): number | undefined {
  const { end } = fn.blocks[head]!;
  if (!isInnermost || end.op !== 'branch' || !body.has(end.then) || body.has(end.else)) return undefined;
  const definitions = new Definitions(fn);
  const compare = definitions.only(end.condition);
  if (compare?.block !== head || compare.instr.op !== 'binary') return undefined;
  const { kind, a, b } = compare.instr;
  const index = definitions.original(a, body);
  const limit = definitions.constant(definitions.original(b));
  const first = definitions.before(index, body);
  const [next, ...others] = definitions.of(index).filter((d) => body.has(d.block));
  if (limit === undefined || !first || !next || others.length > 0) return undefined;
  if (next.block === head || !everyRound.includes(next.block)) return undefined;
  const start = first.instr.op === 'const' ? first.instr.value : first.instr.op === 'copy' ? definitions.constant(definitions.original(first.instr.src)) : undefined;
  const step = sumOf(definitions, index, body, next);
  if (start === undefined || !step) return undefined;
  const by = definitions.constant(definitions.original(step.b));
  if (by === undefined) return undefined;
  for (let now: number | undefined = start, rounds = 0; now !== undefined && rounds <= FEW; rounds++) {
    if (evaluate(kind, now, limit) === 0) return rounds;
    now = evaluate(step.kind, now, by);
  }
  return undefined;
}

function goesAroundRarely(blocks: readonly Block[], { tails }: Loop): boolean {
  const rare = rareBlocks(blocks);
  return tails.every((b) => rare.has(b));
}

/** Makes a loop's head, which is never again reached but to leave, no head. */
function unloop(blocks: Block[], { head }: Loop): void {
  const { instrs, end, ...rest } = blocks[head]!;
  if (end.op === 'branch') blocks[head] = { ...rest, instrs: instrs.filter((i) => i.op !== 'loopHead'), end: { op: 'jump', target: end.else } };
}

/** Whether all that a head does is to say whether to go on, and it may say so twice. */
function asks(blocks: readonly Block[], { head, body }: Loop): boolean {
  const { instrs, end } = blocks[head]!;
  return end.op === 'branch' && body.has(end.then) !== body.has(end.else) && instrs.every((i) => i.op === 'loopHead' || onlyComputes(i)) && !changesWhatItReads(instrs);
}

/** Whether a block uses what something is before it writes to it: done twice, it comes to something else. */
function changesWhatItReads(instrs: readonly Instr[]): boolean {
  const read = new Set<Reg>();
  const written = new Set<Reg>();
  for (const i of instrs) {
    eachUse(i, (r) => void (written.has(r) || read.add(r)));
    if ('dst' in i && i.dst !== null) written.add(i.dst);
  }
  return [...written].some((r) => read.has(r));
}

/** Has the way into a loop ask first what its head will ask. */
function askBefore(blocks: Block[], loop: Loop): void {
  const { head, body } = loop;
  const { instrs, end, ...rest } = blocks[head]!;
  enterAt(blocks, loop, blocks.length);
  blocks.push({ ...rest, instrs: instrs.filter((i) => i.op !== 'loopHead'), end: retarget(end, (t) => (body.has(t) ? head : t)) });
}

/** Leads all ways into a loop to another block. */
function enterAt(blocks: Block[], { head, body }: Loop, entry: number): void {
  for (let b = 0; b < blocks.length; b++) {
    if (!body.has(b)) blocks[b] = { ...blocks[b]!, end: retarget(blocks[b]!.end, (t) => (t === head ? entry : t)) };
  }
}

function peel(blocks: Block[], loop: Loop, done: Set<number>): void {
  const { head, body } = loop;
  const names = [...body];
  const base = blocks.length;
  const copy = (b: number): number => base + names.indexOf(b);
  enterAt(blocks, loop, copy(head));
  for (const b of names) {
    const { instrs, end, ...rest } = blocks[b]!;
    if (b !== head && done.has(b)) done.add(copy(b));
    blocks.push({
      ...rest,
      instrs: b === head ? instrs.filter((i) => i.op !== 'loopHead') : instrs,
      end: retarget(end, (t) => (t !== head && body.has(t) ? copy(t) : t)),
    });
  }
}
