/** Where lanes and their rows are, from the top of all lanes, in CSS pixels. */
import type { Lane, Row } from '../model/lane.ts';

/** A lane is at least as high as its header's three lines. */
export const laneGeometry = { padding: 6, leastHeight: 44, sliceHeight: 18, instantHeight: 14, rowGap: 2 } as const;

export interface PlacedRow {
  row: Row;
  top: number;
  height: number;
}

export interface PlacedLane {
  lane: Lane;
  top: number;
  height: number;
  rows: PlacedRow[];
}

export interface Layout {
  lanes: PlacedLane[];
  height: number;
}

export function layoutOf(lanes: readonly Lane[]): Layout {
  const { padding, leastHeight, sliceHeight, instantHeight, rowGap } = laneGeometry;
  const placed: PlacedLane[] = [];
  let top = 0;
  for (const lane of lanes) {
    const rows: PlacedRow[] = [];
    let y = top + padding;
    for (const row of lane.rows) {
      const height = row.kind.instants ? instantHeight : sliceHeight;
      rows.push({ row, top: y, height });
      y += height + rowGap;
    }
    const inner = Math.max(leastHeight, y - rowGap - top - padding);
    const height = inner + 2 * padding;
    placed.push({ lane, top, height, rows });
    top += height;
  }
  return { lanes: placed, height: top };
}

export function laneAt(layout: Layout, y: number): PlacedLane | undefined {
  return layout.lanes.find((lane) => y >= lane.top && y < lane.top + lane.height);
}

export function rowAt(layout: Layout, y: number): PlacedRow | undefined {
  return laneAt(layout, y)?.rows.find((row) => y >= row.top && y < row.top + row.height + laneGeometry.rowGap);
}
