/**
 * The tree over a state's chunks that runtime/store.ts stores: how many groups of references there are, and which reference stands for what.
 *
 * ```
 *   group 0, the root       [ 1 2 ]                              two references: a pair
 *   more pairs            [ 3 4 ] [ 5 6 ]                        over the parts of the state (parts.ts)
 *   nodes       [ c c c c c . . . ] [ … ] [ … ] [ … ]            up to eight references: to chunks (c), or to nodes below
 * ```
 * Pairs are at the top, where there are many different ones: they take the least memory. Nodes are below, where few differ: they take
 * the fewest look-ups. What changes together is a part of its own: if all that changes lay below one half, that half would differ
 * in nearly every state.
 */
export interface Shape {
  /** Groups 0 … pairs - 1 are pairs, then come the nodes; all after the groups that refer to them. */
  pairs: number;
  groups: number;
  /** For each reference of each group (eight a group) what it stands for: a group, `groups` + a chunk, or 0 for nothing. */
  child: Uint32Array;
  /** For each group and, from `groups` on, each chunk: the index in `child` of the reference to it. */
  up: Uint32Array;
}

const NODE = 8;

type Chunks = readonly number[];

/** `parts`: the chunks of each; together all from 0 on. */
export function shapeOf(parts: readonly Chunks[]): Shape {
  const chunks = parts.flat();
  const child: number[] = [];
  const leaves: [chunk: number, up: number][] = [];
  const ups: number[] = [0];
  const open = (up: number): number => {
    const group = ups.push(up) - 1;
    child[up] = group;
    return group;
  };
  const pairsOver: [up: number, parts: readonly Chunks[]][] = [];
  // Nodes come when all pairs have been opened.
  const nodesOver: [up: number, chunks: Chunks][] = [];
  const halve = (group: number, over: readonly Chunks[]): void => {
    divided(over, 2).forEach((half, i) => {
      const below = half.flat();
      const up = group * NODE + i;
      if (half.length === 1 || below.length <= NODE) nodesOver.push([up, below]);
      else pairsOver.push([up, half]);
    });
  };
  const filled = parts.filter((part) => part.length > 0);
  halve(0, filled.length > 1 ? filled : divided(chunks, 2));
  for (const [up, over] of pairsOver) halve(open(up), over);
  const pairs = ups.length;
  for (const [up, over] of nodesOver) {
    if (over.length === 1) {
      leaves.push([over[0]!, up]);
      continue;
    }
    const group = open(up);
    divided(over, arity(over.length)).forEach((some, i) => nodesOver.push([group * NODE + i, some]));
  }
  const groups = ups.length;
  const up = new Uint32Array(groups + chunks.length);
  up.set(ups);
  const full = new Uint32Array(groups * NODE);
  child.forEach((group, at) => (full[at] = group));
  for (const [chunk, at] of leaves) {
    full[at] = groups + chunk;
    up[groups + chunk] = at;
  }
  return { pairs, groups, child: full, up };
}

/** In so many, or fewer, none much longer than another, and none empty. */
function divided<T>(all: readonly T[], parts: number): T[][] {
  const end = (i: number): number => Math.floor((all.length * i) / parts);
  return Array.from({ length: parts }, (_, i) => all.slice(end(i), end(i + 1))).filter((part) => part.length > 0);
}

/** References of a node over so many chunks: as few levels as possible, and none much fuller than another. */
function arity(chunks: number): number {
  const levels = Math.ceil(Math.log(chunks) / Math.log(NODE) - 1e-9);
  return Math.min(NODE, Math.ceil(chunks ** (1 / levels) - 1e-9));
}
