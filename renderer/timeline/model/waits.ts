/** Who waited for which lock: from the slices that are kept by themselves. */
import { type Contended, ContentionTally } from '../../../shared/trace/contention.ts';
import { isWait } from '../../../shared/trace/vocabulary.ts';
import { firstEndingFrom } from './find.ts';
import type { Row } from './lane.ts';
import type { TimelineModel } from './timelineModel.ts';

/** Waits that end in `from` to `to` (ns), whole, by lock; those that cost most first. */
export function contention(model: TimelineModel, from: number, to: number): Contended[] {
  const tally = new ContentionTally(model.meta.threads, { range: { start: from, end: to }, mostSingle: Infinity });
  tellWakeUps(model, tally);
  for (const row of model.rows()) {
    if (!row.kind.instants && row.kind.categories.some(({ name }) => isWait(name))) tellWaits(row, from, to, tally);
  }
  tally.settle(Infinity);
  return tally.list();
}

function tellWaits(row: Row, from: number, to: number, tally: ContentionTally): void {
  const { kind: { categories }, pyramid, open, depth, lane } = row;
  const { slices } = pyramid;
  const waits = categories.map(({ name }) => isWait(name));
  for (let index = firstEndingFrom(pyramid, from); index < slices.count; index++) {
    const columns = slices.chunk(index);
    const at = slices.at(index);
    if (columns.start[at]! > to) break;
    const category = columns.category[at]!;
    if (waits[category]) tally.wait(lane.thread.index, categories[category]!.name, columns.a[at]!, columns.start[at]!, columns.end[at]!);
  }
  const category = open ? open.category[depth]! : -1;
  if (category >= 0 && waits[category]) tally.waiting(categories[category]!.name, open!.a[depth]!, open!.start[depth]!);
}

function tellWakeUps(model: TimelineModel, tally: ContentionTally): void {
  for (const { kind, pyramid, lane } of model.rows()) {
    const wake = kind.instants ? kind.categories.findIndex(({ name }) => name === 'wake') : -1;
    if (wake < 0) continue;
    const { slices } = pyramid;
    for (let index = slices.first; index < slices.count; index++) {
      const columns = slices.chunk(index);
      const at = slices.at(index);
      if (columns.category[at] === wake) tally.wake(columns.a[at]!, lane.thread.index, columns.start[at]!);
    }
  }
}
