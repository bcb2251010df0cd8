/** Lowering of the library's functions (`lib.d.ts`) other than the scenario's declarations. */
import ts from 'typescript';
import type { FieldType } from '../layout.ts';
import { ATOMICS } from './atomics.ts';
import { checkAssignable } from './assignment.ts';
import { lowerExpression } from './expression.ts';
import { NOTHING, WRONG, type Lowering, type Value } from './lowering.ts';
import { loadPlace, lowerPlace, storePlace, type MemoryPlace } from './place.ts';
import { noSuchProperty } from './properties.ts';
import { BAD_START } from './switches.ts';
import { BOOLEAN, INT, isNumber, UINT, ULONG, type ValueType } from './types.ts';
import { lowerAtomicBlock, lowerAtomicWhen, lowerTake, lowerWait } from './waiting.ts';

export type Intrinsic = (f: Lowering, node: ts.CallExpression) => Value;
type Order = Parameters<typeof loadPlace>[3];

/** The place a macro is given. */
export function placeArgument(f: Lowering, node: ts.CallExpression, index: number): MemoryPlace | undefined {
  const arg = node.arguments[index];
  if (!arg) return undefined;
  const place = lowerPlace(f, arg);
  if (place && 'variable' in place) {
    f.error(arg, 'place', 'a shared place is needed here: a field, an array element or a top-level variable, not a local one');
    return undefined;
  }
  if (place?.type.kind === 'embedded' || place?.type.kind === 'array') {
    f.error(arg, 'place', `a word is needed here, not all of ${place.type.kind === 'array' ? 'an array' : place.type.struct}: name one of its parts`);
    return undefined;
  }
  return place;
}

export function argument(f: Lowering, node: ts.CallExpression, index: number): Value {
  const arg = node.arguments[index];
  return arg ? lowerExpression(f, arg) : WRONG;
}

/** An argument that is stored in the place or compared with what it holds. */
export function valueArgument(f: Lowering, node: ts.CallExpression, index: number, place: MemoryPlace | undefined): Value {
  const value = argument(f, node, index);
  if (place) checkAssignable(f, node.arguments[index] ?? node, place.type, value.type);
  return value;
}

const load = (order: Order): Intrinsic => (f, node) => {
  const place = placeArgument(f, node, 0);
  return place ? loadPlace(f, node, place, order) : WRONG;
};

const store = (order: Order): Intrinsic => (f, node) => {
  const place = placeArgument(f, node, 0);
  const value = valueArgument(f, node, 1, place);
  if (!place) return WRONG;
  storePlace(f, node, place, value, order);
  return NOTHING;
};

const fence = (kind: 'mb' | 'rmb' | 'wmb'): Intrinsic => (f, node) => {
  f.builder.emit({ op: 'fence', kind, site: f.site(node) });
  return NOTHING;
};

/** The struct named by an intrinsic's type argument, as in `alloc<vm_area_struct>()`. */
function structArgument(f: Lowering, node: ts.CallExpression): string | undefined {
  const type = node.typeArguments?.[0];
  const resolved: FieldType | undefined = type && f.unit.types.resolve(type);
  if (resolved?.kind === 'pointer') return resolved.struct;
  // What is wrong with one that is no type at all has been told where it is written.
  if (resolved?.kind !== 'unknown') f.error(node, 'type', `name the struct: ${node.expression.getText()}<some_struct>(…)`);
  return undefined;
}

/** The text of a string literal argument: names and messages must be written out. */
function textArgument(f: Lowering, node: ts.CallExpression, index: number, what: string): string {
  const arg = node.arguments[index];
  if (arg && ts.isStringLiteralLike(arg)) return arg.text;
  if (arg) f.error(arg, 'string', `${what} is written out as a string`);
  return '';
}

function local(f: Lowering, node: ts.CallExpression): Value {
  const struct = structArgument(f, node);
  if (!struct) return WRONG;
  const slot = f.unit.locals.push({ struct, fn: f.name, size: f.unit.types.layout(struct)?.size ?? 4 }) - 1;
  f.builder.locals.push(slot);
  return f.result({ kind: 'pointer', struct }, (dst) => ({ op: 'localAddress', dst, slot }));
}

function containerOf(f: Lowering, node: ts.CallExpression): Value {
  const struct = structArgument(f, node);
  const member = pointerArgument(f, node);
  const field = textArgument(f, node, 1, 'the field\'s name');
  const layout = struct && f.unit.types.layout(struct)?.fields.find((x) => x.name === field);
  if (!struct || !layout) return WRONG;
  if (layout.type.kind !== 'embedded') return f.error(node.arguments[1]!, 'place', `${struct}.${field} is no embedded struct: no pointer leads to it`);
  if (member.type.kind === 'pointer') checkAssignable(f, node.arguments[0]!, { kind: 'pointer', struct: layout.type.struct }, member.type);
  const type: ValueType = { kind: 'pointer', struct };
  const a = f.use(member);
  if (layout.offset === 0) return { type, reg: a };
  const b = f.use({ type: ULONG, constant: layout.offset });
  return f.result(type, (dst) => ({ op: 'binary', dst, kind: 'sub', a, b, site: f.site(node) }));
}

/** A pointer to any object. To TypeScript, a function is one, too. */
function pointerArgument(f: Lowering, node: ts.CallExpression): Value {
  const value = argument(f, node, 0);
  return value.type.kind === 'callback' ? f.error(node.arguments[0]!, 'type', 'a callback is no address: it points to no object') : value;
}

function free(f: Lowering, node: ts.CallExpression): Value {
  const value = pointerArgument(f, node);
  f.builder.emit({ op: 'free', object: f.use(value), struct: value.type.kind === 'pointer' ? value.type.struct : null, site: f.site(node) });
  return NOTHING;
}

function cast(f: Lowering, node: ts.CallExpression): Value {
  const struct = structArgument(f, node);
  const value = pointerArgument(f, node);
  return struct ? f.retype(value, { kind: 'pointer', struct }) : WRONG;
}

function assert(f: Lowering, node: ts.CallExpression): Value {
  const condition = f.use(argument(f, node, 0));
  const message = node.arguments.length > 1 ? textArgument(f, node, 1, 'the message') : (node.arguments[0]?.getText() ?? '');
  f.builder.emit({ op: 'assert', condition, message, site: f.site(node) });
  return NOTHING;
}

function bound(f: Lowering, node: ts.CallExpression): Value {
  const condition = f.use(argument(f, node, 0));
  const message = textArgument(f, node, 1, 'the reason');
  f.builder.emit({ op: 'assert', condition, message, site: f.site(node), bound: true });
  return NOTHING;
}

function tracepoint(f: Lowering, node: ts.CallExpression): Value {
  const event = f.unit.events.of(textArgument(f, node, 0, 'the event\'s name'));
  const a = node.arguments.length > 1 ? f.use(argument(f, node, 1)) : null;
  const b = node.arguments.length > 2 ? f.use(argument(f, node, 2)) : null;
  f.builder.emit({ op: 'tracepoint', event, a, b, site: f.site(node) });
  return NOTHING;
}

function check(f: Lowering, node: ts.CallExpression): Value {
  const property = textArgument(f, node, 0, 'the property\'s name');
  if (node.arguments[0] && property !== '' && !f.unit.properties.has(property)) f.error(node.arguments[0], 'property', noSuchProperty(f.unit, property));
  const condition = f.use(argument(f, node, 1));
  const about = node.arguments.length > 2 ? f.use(argument(f, node, 2)) : null;
  f.builder.emit({ op: 'check', property, condition, about, site: f.site(node) });
  return NOTHING;
}

const onlyAtTopLevel: Intrinsic = (f, node) => f.error(node, 'scenario', `\`${node.expression.getText()}\` stands at the top level of a scenario`);

const TABLE: Record<string, Intrinsic> = {
  READ_ONCE: load('once'),
  WRITE_ONCE: store('once'),
  smp_load_acquire: load('acquire'),
  smp_store_release: store('release'),
  rcu_dereference: load('dependency'),
  rcu_assign_pointer: store('release'),
  smp_mb: fence('mb'),
  smp_rmb: fence('rmb'),
  smp_wmb: fence('wmb'),
  ...ATOMICS,
  atomic: lowerAtomicBlock,
  atomic_when: lowerAtomicWhen,
  wait_until: (f, node) => lowerWait(f, node, false),
  spin_until: (f, node) => lowerWait(f, node, true),
  spin_cmpxchg_acquire: lowerTake,
  futex_wait: (f, node) => {
    const place = placeArgument(f, node, 0);
    const expected = f.use(valueArgument(f, node, 1, place));
    if (f.atomicDepth > 0) f.error(node, 'blocking', 'an atomic block may not wait');
    if (place) f.builder.emit({ op: 'futexWait', address: place.address, offset: place.offset, expected, place: place.place, site: f.site(node) });
    return NOTHING;
  },
  futex_wake: (f, node) => {
    const place = placeArgument(f, node, 0);
    const count = f.use(argument(f, node, 1));
    if (place) f.builder.emit({ op: 'futexWake', address: place.address, offset: place.offset, count, place: place.place, site: f.site(node) });
    return NOTHING;
  },
  cpu_relax: (f, node) => (f.builder.emit({ op: 'cpuRelax', site: f.site(node) }), NOTHING),
  deadline_after_us: (f, node) => {
    const us = f.use(argument(f, node, 0));
    return f.result(UINT, (dst) => ({ op: 'deadlineAfter', dst, us }));
  },
  deadline_passed: (f, node) => {
    const deadline = f.use(argument(f, node, 0));
    return f.result(BOOLEAN, (dst) => ({ op: 'deadlinePassed', dst, deadline, site: f.site(node) }));
  },
  this_thread: (f) => f.result(INT, (dst) => ({ op: 'thisThread', dst })),
  this_instance: (f) => f.result(INT, (dst) => ({ op: 'thisInstance', dst })),
  thread_count: (f) => f.result(INT, (dst) => ({ op: 'threadCount', dst })),
  pick: (f, node) => {
    const value = argument(f, node, 0);
    if (isNumber(value.type) && value.constant !== undefined && value.constant < 1) f.error(node, 'call', 'pick(n) needs n of at least 1');
    const n = f.use(value);
    return f.result(INT, (dst) => ({ op: 'pick', dst, n, site: f.site(node) }));
  },
  alloc: (f, node) => {
    const struct = structArgument(f, node);
    return struct ? f.result({ kind: 'pointer', struct }, (dst) => ({ op: 'alloc', dst, struct, site: f.site(node) })) : WRONG;
  },
  free,
  local,
  container_of: containerOf,
  cast,
  address_of: (f, node) => {
    f.builder.numbersAddresses = true;
    return f.retype(pointerArgument(f, node), ULONG);
  },
  sizeof: (f, node) => ({ type: UINT, constant: f.unit.types.sizeWithLines(structArgument(f, node) ?? '') }),
  assert,
  likely: (f, node) => argument(f, node, 0),
  unlikely: (f, node) => argument(f, node, 0),
  check,
  bound,
  tracepoint,
  count_event: (f, node) => (f.builder.emit({ op: 'countEvent', counter: f.unit.counters.of(textArgument(f, node, 0, 'the counter\'s name')) }), NOTHING),
  latency_start: (f) => f.result(UINT, (dst) => ({ op: 'latencyStart', dst })),
  latency_end: (f, node) => {
    const histogram = f.unit.histograms.of(textArgument(f, node, 0, 'the histogram\'s name'));
    f.builder.emit({ op: 'latencyEnd', histogram, start: f.use(argument(f, node, 1)) });
    return NOTHING;
  },
  config: (f, node) => {
    const value = f.unit.constants.expression(node);
    if (!value) f.unit.constants.explain(node, BAD_START);
    return value ? { type: value.type, constant: value.value } : WRONG;
  },
  scenario: onlyAtTopLevel, setup: onlyAtTopLevel, teardown: onlyAtTopLevel, thread: onlyAtTopLevel, kthread: onlyAtTopLevel,
  always: onlyAtTopLevel, sometimes: onlyAtTopLevel, override: onlyAtTopLevel,
  property: onlyAtTopLevel, lifetime: onlyAtTopLevel, deadlock: onlyAtTopLevel, starvation: onlyAtTopLevel, observe: onlyAtTopLevel, observe_call: onlyAtTopLevel,
  observe_return: onlyAtTopLevel, observe_read: onlyAtTopLevel, observe_write: onlyAtTopLevel,
};

export const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map(Object.entries(TABLE));
