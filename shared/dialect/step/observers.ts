/**
 * Puts observers where what they watch happens: as calls, whose accesses are no steps of their own.
 *
 * ```
 *   tracepoint 'x' a b   →   tracepoint 'x' a b; call ghost observer(a, b)        load S.f   →   load S.f; call …
 * ```
 * What an observer calls, what conditions call and what is called while waiting is a copy that nobody observes: `ghost f`.
 * Checks of properties that are off vanish, then observers that feed no other check, then the variables of those.
 */
import type { Block, Instr, IrFunction, Observed, ObserverDecl, Program, Reg, SiteId } from '../ir.ts';
import { callGraph, reachable } from '../passes/call-graph.ts';
import { dropDeadCode } from '../passes/dead-code.ts';
import { successors } from '../passes/simplify.ts';

const GHOST = 'ghost ';
/** A function of the kernel's whose call is observed where the body of a scenario's thread ends. */
const BODY_END = 'exit_to_user_mode';
export const isGhost = (fn: string): boolean => fn.startsWith(GHOST);

/** `on`: the names of the properties to check. `told`: what the observer that ran last looked at is kept, for who explains a check that failed. */
export function withObservers(program: Program, on: ReadonlySet<string>, told = false): Program {
  const functions = withGhosts(program, on);
  const touches = touchesOf(program.observers, functions);
  const ghosts = new Set([...touches.values()].flatMap(({ written }) => [...written]));
  const live = feeding(touches);
  const used = new Set(live.flatMap((o) => [...touches.get(o)!.variables]));
  const bodies = new Set(program.threads.flatMap((t) => (t.kind === 'thread' ? [t.fn] : [])));
  const hooks = new Hooks(live, program.events, bodies, told);
  for (const [name, fn] of program.functions) if (!name.startsWith('$')) functions.set(name, hooks.into(fn));
  const conditions = program.conditions.map((c) => ({ ...c, fn: GHOST + c.fn }));
  const globals = program.globals.filter((g) => !ghosts.has(g.name) || used.has(g.name));
  return { ...program, functions, conditions, globals, observers: live };
}

/** The program's functions with ghost copies of all that may need one. */
function withGhosts(program: Program, on: ReadonlySet<string>): Map<string, IrFunction> {
  const graph = callGraph(program.functions, program.callbacks);
  const whileWaiting = [...program.functions.values()].flatMap((fn) => [...waitingBlocks(fn.blocks)].flatMap((b) => fn.blocks[b]!.instrs.flatMap((i) => (i.op === 'call' ? [i.fn] : []))));
  const functions = new Map(program.functions);
  for (const name of reachable(graph, [...program.observers.map((o) => o.fn), ...program.conditions.map((c) => c.fn), ...whileWaiting])) {
    const fn = program.functions.get(name);
    if (fn) functions.set(GHOST + name, ghostOf(fn, on));
  }
  return functions;
}

const SILENT = new Set<Instr['op']>(['tracepoint', 'countEvent', 'latencyEnd']);

function ghostOf(fn: IrFunction, on: ReadonlySet<string>): IrFunction {
  const ghost = (i: Instr): Instr[] => {
    if (i.op === 'load' || i.op === 'store') return [{ ...i, order: 'plain', ghost: true }];
    if (i.op === 'call') return [{ ...i, fn: GHOST + i.fn }];
    return SILENT.has(i.op) || (i.op === 'check' && !on.has(i.property)) ? [] : [i];
  };
  return dropDeadCode({ ...fn, name: GHOST + fn.name, blocks: fn.blocks.map((b) => ({ ...b, instrs: b.instrs.flatMap(ghost) })) });
}

/** What an observer does, and what it calls. */
interface Touch {
  checks: boolean;
  variables: Set<string>;
  /** Variables by name, as it may write nothing else. */
  written: Set<string>;
}

function touchesOf(observers: readonly ObserverDecl[], functions: ReadonlyMap<string, IrFunction>): Map<ObserverDecl, Touch> {
  const graph = callGraph(functions, []);
  const touchOf = (observer: string): Touch => {
    const touch: Touch = { checks: false, variables: new Set(), written: new Set() };
    for (const name of reachable(graph, [GHOST + observer])) {
      for (const { instrs } of functions.get(name)?.blocks ?? []) for (const i of instrs) {
        if (i.op === 'check' || (i.op === 'assert' && !i.bound)) touch.checks = true;
        else if (i.op === 'globalAddress') touch.variables.add(i.name);
        else if (i.op === 'store') touch.written.add(/^\w+/.exec(i.place.field)![0]);
      }
    }
    return touch;
  };
  return new Map(observers.map((o) => [o, touchOf(o.fn)]));
}

/** The observers that check or assert something, or write what such a one reads. */
function feeding(touches: ReadonlyMap<ObserverDecl, Touch>): ObserverDecl[] {
  const observers = [...touches.keys()];
  const live = new Set(observers.filter((o) => touches.get(o)!.checks));
  const needed = new Set<string>();
  for (let before = -1; before !== live.size; ) {
    before = live.size;
    for (const o of live) for (const v of touches.get(o)!.variables) needed.add(v);
    for (const o of observers) if ([...touches.get(o)!.written].some((v) => needed.has(v))) live.add(o);
  }
  return observers.filter((o) => live.has(o));
}

/** Blocks that evaluate a waiting condition: over and over, and without effect. */
export function waitingBlocks(blocks: readonly Block[]): Set<number> {
  const found = new Set<number>();
  blocks.forEach((block, index) => {
    if (block.end.op !== 'await') return;
    const own = new Set([block.end.retry]);
    for (const b of own) if (b !== index) for (const s of successors(blocks[b]!.end)) own.add(s);
    for (const b of own) found.add(b);
  });
  return found;
}

function keyOf(on: Observed): string {
  switch (on.kind) {
    case 'event': return `event ${on.event}`;
    case 'call': case 'return': return `${on.kind} ${on.fn}`;
    case 'read': case 'write': return `${on.kind} ${on.struct}.${on.field}`;
  }
}

/** Which observer watches what, and the calls of it. */
class Hooks {
  private readonly by = new Map<string, ObserverDecl[]>();

  /** `bodies`: the functions of the scenario's threads, other than the kernel's own. */
  constructor(observers: readonly ObserverDecl[], private readonly events: readonly string[], private readonly bodies: ReadonlySet<string>, private readonly told: boolean) {
    for (const o of observers) this.by.set(keyOf(o.on), [...(this.by.get(keyOf(o.on)) ?? []), o]);
  }

  into(fn: IrFunction): IrFunction {
    let regCount = fn.regCount;
    const reg = (): Reg => regCount++;
    const waiting = waitingBlocks(fn.blocks);
    const returns = this.by.get(`return ${fn.name}`) ?? [];
    // A parameter is a variable: what it was at the call is kept for the return.
    const given: Reg[] = Array.from({ length: fn.paramCount }, (_, p) => (returns.length > 0 ? reg() : p));
    const entry: Instr[] = [
      ...(returns.length > 0 ? given.map((dst, src): Instr => ({ op: 'copy', dst, src })) : []),
      ...this.calls(`call ${fn.name}`, given, fn.site),
    ];
    const blocks = fn.blocks.map((block, index): Block => {
      if (waiting.has(index)) return { ...block, instrs: block.instrs.map((i) => (i.op === 'call' ? { ...i, fn: GHOST + i.fn } : i)) };
      const instrs = block.instrs.flatMap((i) => this.around(i, reg));
      const { end } = block;
      if (end.op === 'return') instrs.push(...this.calls(`return ${fn.name}`, [...(end.value === null ? [] : [end.value]), ...given], fn.site));
      if (end.op === 'return' && this.bodies.has(fn.name)) instrs.push(...this.calls(`call ${BODY_END}`, [], fn.site));
      return { ...block, instrs };
    });
    if (entry.length === 0) return { ...fn, blocks, regCount };
    // The first block may be one that waits: what comes before it is a block of its own.
    const moved = blocks.map((b) => ({ ...b, end: moveTargets(b.end) }));
    return { ...fn, regCount, blocks: [{ instrs: entry, end: { op: 'jump', target: 1 } }, ...moved] };
  }

  private around(i: Instr, reg: () => Reg): Instr[] {
    if (i.op === 'tracepoint') {
      const none = reg();
      return [i, { op: 'const', dst: none, value: 0 }, ...this.calls(`event ${this.events[i.event]}`, [i.a ?? none, i.b ?? none], i.site)];
    }
    if (i.op !== 'load' && i.op !== 'store' && i.op !== 'rmw' && i.op !== 'cmpxchg') return [i];
    const { address, offset, place, site } = i;
    const name = `${place.struct}.${place.field}`;
    const read = i.op === 'store' ? [] : this.calls(`read ${name}`, [address, i.dst], site);
    // A read that somebody watches is a step, whether or not anybody needs its value.
    if (i.op === 'load') return [read.length > 0 && i.order === 'plain' ? { ...i, order: 'once' } : i, ...read];
    if (!this.by.has(`write ${name}`)) return [i, ...read];
    const now = reg();
    const look: Instr = i.op === 'store' ? { op: 'copy', dst: now, src: i.value } : { op: 'load', dst: now, address, offset, place, order: 'plain', site, ghost: true };
    return [i, ...read, look, ...this.calls(`write ${name}`, [address, now], site)];
  }

  private calls(key: string, values: readonly Reg[], site: SiteId): Instr[] {
    const begins: Instr[] = this.told ? [{ op: 'raw', dst: null, name: '$x_observes', args: [], site }] : [];
    return (this.by.get(key) ?? []).flatMap((o): Instr[] => [...begins, { op: 'call', dst: null, fn: GHOST + o.fn, args: values.slice(0, o.params), site }]);
  }
}

function moveTargets(end: Block['end']): Block['end'] {
  switch (end.op) {
    case 'jump': return { ...end, target: end.target + 1 };
    case 'branch': return { ...end, then: end.then + 1, else: end.else + 1 };
    case 'await': return { ...end, then: end.then + 1, retry: end.retry + 1 };
    default: return end;
  }
}
