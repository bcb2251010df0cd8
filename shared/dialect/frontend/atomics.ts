/** Atomic read-modify-write: `cmpxchg`, `xchg` and the `atomic_*` family, read off their systematic names. */
import type ts from 'typescript';
import type { Order, RmwOp } from '../ir.ts';
import type { FieldType } from '../layout.ts';
import { argument, placeArgument, valueArgument, type Intrinsic } from './intrinsics.ts';
import { NOTHING, WRONG, type Lowering, type Value } from './lowering.ts';
import { loadPlace, lowerPlace, namesMemory, storePlace, type MemoryPlace } from './place.ts';
import { BOOLEAN, INT, showType, type ValueType } from './types.ts';
import { lowerExpression } from './expression.ts';

const ORDERS: [suffix: string, order: Order][] = [['', 'full'], ['_acquire', 'acquire'], ['_release', 'release'], ['_relaxed', 'relaxed']];

/** The `counter` of an `atomic_t` argument. It is shown under the name of the field that holds the atomic_t. */
function counterPlace(f: Lowering, node: ts.CallExpression, index: number): MemoryPlace | undefined {
  const arg = node.arguments[index];
  if (!arg) return undefined;
  const place = namesMemory(f, arg) ? lowerPlace(f, arg) : undefined;
  if (place && !('variable' in place) && isAtomic(place.type)) return { ...place, type: INT };
  if (!place && namesMemory(f, arg)) return undefined;
  const value = place && !('variable' in place) ? loadPlace(f, arg, place, 'plain') : lowerExpression(f, arg);
  if (value.type.kind === 'unknown') return undefined;
  if (value.type.kind !== 'pointer' || value.type.struct !== 'atomic_t') {
    f.error(arg, 'type', `an atomic_t is needed here, not ${showType(value.type)}`);
    return undefined;
  }
  return { address: f.use(value), offset: 0, type: INT, place: { struct: 'atomic_t', field: 'counter' } };
}

function isAtomic(type: FieldType): boolean {
  return type.kind === 'embedded' && type.struct === 'atomic_t';
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
    if (!place) return WRONG;
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
    const expected = f.use(valueArgument(f, node, 1, p));
    const value = f.use(valueArgument(f, node, 2, p));
    if (!p) return WRONG;
    return f.result(p.type, (dst) => ({ op: 'cmpxchg', dst, address: p.address, offset: p.offset, expected, value, place: p.place, order, site: f.site(node) }));
  };
}

function xchg(order: Order): Intrinsic {
  return (f, node) => {
    const place = placeArgument(f, node, 0);
    const value = f.use(valueArgument(f, node, 1, place));
    return place ? rmw(f, node, place, 'xchg', value, order, place.type) : WRONG;
  };
}

function read(order: Order): Intrinsic {
  return (f, node) => {
    const place = counterPlace(f, node, 0);
    return place ? loadPlace(f, node, place, order) : WRONG;
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
