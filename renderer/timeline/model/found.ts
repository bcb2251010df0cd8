/** Where what was found in a recording is on the timeline, once its slices are there. */
import type { FoundEvent } from '../../../shared/recording/find.ts';
import type { SlicePlace } from './details.ts';
import { firstEndingFrom } from './find.ts';
import type { Row } from './lane.ts';
import type { TimelineModel } from './timelineModel.ts';

export function placeOf(model: TimelineModel, found: FoundEvent): SlicePlace | null {
  const { vocabulary } = model;
  const [kind, category] = [vocabulary.rows[vocabulary.row[found.event]!], vocabulary.category[found.event]!];
  const rows = model.rows().filter((row) => row.lane.thread.index === found.thread && row.kind === kind);
  for (const row of rows) {
    const index = indexIn(row, category, found);
    if (index >= 0) return { row, index };
  }
  return null;
}

function indexIn({ pyramid }: Row, category: number, { time, a, b }: FoundEvent): number {
  const { slices } = pyramid;
  for (let index = firstEndingFrom(pyramid, time); index < slices.count; index++) {
    const columns = slices.chunk(index);
    const at = slices.at(index);
    if (columns.start[at]! > time) break;
    if (columns.start[at] === time && columns.category[at] === category && columns.a[at] === a && columns.b[at] === b) return index;
  }
  return -1;
}
