/**
 * The tree over a state's chunks that runtime/store.ts stores: how many groups of references there are, and which reference stands for what.
 *
 * ```
 *   group 0, the root       [ 1 2 ]                              two references: a pair
 *   more pairs            [ 3 4 ] [ 5 6 ]                        only of states with more than 16 chunks
 *   nodes       [ c c c c c . . . ] [ … ] [ … ] [ … ]            up to eight references: to chunks (c), or to nodes below
 * ```
 * Pairs are at the top, where there are many different ones: they take the least memory. Nodes are below, where few differ: they take
 * the fewest look-ups.
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
/** With more chunks than this, the root's halves are pairs, too; with more than the other, their halves as well. */
const PAIRS_ABOVE = 16;
const MORE_PAIRS_ABOVE = 256;

interface Part {
  from: number;
  chunks: number;
  /** Index of the reference to it. */
  up: number;
}

export function shapeOf(chunks: number): Shape {
  const child: number[] = [];
  const leaves: [chunk: number, up: number][] = [];
  const ups: number[] = [0];
  const divide = (group: number, { from, chunks: n }: Omit<Part, 'up'>, parts: number): Part[] => {
    const each = Array.from({ length: parts }, (_, i) => Math.floor((n * (i + 1)) / parts) - Math.floor((n * i) / parts));
    let at = from;
    return each.map((size, i) => ({ from: (at += size) - size, chunks: size, up: group * NODE + i })).filter((part) => part.chunks > 0);
  };
  const attach = (parts: Part[]): Part[] => parts.filter((part) => {
    if (part.chunks > 1) return true;
    leaves.push([part.from, part.up]);
    return false;
  });
  const open = (part: Part): number => {
    const group = ups.push(part.up) - 1;
    child[part.up] = group;
    return group;
  };
  let level = attach(divide(0, { from: 0, chunks }, 2));
  for (let more = chunks > MORE_PAIRS_ABOVE ? 2 : chunks > PAIRS_ABOVE ? 1 : 0; more > 0; more--) level = attach(level.flatMap((part) => divide(open(part), part, 2)));
  const pairs = ups.length;
  while (level.length > 0) level = attach(level.flatMap((part) => divide(open(part), part, Math.min(part.chunks, arity(part.chunks)))));
  const groups = ups.length;
  const up = new Uint32Array(groups + chunks);
  up.set(ups);
  const full = new Uint32Array(groups * NODE);
  child.forEach((group, at) => (full[at] = group));
  for (const [chunk, at] of leaves) {
    full[at] = groups + chunk;
    up[groups + chunk] = at;
  }
  return { pairs, groups, child: full, up };
}

/** References of a node over so many chunks: as few levels as possible, and none much fuller than another. */
function arity(chunks: number): number {
  const levels = Math.ceil(Math.log(chunks) / Math.log(NODE) - 1e-9);
  return Math.min(NODE, Math.ceil(chunks ** (1 / levels) - 1e-9));
}
