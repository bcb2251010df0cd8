/** What the timeline holds and what it does not, in short sentences: nothing is left out silently. */
import { formatInteger, formatNs } from '../../format.ts';
import type { TimelineModel } from '../model/timelineModel.ts';

export function statementOf(model: TimelineModel): string[] {
  const parts = [`${formatInteger(model.events)} events`];
  if (model.missing > 0) parts.push(`${formatInteger(model.missing)} lost`);
  if (model.summedUp) parts.push('summed up; zoom in for single slices');
  const since = detailSince(model);
  if (since > 0) parts.push(`single slices from ${formatNs(since)} on, sums before`);
  if (model.malformed > 0) parts.push(`${formatInteger(model.malformed)} not understood`);
  return parts;
}

/** Since when every slice is kept by itself, ns; 0 when all are. */
function detailSince(model: TimelineModel): number {
  let since = 0;
  for (const { pyramid } of model.rows()) {
    const { slices } = pyramid;
    if (slices.first > 0 && slices.first < slices.count) since = Math.max(since, slices.chunk(slices.first).start[0]!);
  }
  return since;
}
