/** Atomic read-modify-write: `cmpxchg`, `xchg` and the `atomic_*` family, read off their systematic names. */
import ts from 'typescript';
import type { Order, RmwOp } from '../ir.ts';
import { argument, placeArgument, type Intrinsic } from './intrinsics.ts';
import { NOTHING, type Lowering, type Value } from './lowering.ts';
import { loadPlace, lowerPlace, storePlace, type MemoryPlace } from './place.ts';
import { BOOLEAN, INT, type ValueType } from './types.ts';
import { lowerExpression } from './expression.ts';

const ORDERS: [suffix: string, order: Order][] = [['', 'full'], ['_acquire', 'acquire'], ['_release', 'release'], ['_relaxed', 'relaxed']];

/** The `counter` of an `atomic_t` argument. It is shown under the name of the field that holds the atomic_t. */
function counterPlace(f: Lowering, node: ts.CallExpression, index: number): MemoryPlace | undefined {
  const arg = node.arguments[index];
  if (!arg) return undefined;
  const type = f.unit.checker.getTypeAtLocation(arg);
  if (type.symbol?.name === 'atomic_t' && !isPointerVariable(f, arg)) {
    const place = lowerPlace(f, arg);
    if (place && !('variable' in place) && place.type.kind === 'embedded') return { ...place, type: INT };
    if (place && !('variable' in place)) return { address: f.use(loadPlace(f, node, place, 'plain')), offset: 0, type: INT, place: { struct: 'atomic_t', field: 'counter' } };
    return undefined;
  }
  return { address: f.use(lowerExpression(f, arg)), offset: 0, type: INT, place: { struct: 'atomic_t', field: 'counter' } };
}

function isPointerVariable(f: Lowering, arg: ts.Expression): boolean {
  if (ts.isIdentifier(arg)) return f.variable(arg) !== undefined;
  return !ts.isPropertyAccessExpression(arg) && !ts.isElementAccessExpression(arg);
}

function rmw(f: Lowering, node: ts.CallExpression, place: MemoryPlace, kind: RmwOp, value: number, order: Order, type: ValueType): Value {
  return f.result(type, (dst) => ({ op: 'rmw', dst, kind, address: place.address, offset: place.offset, value, place: place.place, order, site: f.site(node) }));
}

function binary(f: Lowering, node: ts.CallExpression, kind: 'add' | 'sub' | 'xor', a: Value, b: number): Value {
  const left = f.use(a);
  return f.result(INT, (dst) => ({ op: 'binary', dst, kind, a: left, b, site: f.site(node) }));
}

/** `atomic_fetch_add(i, v)` (old value), `atomic_add_return(i, v)` (new), `atomic_add(i, v)` (none), and `inc`/`dec`. */
function arithmetic(kind: RmwOp, by: number | null, gives: 'old' | 'new' | 'none' | 'zero', order: Order, complement = false): Intrinsic {
  return (f, node) => {
    const amount = by === null ? argument(f, node, 0) : { type: INT, constant: by };
    const place = counterPlace(f, node, by === null ? 1 : 0);
    if (!place) return NOTHING;
    let value = f.use(amount);
    if (complement) value = f.use(binary(f, node, 'xor', { type: INT, reg: value }, f.use({ type: INT, constant: -1 })));
    const old = rmw(f, node, place, kind, value, order, INT);
    if (gives === 'none') return NOTHING;
    if (gives === 'old') return old;
    const now = binary(f, node, kind === 'sub' ? 'sub' : 'add', old, value);
    if (gives === 'new') return now;
    const zero = f.use({ type: INT, constant: 0 });
    const a = f.use(now);
    return f.result(BOOLEAN, (dst) => ({ op: 'binary', dst, kind: 'eq', a, b: zero, site: f.site(node) }));
  };
}

function cmpxchg(order: Order, place: (f: Lowering, node: ts.CallExpression) => MemoryPlace | undefined): Intrinsic {
  return (f, node) => {
    const p = place(f, node);
    const expected = f.use(argument(f, node, 1));
    const value = f.use(argument(f, node, 2));
    if (!p) return NOTHING;
    return f.result(p.type, (dst) => ({ op: 'cmpxchg', dst, address: p.address, offset: p.offset, expected, value, place: p.place, order, site: f.site(node) }));
  };
}

function xchg(order: Order): Intrinsic {
  return (f, node) => {
    const place = placeArgument(f, node, 0);
    const value = f.use(argument(f, node, 1));
    return place ? rmw(f, node, place, 'xchg', value, order, place.type) : NOTHING;
  };
}

function read(order: Order): Intrinsic {
  return (f, node) => {
    const place = counterPlace(f, node, 0);
    return place ? loadPlace(f, node, place, order) : NOTHING;
  };
}

function set(order: Order): Intrinsic {
  return (f, node) => {
    const place = counterPlace(f, node, 0);
    const value = argument(f, node, 1);
    if (place) storePlace(f, node, place, value, order);
    return NOTHING;
  };
}

function table(): Record<string, Intrinsic> {
  const t: Record<string, Intrinsic> = {
    atomic_read: read('once'),
    atomic_read_acquire: read('acquire'),
    atomic_set: set('once'),
    atomic_set_release: set('release'),
    atomic_add: arithmetic('add', null, 'none', 'relaxed'),
    atomic_sub: arithmetic('sub', null, 'none', 'relaxed'),
    atomic_inc: arithmetic('add', 1, 'none', 'relaxed'),
    atomic_dec: arithmetic('sub', 1, 'none', 'relaxed'),
    atomic_or: arithmetic('or', null, 'none', 'relaxed'),
    atomic_and: arithmetic('and', null, 'none', 'relaxed'),
    atomic_andnot: arithmetic('and', null, 'none', 'relaxed', true),
    atomic_dec_and_test: arithmetic('sub', 1, 'zero', 'full'),
  };
  for (const [suffix, order] of ORDERS) {
    t[`atomic_add_return${suffix}`] = arithmetic('add', null, 'new', order);
    t[`atomic_sub_return${suffix}`] = arithmetic('sub', null, 'new', order);
    t[`atomic_inc_return${suffix}`] = arithmetic('add', 1, 'new', order);
    t[`atomic_dec_return${suffix}`] = arithmetic('sub', 1, 'new', order);
    t[`atomic_fetch_add${suffix}`] = arithmetic('add', null, 'old', order);
    t[`atomic_fetch_sub${suffix}`] = arithmetic('sub', null, 'old', order);
    t[`atomic_fetch_or${suffix}`] = arithmetic('or', null, 'old', order);
    t[`atomic_fetch_and${suffix}`] = arithmetic('and', null, 'old', order);
    t[`atomic_fetch_andnot${suffix}`] = arithmetic('and', null, 'old', order, true);
    t[`atomic_cmpxchg${suffix}`] = cmpxchg(order, (f, node) => counterPlace(f, node, 0));
    t[`cmpxchg${suffix}`] = cmpxchg(order, (f, node) => placeArgument(f, node, 0));
    t[`xchg${suffix}`] = xchg(order);
  }
  return t;
}

export const ATOMICS: Record<string, Intrinsic> = table();
