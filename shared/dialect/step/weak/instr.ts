/** What instructions do where memory is not sequentially consistent. Those that are not here do what they always do. */
import type { Instr, Reg } from '../../ir.ts';
import { CHOICE, type RegionWriter, TP } from '../region-writer.ts';
import type { RegionContext } from '../region-instr.ts';
import { orderNumber } from './models.ts';

/** Writes the instruction; false: it is not one of these. */
export function writeWeakInstr(w: RegionWriter, i: Instr, context: RegionContext): boolean {
  return context.program.memory === 'tso' ? writeBuffered(w, i, context) : writeViewed(w, i, context);
}

function writeBuffered(w: RegionWriter, i: Instr, { program, lookers }: RegionContext): boolean {
  switch (i.op) {
    case 'load': w.give(w.of(i.dst), '$x_tso_load', w.address(i), w.siteId(i.site)); return true;
    case 'store':
      // What nobody else looks at may take effect at once.
      if (i.ghost || !lookers.shared(i.place)) return false;
      w.do('$x_tso_store', w.address(i), w.of(i.value), w.siteId(i.site));
      return true;
    case 'localAddress': w.give(w.of(i.dst), '$x_tso_local', TP, w.constant(i.slot), w.constant(program.locals[i.slot]!.size)); return true;
    case 'localEnd': w.do('$x_tso_local_end', w.constant(i.slot), w.constant(program.locals[i.slot]!.size)); return true;
    default: return false;
  }
}

function writeViewed(w: RegionWriter, i: Instr, { program, lookers }: RegionContext): boolean {
  const order = (i: { order: Parameters<typeof orderNumber>[0] }): Reg => w.constant(orderNumber(i.order));
  switch (i.op) {
    case 'load': {
      if (i.ghost || !lookers.shared(i.place)) return false;
      // What is reached through a pointer is found as it was when the pointer was stored there: an address dependency.
      const how = w.constant(orderNumber(lookers.holdsPointer(i.place) ? 'acquire' : i.order));
      if (i.newest) w.give(w.of(i.dst), '$x_ra_look', w.address(i), how, w.siteId(i.site));
      else w.give(w.of(i.dst), '$x_ra_load', w.address(i), how, CHOICE, w.siteId(i.site));
      return true;
    }
    case 'store':
      if (i.ghost || !lookers.shared(i.place)) return false;
      w.do('$x_ra_store', w.address(i), w.of(i.value), order(i), w.constant(lookers.of(i.place)), CHOICE, w.siteId(i.site));
      return true;
    case 'cmpxchg': {
      const operands = [w.address(i), w.of(i.expected), w.of(i.value), order(i), w.constant(lookers.of(i.place))];
      if (i.newest) w.give(w.of(i.dst), '$x_ra_look_cmpxchg', ...operands, w.siteId(i.site));
      else w.give(w.of(i.dst), '$x_ra_cmpxchg', ...operands, CHOICE, w.siteId(i.site));
      return true;
    }
    case 'rmw': {
      const site = w.siteId(i.site);
      const address = w.address(i);
      const old = w.give(w.reg(), '$x_ra_take', address, order(i), CHOICE, site);
      w.do('$x_ra_change', address, w.changed(i, old), order(i), w.constant(lookers.of(i.place)), site);
      w.out.push({ op: 'copy', dst: w.of(i.dst), src: old });
      return true;
    }
    case 'fence': w.do(i.kind === 'mb' ? '$x_ra_mb' : i.kind === 'rmb' ? '$x_ra_rmb' : '$x_ra_wmb'); return true;
    case 'atomicBegin': w.do('$x_ra_mb'); w.do('$x_atomic', w.constant(1)); return true;
    case 'atomicEnd': w.do('$x_ra_mb'); w.do('$x_atomic', w.constant(0)); return true;
    case 'futexWait': w.do('$x_ra_mb'); return false;
    case 'futexWake': w.do('$x_ra_mb'); return false;
    case 'localAddress': w.give(w.of(i.dst), '$x_ra_local', TP, w.constant(i.slot), w.constant(program.locals[i.slot]!.size)); return true;
    case 'localEnd': w.do('$x_ra_local_end', w.constant(i.slot), w.constant(program.locals[i.slot]!.size)); return true;
    case 'free': w.do('$x_ra_free', w.of(i.object), w.siteId(i.site)); return true;
    default: return false;
  }
}
