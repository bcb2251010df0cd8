/** One instruction of a thread, as the search runs it on the working state. */
import type { Instr, Program, Reg, SiteId } from '../ir.ts';
import type { StepLayout } from './layout.ts';
import { CHOICE, type RegionWriter, TP } from './region-writer.ts';
import type { Guards } from './symmetry/guards.ts';
import { writeWeakInstr } from './weak/instr.ts';
import type { Lookers } from './weak/lookers.ts';

export interface RegionContext {
  program: Program;
  layout: StepLayout;
  /** Who may look at which words; only asked where memory is not sequentially consistent. */
  lookers: Lookers;
  /** What to look at where threads change places; null where they do not. */
  guards: Guards | null;
  /** The number of a marked line (lines.ts). */
  lineNumber(site: SiteId): number;
  /** Whether a step tells by which properties it is checked, and what its last observer looked at. */
  tellsChecks: boolean;
  /** The index of an assertion's text. */
  message(text: string): number;
}

export function writeInstr(w: RegionWriter, i: Instr, context: RegionContext): void {
  const { program, layout, lineNumber, message } = context;
  if (program.memory !== 'sc' && writeWeakInstr(w, i, context)) return;
  const known = (dst: Reg, value: number): void => void w.out.push({ op: 'const', dst: w.of(dst), value });
  switch (i.op) {
    case 'const': w.out.push({ ...i, dst: w.of(i.dst) }); return;
    case 'copy': w.out.push({ ...i, dst: w.of(i.dst), src: w.of(i.src) }); return;
    case 'unary': w.out.push({ ...i, dst: w.of(i.dst), a: w.of(i.a) }); return;
    case 'binary': w.out.push({ ...i, dst: w.of(i.dst), a: w.of(i.a), b: w.of(i.b) }); return;
    case 'globalAddress': return known(i.dst, layout.globals[i.name]!);
    case 'localAddress': w.give(w.of(i.dst), '$x_local', TP, w.constant(i.slot), w.constant(program.locals[i.slot]!.size)); return;
    case 'localEnd': return w.do('$x_local_end', w.constant(i.slot), w.constant(program.locals[i.slot]!.size));
    case 'callbackIndex': return known(i.dst, program.callbacks.indexOf(i.fn));
    case 'boundsCheck': return w.do('$x_bounds', w.of(i.index), w.constant(i.length), w.siteId(i.site));
    case 'thisThread': w.give(w.of(i.dst), '$x_this_thread'); return;
    case 'thisInstance': w.give(w.of(i.dst), '$x_this_instance'); return;
    case 'threadCount': return known(i.dst, layout.threadCount);
    case 'deadlinePassed': w.give(w.of(i.dst), '$x_passed', CHOICE); return;
    case 'pick': w.give(w.of(i.dst), '$x_choose', w.of(i.n), CHOICE); return;
    case 'assert': return w.do(i.bound ? '$x_bound' : '$x_assert', w.of(i.condition), w.siteId(i.site), w.constant(message(i.message)));
    case 'check': {
      const index = program.properties.findIndex((p) => p.name === i.property);
      if (context.tellsChecks) w.do('$x_checked', w.constant(index));
      const property = w.constant(index);
      return w.do('$x_property', w.of(i.condition), w.siteId(i.site), property, i.about === null ? w.constant(0) : w.of(i.about));
    }
    case 'statement': return w.do('$x_line', w.constant(lineNumber(i.site)), w.siteId(i.site));
    case 'loopHead': return w.do('$x_fuel', w.siteId(i.site));
    case 'alloc': w.give(w.of(i.dst), '$x_alloc', w.constant(layout.pools.findIndex((p) => p.struct === i.struct)), w.siteId(i.site)); return;
    case 'free': return w.do('$x_free', w.of(i.object), w.siteId(i.site));
    case 'atomicBegin': return w.do('$x_atomic', w.constant(1));
    case 'atomicEnd': return w.do('$x_atomic', w.constant(0));
    case 'futexWait': return w.do('$x_futex_wait', TP, w.address(i), w.of(i.expected), w.siteId(i.site));
    case 'futexWake': return w.do('$x_futex_wake', w.address(i), w.of(i.count), CHOICE, w.siteId(i.site));
    case 'load': {
      const address = w.address(i);
      w.give(w.of(i.dst), '$x_load', address, w.siteId(i.site));
      if (i.ghost && context.tellsChecks) w.do('$x_observed', address, w.of(i.dst));
      return;
    }
    case 'store': return w.do('$x_store', w.address(i), w.of(i.value), w.siteId(i.site));
    case 'cmpxchg': w.give(w.of(i.dst), '$x_cmpxchg', w.address(i), w.of(i.expected), w.of(i.value), w.siteId(i.site)); return;
    case 'rmw': return rmw(w, i, w.address(i));
    case 'raw': return i.dst === null ? w.do(i.name, ...i.args.map((r) => w.of(r))) : void w.give(w.of(i.dst), i.name, ...i.args.map((r) => w.of(r)));
    default: return; // Fences change nothing where memory is sequentially consistent; tracing is dropped before.
  }
}

/** Nobody comes between: a load and a store within one step. */
function rmw(w: RegionWriter, i: Extract<Instr, { op: 'rmw' }>, address: Reg): void {
  const site = w.siteId(i.site);
  const old = w.give(w.reg(), '$x_load', address, site);
  w.do('$x_store', address, w.changed(i, old), site);
  w.out.push({ op: 'copy', dst: w.of(i.dst), src: old });
}
