/**
 * The Linux-kernel memory model by its axioms, for straight-line programs of marked accesses without dependencies: all ways in which loads could
 * find stores, and stores follow each other, of which those stay that linux-kernel.cat allows. (tools/memory-model/linux-kernel.cat since Linux 6.3,
 * which has rmw-sequences; without RCU, SRCU and plain accesses, and but for what isEarlierLoad says.) It shares nothing with the search, which has
 * views instead of axioms.
 */
export type OpKind = 'write' | 'release' | 'read' | 'acquire' | 'xchg' | 'xchg_relaxed' | 'xchg_acquire' | 'xchg_release' | 'mb' | 'wmb' | 'rmb';
export interface Op {
  kind: OpKind;
  /** Of what is accessed; of a fence, nobody looks at it. */
  word: number;
  value: number;
}
export const isLoad = ({ kind }: Op): boolean => kind === 'read' || kind === 'acquire' || isExchange(kind);
export const isExchange = (kind: OpKind): boolean => kind.startsWith('xchg');

/** `thread` -1: what a word holds at first. `reads`: of the store of a read-modify-write, its load. */
interface Event {
  thread: number;
  kind: 'R' | 'W' | 'F';
  word: number;
  value: number;
  acquire: boolean;
  release: boolean;
  fence: OpKind | null;
  reads: number;
}
/** For each event, a bit for each that comes after it. */
type Relation = Uint32Array;
type Pairs = (a: number, b: number) => boolean;

/** The outcomes: what the words hold in the end, then what each load found, in the order of the program's text. */
export function allowed(program: readonly (readonly Op[])[], words: number): Set<string> {
  const events = eventsOf(program, words);
  const count = events.length;
  const relation = (holds: Pairs): Relation => Uint32Array.from({ length: count }, (_, a) => events.reduce((bits, _event, b) => (holds(a, b) ? bits | (1 << b) : bits), 0));
  const or = (...all: Relation[]): Relation => Uint32Array.from({ length: count }, (_, a) => all.reduce((bits, r) => bits | r[a]!, 0));
  const both = (r: Relation, holds: Pairs): Relation => relation((a, b) => has(r, a, b) && holds(a, b));
  const then = (...all: Relation[]): Relation => all.reduce((first, second) => Uint32Array.from(first, (bits) => second.reduce((sum, next, b) => ((bits >>> b) & 1 ? sum | next : sum), 0)));
  const isAccess = (a: number): boolean => events[a]!.kind !== 'F';
  const same = relation((a, b) => a === b && isAccess(a));
  const star = (r: Relation): Relation => closed(or(r, same));
  const between = (a: number, b: number): boolean => events[a]!.thread !== events[b]!.thread;
  const order = relation((a, b) => events[a]!.thread >= 0 && !between(a, b) && a < b);
  const fenced = (fence: OpKind, kinds: string): Relation => relation((a, b) => kinds.includes(events[a]!.kind) && kinds.includes(events[b]!.kind) && events.some((e, f) => e.fence === fence && has(order, a, f) && has(order, f, b)));
  const strong = fenced('mb', 'RW');
  const wmb = fenced('wmb', 'W');
  const release = both(order, (a, b) => isAccess(a) && events[b]!.release);
  const fence = or(strong, release, wmb, fenced('rmb', 'R'), both(order, (a, b) => events[a]!.acquire && isAccess(b)));
  const sameWord = both(order, (a, b) => isAccess(a) && isAccess(b) && events[a]!.word === events[b]!.word);
  /** The search does not know that a load must have come before an earlier one of its thread (docs/memory-models.md). */
  const isEarlierLoad = (a: number, b: number): boolean => a < b && events[a]!.kind === 'R' && events[b]!.kind === 'R';
  /** From the load of a read-modify-write to its store. */
  const modifies = relation((a, b) => events[b]!.reads === a);
  const loads = events.flatMap(({ kind }, a) => (kind === 'R' ? [a] : []));
  const stores = Array.from({ length: words }, (_, word) => events.flatMap((e, a) => (e.kind === 'W' && e.word === word ? [a] : [])));

  /** `from`: for each load, the store that it finds. `place`: for each store, its place among those of its word. */
  function isAllowed(from: readonly number[], place: readonly number[]): boolean {
    const readsFrom = relation((a, b) => from[b] === a);
    const coherence = relation((a, b) => events[a]!.kind === 'W' && events[b]!.kind === 'W' && events[a]!.word === events[b]!.word && place[a]! < place[b]!);
    const fromReads = relation((a, b) => events[a]!.kind === 'R' && events[b]!.kind === 'W' && events[a]!.word === events[b]!.word && place[from[a]!]! < place[b]!);
    if (!isAcyclic(or(sameWord, readsFrom, coherence, fromReads))) return false;
    if (events.some((e, a) => e.reads >= 0 && place[a] !== place[from[e.reads]!]! + 1)) return false;
    const readsFromOthers = both(readsFrom, between);
    const overwrite = or(coherence, fromReads);
    const cumulative = then(or(strong, release, then(readsFromOthers, or(strong, release)), wmb), star(then(readsFrom, modifies)));
    const propagates = both(then(or(same, both(overwrite, between)), star(cumulative), or(same, readsFromOthers)), (a, b) => isAccess(a) && isAccess(b));
    const before = or(fence, both(overwrite, (a, b) => !between(a, b)), readsFromOthers, both(propagates, (a, b) => a !== b && !between(a, b) && !isEarlierLoad(a, b)));
    return isAcyclic(before) && isAcyclic(then(propagates, strong, star(before)));
  }

  const outcomes = new Set<string>();
  const orders = product(stores.map(([first, ...rest]) => permutations(rest).map((list) => [first!, ...list])));
  for (const found of product(loads.map((a) => stores[events[a]!.word]!))) {
    const from: number[] = [];
    loads.forEach((a, i) => (from[a] = found[i]!));
    for (const lists of orders) {
      const outcome = [...lists.map((list) => events[list.at(-1)!]!.value), ...found.map((a) => events[a]!.value)].join();
      const place: number[] = [];
      for (const list of lists) list.forEach((a, i) => (place[a] = i));
      if (!outcomes.has(outcome) && isAllowed(from, place)) outcomes.add(outcome);
    }
  }
  return outcomes;
}

function eventsOf(program: readonly (readonly Op[])[], words: number): Event[] {
  const none = { thread: -1, kind: 'F', word: -1, value: 0, acquire: false, release: false, fence: null, reads: -1 } as const;
  const events: Event[] = Array.from({ length: words }, (_, word) => ({ ...none, kind: 'W', word }));
  program.forEach((ops, thread) => {
    for (const { kind, word, value } of ops) {
      const [full, access] = [{ ...none, thread, fence: 'mb' } as const, { ...none, thread, word }];
      if (kind === 'xchg') events.push(full);
      if (isLoad({ kind, word, value })) events.push({ ...access, kind: 'R', acquire: kind.endsWith('acquire') });
      if (kind === 'write' || kind === 'release') events.push({ ...access, kind: 'W', value, release: kind === 'release' });
      else if (isExchange(kind)) events.push({ ...access, kind: 'W', value, release: kind.endsWith('release'), reads: events.length - 1 });
      else if (kind.endsWith('mb')) events.push({ ...full, fence: kind });
      if (kind === 'xchg') events.push(full);
    }
  });
  return events;
}

function has(r: Relation, a: number, b: number): boolean {
  return ((r[a]! >>> b) & 1) === 1;
}

function closed(r: Relation): Relation {
  const all = r.slice();
  for (let by = 0; by < all.length; by++) for (let a = 0; a < all.length; a++) if (has(all, a, by)) all[a]! |= all[by]!;
  return all;
}

function isAcyclic(r: Relation): boolean {
  return closed(r).every((bits, a) => ((bits >>> a) & 1) === 0);
}

function permutations(list: readonly number[]): number[][] {
  return list.length === 0 ? [[]] : list.flatMap((each) => permutations(list.filter((other) => other !== each)).map((rest) => [each, ...rest]));
}

function product<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((all, list) => all.flatMap((some) => list.map((each) => [...some, each])), [[]]);
}
