/** The schema of what is known of a name; its type is that of shared/dialect/facts. */
import type { Facts } from '../dialect/facts/facts.ts';
import { z } from './schema.ts';

const texts = z.array(z.string());

export const factsSchema: z.ZodType<Facts> = z.object({
  name: z.string(),
  kind: z.enum(['primitive', 'function']),
  orders: texts,
  ordersThrough: texts,
  waits: z.array(z.object({ kind: z.enum(['sleep', 'poll', 'spin']), path: texts, on: z.string() })),
  takes: texts,
  releases: texts,
  needs: texts,
  uses: z.array(z.object({ file: z.string(), line: z.number(), column: z.number(), fn: z.string() })),
});
