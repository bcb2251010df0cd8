/** Rules about observers that look at the whole program: they only read, and write only what nobody else touches. */
import type { Instr, IrFunction, ObserverDecl, SiteId } from '../ir.ts';
import { reachable, type CallGraph } from '../passes/call-graph.ts';
import type { Unit } from './unit.ts';
import { hasSideEffect } from './waiting.ts';

/** Complains about what observers may not do. Returns the variables that only observers touch: ghost state. */
export function checkObservers(unit: Unit, functions: ReadonlyMap<string, IrFunction>, graph: CallGraph, observers: readonly ObserverDecl[], others: ReadonlySet<string>): Set<string> {
  const ghosts = new Set<string>();
  const users = usersOf(functions, others);
  for (const observer of observers) {
    for (const name of reachable(graph, [observer.fn])) {
      const fn = functions.get(name);
      if (!fn) continue;
      if (fn.blocks.some((b) => b.end.op === 'await')) complain(unit, observer, fn, undefined, 'waits');
      for (const instr of fn.blocks.flatMap((b) => b.instrs)) {
        const ghost = ghostVariable(instr);
        if (ghost === undefined) checkInstr(unit, observer, fn, instr);
        else if (!users.has(ghost)) ghosts.add(ghost);
        else complain(unit, observer, fn, instr, `writes ${ghost}, which is not an observer's alone: ${users.get(ghost)} uses it`);
      }
    }
  }
  for (const name of others) {
    for (const instr of functions.get(name)?.blocks.flatMap((b) => b.instrs) ?? []) {
      if (instr.op === 'assert' && instr.bound) at(unit, name, instr.site, '`bound` stands in an observer');
      if (instr.op === 'check') at(unit, name, instr.site, '`check` stands in an observer; elsewhere say assert(condition, \'message\')');
    }
  }
  return ghosts;
}

function checkInstr(unit: Unit, observer: ObserverDecl, fn: IrFunction, instr: Instr): void {
  if (instr.op === 'store') complain(unit, observer, fn, instr, `writes ${instr.place.struct}.${instr.place.field}`);
  else if (instr.op === 'localAddress' || instr.op === 'deadlineAfter' || instr.op === 'latencyStart' || (hasSideEffect(instr) && instr.op !== 'localEnd')) complain(unit, observer, fn, instr, 'does more');
}

function complain(unit: Unit, observer: ObserverDecl, fn: IrFunction, instr: Instr | undefined, what: string): void {
  const own = fn.name === observer.fn;
  const message = `an observer only reads, and writes only top-level variables of its own${own ? '' : `; ${fn.name}`}${own && what === 'does more' ? '' : `${own ? '; this' : ''} ${what}`}`;
  at(unit, observer.fn, own && instr && 'site' in instr ? instr.site : undefined, message);
}

/** At a site, or at the whole function. */
function at(unit: Unit, fn: string, site: SiteId | undefined, message: string): void {
  const node = unit.functions.get(fn)?.node;
  if (!node) return;
  const { start, end } = site === undefined ? { start: node.getStart(), end: node.end } : unit.sites[site]!;
  unit.reporter.at(node.getSourceFile(), start, end, 'dialect', 'observer', message);
}

/** The variable that a store changes, if it is one by name. */
function ghostVariable(instr: Instr): string | undefined {
  return instr.op === 'store' && instr.place.struct === 'globals' ? /^\w+/.exec(instr.place.field)?.[0] : undefined;
}

/** For each variable the first of the functions that touches it. */
function usersOf(functions: ReadonlyMap<string, IrFunction>, names: ReadonlySet<string>): Map<string, string> {
  const users = new Map<string, string>();
  for (const name of names) {
    for (const { instrs } of functions.get(name)?.blocks ?? []) for (const i of instrs) if (i.op === 'globalAddress' && !users.has(i.name)) users.set(i.name, name);
  }
  return users;
}
