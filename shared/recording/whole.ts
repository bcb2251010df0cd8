/** What is told of all events of a recording's range of time, while it is gone through: as far as it is. */
import { z } from '../ipc/schema.ts';
import type { Contended } from '../trace/contention.ts';
import type { RangeLine } from '../trace/range-lines.ts';

/** How much of the range is gone through; 1: all of it. */
const share = z.number().min(0).max(1);
/** ns. */
const duration = z.number();
const count = z.int().min(0);

const contended: z.ZodType<Contended> = z.object({
  category: z.string(), object: count, count, waiting: count, total: duration, longest: duration, median: duration, p95: duration,
  threads: z.array(z.object({ thread: z.string(), total: duration })),
  wokenBy: z.array(z.object({ thread: z.string(), count })),
});

const line: z.ZodType<RangeLine> = z.object({
  thread: z.string(), category: z.string(), count, busy: duration.nullable(), average: duration.nullable(),
  median: duration.nullable(), p95: duration.nullable(), longest: duration.nullable(), approximate: z.boolean(),
});

/** `more`: locks besides those told, which cost less; `forgotten`: waits for others still, of which nothing else is kept (ns). */
export const wholeContention = z.object({ share, locks: z.array(contended), more: count, forgotten: z.object({ count, total: duration }) });
export type WholeContention = z.infer<typeof wholeContention>;

export const wholeLines = z.object({ share, lines: z.array(line) });
export type WholeLines = z.infer<typeof wholeLines>;
