/**
 * Takes bounds checks out of loops that count up to a limit, when the limit is within the array; asked once, before the
 * loop, of which there are two then.
 *
 * ```
 *   i = 0                                    i = 0
 *   while (i < end) {              →         if (0 <= end <= 16) while (i < end) { … }
 *     check 0 <= i < 16; …                   else           while (i < end) { check 0 <= i < 16; … }
 *     i = i + 1
 *   }
 * ```
 */
import type { Block, Instr, IrFunction, Reg } from '../ir.ts';
import { Definitions } from './definitions.ts';
import { dominates } from './flow-graph.ts';
import { groupable, groupRounds } from './grouped-rounds.ts';
import { growsOnly, loopsOf, type Loop } from './loops.ts';
import { retarget } from './simplify.ts';

type BoundsCheck = Extract<Instr, { op: 'boundsCheck' }>;

/** A loop that goes on while `index < limit`. */
interface Counted {
  index: Reg;
  limit: Reg;
  /** Where it goes on. */
  inside: number;
}

export function versionLoops(fn: IrFunction): IrFunction {
  const definitions = new Definitions(fn);
  const result = { ...fn, blocks: [...fn.blocks] };
  for (const loop of loopsOf(definitions.graph)) {
    const counted = loop.isInnermost ? countedLoop(fn, definitions, loop) : undefined;
    if (counted) version(result, fn, definitions, loop, counted);
  }
  return result;
}

function countedLoop(fn: IrFunction, definitions: Definitions, loop: Loop): Counted | undefined {
  const { instrs, end } = fn.blocks[loop.head]!;
  if (end.op !== 'branch' || loop.body.has(end.else) || !loop.body.has(end.then)) return undefined;
  const compare = instrs.find((i) => 'dst' in i && i.dst === end.condition);
  if (compare?.op !== 'binary' || compare.kind !== 'lt_s') return undefined;
  const index = definitions.original(compare.a, loop.body);
  const limit = definitions.original(compare.b);
  const first = definitions.before(index, loop.body);
  const fromZeroOn = first?.instr.op === 'const' ? first.instr.value >= 0 : first?.instr.op === 'copy' && (definitions.constant(first.instr.src) ?? -1) >= 0;
  const limitStands = definitions.isFixed(limit) && definitions.of(limit).every((d) => !loop.body.has(d.block));
  if (!fromZeroOn || !limitStands || !growsOnly(definitions, index, loop)) return undefined;
  return { index, limit, inside: end.then };
}

/** The checks that are about the index as the head has compared it. */
function checksOf(fn: IrFunction, definitions: Definitions, { body }: Loop, { index, inside }: Counted): BoundsCheck[] {
  const writes = definitions.of(index).filter((d) => body.has(d.block));
  return [...body].filter((b) => dominates(definitions.graph, inside, b)).flatMap((b) =>
    fn.blocks[b]!.instrs.filter((i, at): i is BoundsCheck =>
      i.op === 'boundsCheck' && definitions.original(i.index, body) === index && writes.every((w) => !definitions.reaches(w, b, at) && !mayReach(definitions, w.block, b))));
}

/** Whether control may come from one block of a loop to another without going through its head; both are below it. */
function mayReach({ graph }: Definitions, from: number, to: number): boolean {
  return from !== to && graph.position[from]! < graph.position[to]!;
}

function version(result: { blocks: Block[]; regCount: number }, fn: IrFunction, definitions: Definitions, loop: Loop, counted: Counted): void {
  const checks = checksOf(fn, definitions, loop, counted);
  const length = Math.min(...checks.map((c) => c.length));
  const site = checks[0]?.site;
  if (site === undefined) return;
  const { head, body } = loop;
  const names = [...body];
  const base = result.blocks.length;
  // The copy keeps the checks; the loop itself, which stays where it is, loses them. The copy is for what fails, mostly.
  const copy = (b: number): number => (body.has(b) ? base + names.indexOf(b) : b);
  for (const b of names) result.blocks.push({ ...fn.blocks[b]!, end: retarget(fn.blocks[b]!.end, copy), rare: true });
  for (const b of names) result.blocks[b] = { ...fn.blocks[b]!, instrs: fn.blocks[b]!.instrs.filter((i) => !checks.includes(i as BoundsCheck)) };
  const grouped = groupable(fn, definitions, loop, counted.index, counted.limit, site);
  const then = grouped ? groupRounds(result, definitions, grouped) : head;
  const [most, fits] = [result.regCount, result.regCount + 1];
  result.regCount += 2;
  const gate = result.blocks.push({
    instrs: [{ op: 'const', dst: most, value: length }, { op: 'binary', dst: fits, kind: 'le_u', a: counted.limit, b: most, site }],
    end: { op: 'branch', condition: fits, then, else: copy(head) },
  }) - 1;
  const toGate = (b: number): number => (b === head ? gate : b);
  result.blocks.forEach((block, b) => {
    if (b !== gate && !body.has(b) && b < base) result.blocks[b] = { ...block, end: retarget(block.end, toGate) };
  });
}
