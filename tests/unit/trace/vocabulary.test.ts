import { expect, it } from 'vitest';
import { hasTracepoints } from '../../../shared/trace/vocabulary.ts';

it.each([
  [[], false],
  [['tracer:begin', 'tracer:end'], false],
  [['tracer:begin', 'tracer:end', 'wake'], true],
])('of a program with the events %j it is %s that it has tracepoints', (events, has) => {
  expect(hasTracepoints(events)).toBe(has);
});
