/**
 * Inlining: copies small or once-called functions into their callers. Program functions are never recursive, so going
 * from callees to callers reaches a fixed point in one pass. Copied instructions keep their source sites, chained to the
 * call by `Site.caller`, so that a stack can still be told.
 */
import type { Block, Instr, IrFunction, Program, Reg, SiteId } from '../ir.ts';
import { callGraph } from './call-graph.ts';
import { Definitions } from './definitions.ts';
import { flowGraph } from './flow-graph.ts';
import { withRegisters } from './registers.ts';
import { simplify } from './simplify.ts';

export interface InlineLimits {
  /** Callees up to this many instructions are copied everywhere. */
  small: number;
  /** Callers grow to at most this many. */
  caller: number;
  /** Callees that one place alone calls are copied up to this many (default: half of `caller`). */
  once?: number;
  /** Live code: where it is rarely reached, callees up to this many are copied, and such code does not count. Arguments of callees larger than `small` are marked `held`. */
  rare?: number;
  /** Callees that are never copied. */
  apart?: ReadonlySet<string>;
}

/** `$sleep`: V8 wants to know how large memory is where a thread is to wait, and hands that on from call to call in all that this is copied into. */
export const LIVE_LIMITS: InlineLimits = { small: 100, caller: 1500, once: 1500, rare: 8, apart: new Set(['$sleep']) };

/** What becomes of a site in code that was called at `at`. */
type Chain = (at: SiteId) => (site: SiteId) => SiteId;

/** The program with calls inlined; functions that nothing calls any more stay only if they are in `keep`. */
export function inlineProgram(program: Program, keep: ReadonlySet<string>, limits: InlineLimits): Program {
  const sites = [...program.sites];
  const chained = new Map<SiteId, Map<SiteId, SiteId>>();
  const chain: Chain = (at) => {
    const known = chained.get(at) ?? new Map<SiteId, SiteId>();
    chained.set(at, known);
    return (site) => {
      let id = known.get(site);
      if (id === undefined) {
        const original = sites[site]!;
        const caller = original.caller < 0 ? at : chain(at)(original.caller);
        id = sites.push({ ...original, caller }) - 1;
        known.set(site, id);
      }
      return id;
    };
  };
  return { ...program, functions: inlineFunctions(program.functions, program.callbacks, keep, limits, chain), sites };
}

/** The same for functions alone. Unless told how sites chain, copied code keeps its own. */
export function inlineFunctions(functions: ReadonlyMap<string, IrFunction>, callbacks: readonly string[], keep: ReadonlySet<string>, limits: InlineLimits, chain: Chain = () => (site) => site): Map<string, IrFunction> {
  const done = new Map<string, IrFunction>();
  const graph = callGraph(functions, callbacks);
  const calls = countCalls(functions, keep, limits);
  const visit = (name: string): void => {
    if (done.has(name)) return;
    const fn = functions.get(name);
    if (!fn) return;
    for (const callee of graph.get(name) ?? []) visit(callee);
    done.set(name, expand(limits.rare === undefined ? fn : spreadRare(fn), done, (callee, rare) => wanted(callee, rare, calls, keep, limits), limits, chain));
  };
  for (const name of functions.keys()) visit(name);
  const called = calledNames(done);
  return new Map([...done].filter(([name]) => keep.has(name) || called.has(name)));
}

function wanted(callee: IrFunction, rare: boolean, calls: Map<string, number>, keep: ReadonlySet<string>, limits: InlineLimits): boolean {
  if (limits.apart?.has(callee.name)) return false;
  if (rare && limits.rare !== undefined) return sizeOf(callee) <= limits.rare;
  const size = limits.rare === undefined ? sizeOf(callee) : sizeOf({ blocks: callee.blocks.filter((b) => !b.rare) });
  return size <= limits.small || (calls.get(callee.name) === 1 && !keep.has(callee.name) && size < (limits.once ?? limits.caller / 2));
}

/** What is reached through rare blocks only is rare itself. */
function spreadRare(fn: IrFunction): IrFunction {
  if (!fn.blocks.some((b) => b.rare)) return fn;
  const { order, idom } = flowGraph(fn.blocks);
  const blocks = [...fn.blocks];
  for (const b of order) if (blocks[idom[b]!]!.rare) blocks[b] = { ...blocks[b]!, rare: true };
  return { ...fn, blocks };
}

/** A callee is asked for its size at each call. */
const sizes = new WeakMap<readonly Block[], number>();

function sizeOf({ blocks }: Pick<IrFunction, 'blocks'>): number {
  const known = sizes.get(blocks);
  if (known !== undefined) return known;
  let size = blocks.length;
  for (const { instrs } of blocks) for (const { op } of instrs) if (op !== 'const' && op !== 'copy' && op !== 'tracepoint') size++;
  sizes.set(blocks, size);
  return size;
}

/** In how many places each function is called, of those that `keep` reaches otherwise than through rare code, which keeps its calls. */
function countCalls(functions: ReadonlyMap<string, IrFunction>, keep: ReadonlySet<string>, { rare }: InlineLimits): Map<string, number> {
  const counts = new Map<string, number>();
  const reached = new Set(keep);
  for (const name of reached) {
    const fn = functions.get(name);
    if (!fn) continue;
    for (const b of rare === undefined ? fn.blocks : spreadRare(fn).blocks.filter((block) => !block.rare)) {
      for (const i of b.instrs) {
        if (i.op !== 'call') continue;
        counts.set(i.fn, (counts.get(i.fn) ?? 0) + 1);
        reached.add(i.fn);
      }
    }
  }
  return counts;
}

function calledNames(functions: ReadonlyMap<string, IrFunction>): Set<string> {
  const names = new Set<string>();
  for (const fn of functions.values()) for (const b of fn.blocks) for (const i of b.instrs) if (i.op === 'call') names.add(i.fn);
  return names;
}

function expand(fn: IrFunction, done: Map<string, IrFunction>, want: (callee: IrFunction, rare: boolean) => boolean, limits: InlineLimits, chain: Chain): IrFunction {
  const blocks = [...fn.blocks];
  let regCount = fn.regCount;
  let size = sizeOf(fn);
  for (let b = 0; b < blocks.length; b++) {
    const { end, rare = false } = blocks[b]!;
    let { instrs } = blocks[b]!;
    for (let i = 0; i < instrs.length; i++) {
      const call = instrs[i]!;
      if (call.op !== 'call') continue;
      const callee = done.get(call.fn);
      if (!callee) continue;
      if (!want(callee, rare) || size + sizeOf(callee) > limits.caller) {
        const answer = call.dst === null ? undefined : onlyAnswer(callee);
        if (call.dst === null || answer === undefined) continue;
        // The caller then knows where it goes on.
        instrs = [...instrs.slice(0, i), { ...call, dst: regCount++ }, { op: 'const', dst: call.dst, value: answer }, ...instrs.slice(i + 1)];
        blocks[b] = { ...blocks[b]!, instrs };
        continue;
      }
      size += sizeOf(callee);
      const held = limits.rare !== undefined && sizeOf(callee) > limits.small;
      // block: … call | rest   becomes   block: … arguments ─► callee's blocks ─► after: rest
      const first = blocks.length;
      const after = first + callee.blocks.length;
      const base = regCount;
      regCount += callee.regCount;
      blocks[b] = { instrs: [...instrs.slice(0, i), ...call.args.map((src, k): Instr => ({ op: 'copy', dst: base + k, src, ...(held && { held }) }))], end: { op: 'jump', target: first }, rare };
      const site = chain(call.site);
      for (const c of callee.blocks) blocks.push({ ...copyBlock(c, base, first, after, call.dst, site), rare: rare || (c.rare ?? false) });
      blocks.push({ instrs: instrs.slice(i + 1), end, rare });
      break;
    }
  }
  return simplify({ ...fn, blocks, regCount });
}

/** A callee is asked at each call that stays. */
const answers = new WeakMap<IrFunction, number | null>();

/** What a function returns, if that is always the same. */
function onlyAnswer(fn: IrFunction): number | undefined {
  let known = answers.get(fn);
  if (known === undefined) answers.set(fn, (known = answerOf(fn)));
  return known ?? undefined;
}

function answerOf(fn: IrFunction): number | null {
  const definitions = new Definitions(fn);
  let only: number | null = null;
  for (const b of definitions.graph.order) {
    const { end } = fn.blocks[b]!;
    if (end.op !== 'return') continue;
    const answer = end.value === null ? undefined : definitions.constant(definitions.original(end.value));
    if (answer === undefined || (only !== null && only !== answer)) return null;
    only = answer;
  }
  return only;
}

function copyBlock(block: Block, base: Reg, first: number, after: number, dst: Reg | null, site: (s: SiteId) => SiteId): Block {
  const instrs = block.instrs.map((i) => shift(i, base, site));
  const end = block.end;
  switch (end.op) {
    case 'return':
      if (dst !== null && end.value !== null) instrs.push({ op: 'copy', dst, src: end.value + base });
      return { instrs, end: { op: 'jump', target: after } };
    case 'jump': return { instrs, end: { op: 'jump', target: end.target + first } };
    case 'branch': return { instrs, end: { op: 'branch', condition: end.condition + base, then: end.then + first, else: end.else + first } };
    case 'await': return { instrs, end: { ...end, condition: end.condition + base, then: end.then + first, retry: end.retry + first, site: site(end.site) } };
    case 'unreachable': return { instrs, end: { op: 'unreachable' } };
  }
}

/** The instruction with its registers moved up by `base` and its site chained. */
function shift(instr: Instr, base: Reg, site: (s: SiteId) => SiteId): Instr {
  const copy = withRegisters(instr, (r) => r + base);
  if ('site' in copy) copy.site = site(copy.site);
  return copy;
}
