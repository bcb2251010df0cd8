/**
 * A lowered function that can be put into another unit. Its sites and its locals are its own, and lie together:
 *
 * ```
 *   unit.sites   … │ of f │ …      what refers to them moves by the difference of where they begin;
 *   unit.locals  … │ of f │ …      what refers to interned names is looked up anew.
 * ```
 */
import type { Block, Instr, IrFunction, LocalSlot, Site, Terminator } from '../ir.ts';
import type { CallFact, Unit } from './unit.ts';

export interface Movable {
  fn: IrFunction;
  firstSite: number;
  sites: readonly Site[];
  firstLocal: number;
  locals: readonly LocalSlot[];
  callbacks: readonly string[];
  events: Names;
  counters: Names;
  histograms: Names;
  atomicCalls: readonly CallFact[];
  conditionCalls: readonly CallFact[];
}

/** The names asked for, in that order, and what each was called by its index. */
interface Names {
  asked: readonly string[];
  of: readonly string[];
}

/** To be called before a function is lowered into the unit; what it gives, afterwards. */
export function beginMovable({ sites, locals, callbacks, events, counters, histograms, atomicCalls, conditionCalls }: Unit): (fn: IrFunction) => Movable {
  const grown = <T>(list: readonly T[]): (() => T[]) => {
    const from = list.length;
    return () => list.slice(from);
  };
  const [firstSite, firstLocal] = [sites.length, locals.length];
  const own = { sites: grown(sites), locals: grown(locals), atomicCalls: grown(atomicCalls), conditionCalls: grown(conditionCalls) };
  const asked = { callbacks: grown(callbacks.asked), events: grown(events.asked), counters: grown(counters.asked), histograms: grown(histograms.asked) };
  return (fn) => ({
    fn, firstSite, firstLocal,
    sites: own.sites(), locals: own.locals(), atomicCalls: own.atomicCalls(), conditionCalls: own.conditionCalls(),
    callbacks: asked.callbacks(),
    events: { asked: asked.events(), of: events.names },
    counters: { asked: asked.counters(), of: counters.names },
    histograms: { asked: asked.histograms(), of: histograms.names },
  });
}

/** Does to the unit what lowering the function would do, and gives what it would give. */
export function moveInto(unit: Unit, movable: Movable): IrFunction {
  const { fn, events, counters, histograms } = movable;
  const site = unit.sites.length - movable.firstSite;
  const local = unit.locals.length - movable.firstLocal;
  unit.sites.push(...movable.sites);
  unit.locals.push(...movable.locals);
  unit.atomicCalls.push(...movable.atomicCalls);
  unit.conditionCalls.push(...movable.conditionCalls);
  for (const name of movable.callbacks) unit.callbacks.of(name);
  for (const name of events.asked) unit.events.of(name);
  for (const name of counters.asked) unit.counters.of(name);
  for (const name of histograms.asked) unit.histograms.of(name);
  // Nothing in it would be another.
  if (site === 0 && local === 0 && events.asked.length + counters.asked.length + histograms.asked.length === 0) return fn;
  const instr = (i: Instr): Instr => {
    switch (i.op) {
      case 'localAddress': return { ...i, slot: i.slot + local };
      case 'localEnd': return { ...i, slot: i.slot + local, site: i.site + site };
      case 'countEvent': return { ...i, counter: unit.counters.of(counters.of[i.counter]!) };
      case 'latencyEnd': return { ...i, histogram: unit.histograms.of(histograms.of[i.histogram]!) };
      case 'tracepoint': return { ...i, event: unit.events.of(events.of[i.event]!), site: i.site + site };
      default: return 'site' in i ? { ...i, site: i.site + site } : i;
    }
  };
  const end = (e: Terminator): Terminator => (e.op === 'await' ? { ...e, site: e.site + site } : e);
  const blocks = fn.blocks.map((b): Block => ({ ...b, instrs: b.instrs.map(instr), end: end(b.end) }));
  return { ...fn, blocks, site: fn.site + site };
}
