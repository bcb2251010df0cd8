/** What the kernel files' tracepoints mean by their two arguments, and by the second one of an end. */
import type { ThreadInfo } from './session.ts';

interface ArgumentNames {
  a?: Meaning;
  b?: Meaning;
  result?: Meaning;
}

interface Meaning {
  name: string;
  /** What each value stands for; without, it is shown as an address. */
  values?: readonly string[];
  as?: 'number' | 'address' | 'thread';
}

const address: Meaning = { name: 'address' };
const start: Meaning = { name: 'start' };
const length: Meaning = { name: 'length' };
const mm: Meaning = { name: 'mm' };
const vma: Meaning = { name: 'vma' };
const lockSequence: Meaning = { name: 'mm_lock_seq', as: 'number' };
const error: Meaning = { name: 'result', as: 'number' };
const operation: ArgumentNames = { a: start, b: length, result: error };

const meanings: Record<string, ArgumentNames> = {
  fault: { a: address, b: { name: 'access', values: ['read', 'write'] }, result: { name: 'path', values: ['VMA lock', 'mmap_lock', 'error'] } },
  mmap: operation,
  munmap: operation,
  mprotect: operation,
  madvise: { a: start, b: length },
  mlock: operation,
  mbind: operation,
  userfaultfd: operation,
  brk: { a: { name: 'end' }, result: error },
  mremap: { a: start, b: { name: 'to' }, result: error },
  fork: { a: mm, result: { name: 'child' } },
  collapse: { a: address, result: error },
  'mmap_lock.read': { a: mm },
  'mmap_lock.write': { a: mm },
  'mmap_lock.wait': { a: mm },
  'vma_lock.read': { a: vma },
  'vma_lock.wait': { a: vma },
  'vma_lock.mark': { a: vma, b: lockSequence },
  'vma_lock.end_write_all': { a: mm, b: lockSequence },
  'vma_lock.refused': { a: vma, b: { name: 'why', values: ['marked', 'busy', 'marked meanwhile'] } },
  rcu: {},
  'rcu.gp': {},
  'rcu.call': { a: { name: 'head' } },
  'rcu.free': { a: vma },
  wake: { a: { name: 'task', as: 'thread' }, b: { name: 'lock' } },
  miss: { a: address, b: vma },
  abort: { a: address },
  retry: { a: address },
  'pte.install': { a: address, b: { name: 'page' } },
  'pte.copy': { a: { name: 'page' }, b: { name: 'copy' } },
  'pmd.copy': { a: { name: 'table' }, b: { name: 'copy' } },
  'stack.grow': { a: start, b: vma },
  'tlb.flush': { a: start, b: { name: 'end' } },
  'tlb.store': { a: address, b: { name: 'page' } },
  'maps.line': { a: start, b: { name: 'end' } },
  zap: { a: start, b: { name: 'end' } },
  tracer: {},
};
const unknown: ArgumentNames = { a: { name: 'a' }, b: { name: 'b' } };

/** What an event's arguments are a range of: `length`, from the first on so many; `end`, from the first to before the second; null: of nothing. */
export type Extent = 'length' | 'end' | null;

export function extentOf(category: string): Extent {
  const { a, b } = meanings[category] ?? unknown;
  if (a !== start) return null;
  return b === length ? 'length' : b?.name === 'end' ? 'end' : null;
}

export interface Argument {
  name: string;
  value: string;
}

/** @param result null when the end is not known, or there is none. */
export function argumentsOf(category: string, a: number, b: number, result: number | null, threads: readonly ThreadInfo[]): Argument[] {
  const names = meanings[category] ?? unknown;
  const pairs: [Meaning | undefined, number | null][] = [[names.a, a], [names.b, b], [names.result, result]];
  return pairs.flatMap(([meaning, value]) => (meaning && value !== null ? [{ name: meaning.name, value: written(meaning, value, threads) }] : []));
}

function written({ values, as }: Meaning, value: number, threads: readonly ThreadInfo[]): string {
  if (as === 'thread') return threads.find(({ index }) => index === value)?.name ?? String(value | 0);
  if (values) return values[value] ?? String(value);
  return as === 'number' ? String(value | 0) : `0x${value.toString(16)}`;
}
