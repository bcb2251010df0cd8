/** Facts of every primitive and every kernel function, from their calls. */
import type { SourceText } from '../diagnostics.ts';
import type { Facts, Use, WaitKind } from './facts.ts';
import { outlineOf, type Call, type FunctionOutline, type Outline } from './outline.ts';
import { orderName, primitive } from './primitives.ts';

/** `kernel`: the files of one program, so with one variant; `library`: the text of `lib.d.ts`. */
export function factsOf(kernel: readonly SourceText[], library: string): Facts[] {
  const outline = outlineOf(kernel);
  const uses = usesOf(outline.calls);
  const primitives = [...new Set([...library.matchAll(/^declare function (\w+)/gm)].map(([, name]) => name!))];
  return [
    ...primitives.map((name) => ofPrimitive(name, uses.get(name) ?? [])),
    ...[...outline.functions.values()].map((fn) => ofFunction(fn, outline, uses.get(fn.name) ?? [])),
  ];
}

function usesOf(calls: readonly Call[]): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  for (const { name, file, line, column, fn } of calls) {
    const known = uses.get(name);
    if (known) known.push({ file, line, column, fn });
    else uses.set(name, [{ file, line, column, fn }]);
  }
  return uses;
}

function ofPrimitive(name: string, uses: Use[]): Facts {
  const { orders, waits, needs } = primitive(name) ?? {};
  return {
    name, kind: 'primitive', uses,
    orders: orders === undefined ? [] : [orders], ordersThrough: [],
    waits: waits ? [{ kind: waits.kind, path: [], on: waits.on }] : [],
    takes: [], releases: [], needs: needs === undefined ? [] : [needs],
  };
}

function ofFunction(fn: FunctionOutline, outline: Outline, uses: Use[]): Facts {
  const within = reach(fn, outline);
  const all = [...within.values()].flatMap(({ fn: { calls } }) => calls);
  const own = ordersIn(fn.calls);
  const [takes, releases] = [locks(all, 'begin', 'spin_lock'), locks(all, 'end', 'spin_unlock')];
  return {
    name: fn.name, kind: 'function', uses,
    orders: own.map(({ order, by }) => `${order} (${by})`),
    ordersThrough: distinct(ordersIn(all).map(({ order }) => order).filter((order) => !own.some((o) => o.order === order))),
    waits: waitsIn(within), takes, releases,
    needs: needsOf(within, takes),
  };
}

interface Reached {
  fn: FunctionOutline;
  /** The calls from the function that was asked about, itself left out. */
  path: string[];
}

/** A function and all that it calls, nearest first; not what it only hands on as a callback. */
function reach(from: FunctionOutline, { functions }: Outline): Map<string, Reached> {
  const seen = new Map<string, Reached>([[from.name, { fn: from, path: [] }]]);
  for (const { fn, path } of seen.values()) {
    for (const { name, value } of fn.calls) {
      const callee = functions.get(name);
      if (callee && !value && !seen.has(name)) seen.set(name, { fn: callee, path: [...path, name] });
    }
  }
  return seen;
}

function ordersIn(calls: readonly Call[]): { order: string; by: string }[] {
  const found = new Map<string, string>();
  for (const { name } of calls) {
    const order = orderName(name);
    if (order !== null && !found.has(order)) found.set(order, name);
  }
  return [...found].map(([order, by]) => ({ order, by }));
}

/** The nearest of each kind. */
function waitsIn(within: ReadonlyMap<string, Reached>): Facts['waits'] {
  const found = new Map<WaitKind, Facts['waits'][number]>();
  for (const { fn, path } of within.values()) {
    for (const { name, args } of fn.calls) {
      const waits = primitive(name)?.waits;
      if (waits && !found.has(waits.kind)) found.set(waits.kind, { kind: waits.kind, path: [...path, name], on: name.startsWith('spin_cmpxchg') || name === 'futex_wait' ? (args[0] ?? '') : waits.on });
    }
  }
  return [...found.values()];
}

/** Locks show on the timeline: `mmap_lock.read:begin`. Spin locks do not; there it is the argument. */
function locks(calls: readonly Call[], edge: 'begin' | 'end', spin: string): string[] {
  return distinct(
    calls.flatMap(({ name, args }) => {
      if (name === spin) return args[0] === undefined ? [] : [`spin lock ${args[0]}`];
      const event = name === 'tracepoint' ? /^'([\w.]+):(\w+)'$/.exec(args[0] ?? '') : null;
      return event?.[2] === edge ? lockName(event[1]!) : [];
    }),
  );
}

function lockName(category: string): string[] {
  if (category === 'rcu') return ['RCU read-side section'];
  const [, lock, how] = /^(\w+)\.(read|write)$/.exec(category) ?? [];
  return lock === undefined ? [] : [`${lock} for ${how}`];
}

/** Checks such as `mmap_assert_write_locked`, unless the lock is taken in here. */
function needsOf(within: ReadonlyMap<string, Reached>, takes: readonly string[]): string[] {
  const needs = new Map<string, string>();
  for (const { fn } of within.values()) {
    for (const { name } of fn.calls) {
      const [, lock] = /^([a-z]+)_assert_\w+$/.exec(name) ?? [];
      if (lock === undefined || needs.has(name) || /_assert_/.test(fn.name)) continue;
      const taken = takes.some((t) => t === `${lock}_lock for write` || (t === `${lock}_lock for read` && !name.includes('_write_')));
      if (!taken) needs.set(name, fn.name);
    }
  }
  return [...needs].map(([check, where]) => `what \`${check}\` checks in \`${where}\``);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
