/** Names of the host (a browser, Node, JavaScript's library) that people may reach for, and what to use instead. */
import type ts from 'typescript';

const INSTEAD: Record<string, string> = {
  Array: 'declare a field or a global as ArrayOf<T, N>',
  Atomics: 'use atomic_t, cmpxchg or xchg',
  Date: 'use deadline_after_us or latency_start',
  Infinity: '',
  JSON: '',
  Map: '',
  Math: 'write it out; pick(n) chooses a number',
  NaN: '',
  Number: '',
  Object: '',
  Promise: 'a thread waits with wait_until or futex_wait',
  Set: '',
  SharedArrayBuffer: 'top-level `let` variables are shared memory',
  String: '',
  Symbol: '',
  arguments: 'name the parameters',
  console: 'use tracepoint or count_event',
  document: '',
  eval: '',
  fetch: '',
  globalThis: '',
  performance: 'use latency_start and latency_end',
  process: '',
  require: '',
  setInterval: 'threads repeat their bodies; they wait with wait_until or futex_wait',
  setTimeout: 'a thread waits with wait_until or futex_wait',
  undefined: 'use NULL for pointers, 0 for numbers',
  window: '',
};

/** The complaint about a name that means something in the host only; undefined for any other name. */
export function hostName(node: ts.Identifier): string | undefined {
  if (!Object.hasOwn(INSTEAD, node.text)) return undefined;
  const instead = INSTEAD[node.text] || 'a program sees the kernel, its scenario and the dialect\'s library';
  return `there is no \`${node.text}\` in the dialect: ${instead}`;
}
