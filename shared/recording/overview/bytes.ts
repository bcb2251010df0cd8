/**
 * `ovrv`, since 1.3: an overview as bytes, little-endian.
 *
 * ```
 *   0        8                         from here on, for each row: its nodes' columns
 *   ├ length ┼ JSON: the rows … pad to 8 ┼ start f64 … ┼ end f64 … ┼ busy f64 … ┼ slices u32 … pad to 8 ┼ …
 * ```
 * Rows and categories go by their names: where they stand is this version's choice.
 */
import { z } from '../../ipc/schema.ts';
import { maxDepth } from '../../trace/openSlices.ts';
import type { Vocabulary } from '../../trace/vocabulary.ts';
import type { OverviewRow } from './overview.ts';

const header = z
  .array(z.object({
    thread: z.int().min(0).max(255),
    row: z.string(),
    depth: z.int().min(0).max(maxDepth - 1),
    categories: z.array(z.string()).min(1).max(256),
    nodes: z.int().min(0).max(1 << 20),
  }))
  .max(256 * 256 * maxDepth);

const HEAD = 8;

export function encodeOverview(rows: readonly OverviewRow[], { rows: kinds }: Vocabulary): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(rows.map(({ thread, row, depth, count }) => ({
    thread, row: kinds[row]!.label, depth, categories: kinds[row]!.categories.map(({ name }) => name), nodes: count,
  }))));
  const first = HEAD + padded(json.length);
  const bytes = new Uint8Array(rows.reduce((sum, { count, categories }) => sum + bytesOf(count, categories), first));
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, HEAD);
  let at = first;
  for (const { count, categories, start, end, busy, slices } of rows) {
    const columns = columnsAt(bytes.buffer, at, count, categories);
    columns.start.set(start);
    columns.end.set(end);
    columns.busy.set(busy);
    columns.slices.set(slices);
    at += bytesOf(count, categories);
  }
  return bytes;
}

/** Null when it is not as it should be, or of a vocabulary that is not this one's: then it has to be made anew. `bytes` begins its buffer. */
export function decodeOverview(bytes: Uint8Array<ArrayBuffer>, { rows: kinds }: Vocabulary, threads: number): OverviewRow[] | null {
  const told = headerOf(bytes);
  if (!told) return null;
  const rows: OverviewRow[] = [];
  let at = HEAD + padded(told.jsonBytes);
  for (const { thread, row: label, depth, categories: names, nodes } of told.rows) {
    const row = kinds.findIndex((kind) => kind.label === label);
    const same = row >= 0 && thread < threads && names.length === kinds[row]!.categories.length && kinds[row]!.categories.every(({ name }, i) => name === names[i]);
    if (!same || at + bytesOf(nodes, names.length) > bytes.length) return null;
    const found = { thread, row, depth, categories: names.length, count: nodes, ...columnsAt(bytes.buffer, at, nodes, names.length) };
    if (!isOrdered(found)) return null;
    rows.push(found);
    at += bytesOf(nodes, names.length);
  }
  return at === bytes.length && isSorted(rows) ? rows : null;
}

function headerOf(bytes: Uint8Array<ArrayBuffer>): { jsonBytes: number; rows: z.infer<typeof header> } | null {
  if (bytes.length < HEAD || bytes.byteOffset !== 0) return null;
  const jsonBytes = new DataView(bytes.buffer).getUint32(0, true);
  if (HEAD + padded(jsonBytes) > bytes.length) return null;
  try {
    const parsed = header.safeParse(JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD, HEAD + jsonBytes))));
    return parsed.success ? { jsonBytes, rows: parsed.data } : null;
  } catch {
    return null;
  }
}

/** Whether its nodes follow each other in time, and their sums are sums. */
function isOrdered({ count, start, end, busy }: OverviewRow): boolean {
  let last = -Infinity;
  for (let i = 0; i < count; i++) {
    if (!(start[i]! >= last && end[i]! >= start[i]! && end[i]! < Infinity)) return false;
    last = end[i]!;
  }
  return busy.every((time) => time >= 0 && time < Infinity);
}

/** Whether no row is there twice, and none without those it is nested in. */
function isSorted(rows: readonly OverviewRow[]): boolean {
  return rows.every(({ thread, row, depth }, i) => {
    const before = rows[i - 1];
    const follows = before?.thread === thread && before.row === row;
    if (depth > 0) return follows && before.depth === depth - 1;
    return !before || before.thread < thread || (before.thread === thread && before.row < row);
  });
}

function columnsAt(buffer: ArrayBuffer, at: number, nodes: number, categories: number): Pick<OverviewRow, 'start' | 'end' | 'busy' | 'slices'> {
  return {
    start: new Float64Array(buffer, at, nodes),
    end: new Float64Array(buffer, at + nodes * 8, nodes),
    busy: new Float64Array(buffer, at + nodes * 16, nodes * categories),
    slices: new Uint32Array(buffer, at + nodes * (16 + 8 * categories), nodes * categories),
  };
}

function bytesOf(nodes: number, categories: number): number {
  return padded(nodes * (16 + 12 * categories));
}

function padded(bytes: number): number {
  return (bytes + 7) & ~7;
}
