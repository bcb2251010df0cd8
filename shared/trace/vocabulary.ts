/**
 * What the event names mean on the timeline: which row of a lane a category belongs to, and what its arguments are called.
 * Names are the kernel files' tracepoints; those that a scenario adds get a row by their first word.
 */
import { eventKind } from './events.ts';

export interface Category {
  /** `fault`, `mmap_lock.wait`; for an instant the event's whole name. */
  name: string;
  /** Its colour: index into the palette. */
  colour: number;
}

/** Categories that share a row of a lane. A category's place in the list is what slices keep. */
export interface RowKind {
  /** As the lane's header shows it. */
  label: string;
  categories: Category[];
  /** Its slices do not nest in themselves: a second begin means that an end was lost. */
  exclusive: boolean;
  /** Marks in time instead of slices. */
  instants: boolean;
}

export const Phase = { begin: 0, end: 1, instant: 2 } as const;

export interface Vocabulary {
  /** Rows of a lane from top to bottom. */
  rows: RowKind[];
  /** By event index: a `Phase`, an index into `rows`, and the category's place in it. */
  phase: Uint8Array;
  row: Uint8Array;
  category: Uint8Array;
}

/** `tracer`: a thread paused between two operations, until the trace so far has been read. */
const operations = ['fault', 'mmap', 'munmap', 'mprotect', 'madvise', 'brk', 'mremap', 'fork', 'mlock', 'mbind', 'userfaultfd', 'collapse', 'tracer'];
const rowOrder = ['operation', 'mmap_lock', 'vma_lock', 'rcu'];
const eventsRow = 'events';
/** The rarer and more telling first: where many fall on one pixel, the first of them is shown. */
const instantOrder = [
  'vma_lock.refused', 'abort', 'retry', 'miss', 'wake', 'vma_lock.mark', 'vma_lock.end_write_all', 'rcu.free', 'zap', 'rcu.call', 'pte.install',
];
const knownColours = [
  ...['fault', 'mmap', 'munmap', 'mprotect', 'madvise'],
  'tracer',
  ...['mmap_lock.read', 'mmap_lock.write', 'mmap_lock.wait', 'vma_lock.read', 'vma_lock.wait', 'rcu', 'rcu.gp'],
  ...instantOrder,
];
/** Colours for categories that nobody foresaw, in turn. */
export const spareColours = 3;
export const colourNames: readonly string[] = [...knownColours, ...Array.from({ length: spareColours }, (_, i) => `spare ${i}`)];

/** @param events names by event index, as `SessionMeta.events`. */
export function vocabularyOf(events: readonly string[]): Vocabulary {
  const places = events.map(placeOf);
  const labels = [...new Set(places.map(({ row }) => row))].sort((x, y) => rank(x) - rank(y) || (x < y ? -1 : 1));
  let spare = 0;
  const rows = labels.map((label): RowKind => {
    const names = [...new Set(places.filter(({ row }) => row === label).map(({ name }) => name))];
    if (label === eventsRow) names.sort((x, y) => instantRank(x) - instantRank(y));
    const categories = names.map((name) => {
      const known = knownColours.indexOf(name);
      return { name, colour: known >= 0 ? known : knownColours.length + (spare++ % spareColours) };
    });
    return { label, categories, exclusive: label === 'operation' || label === 'rcu', instants: label === eventsRow };
  });
  const rowOf = places.map(({ row }) => labels.indexOf(row));
  return {
    rows,
    phase: Uint8Array.from(places, ({ phase }) => Phase[phase]),
    row: Uint8Array.from(rowOf),
    category: Uint8Array.from(places, ({ name }, event) => rows[rowOf[event]!]!.categories.findIndex((category) => category.name === name)),
  };
}

/** Whether the program has a tracepoint: pauses are the tracer's own. */
export function hasTracepoints(events: readonly string[]): boolean {
  return events.some((event) => !event.startsWith('tracer:'));
}

function placeOf(event: string): { phase: 'begin' | 'end' | 'instant'; row: string; name: string } {
  const { name, category, phase } = eventKind(event);
  if (phase === 'instant') return { phase, row: eventsRow, name };
  const word = category.split('.')[0]!;
  return { phase, row: operations.includes(category) ? 'operation' : word, name: category };
}

function rank(row: string): number {
  if (row === eventsRow) return Infinity;
  const known = rowOrder.indexOf(row);
  return known < 0 ? rowOrder.length : known;
}

/** Unknown ones between those that tell of trouble and the everyday ones. */
function instantRank(name: string): number {
  const known = instantOrder.indexOf(name);
  return known < 0 ? 4.5 : known;
}

/** Waiting is what one looks for: such slices are drawn in the colour and the pattern of a warning. */
export function isWait(category: string): boolean {
  return category.endsWith('.wait');
}
