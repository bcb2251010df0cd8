/** How an exploration goes through the schedules, and how far it may go before it ends without a verdict. */
import { limits } from './limits.ts';
import { memoryModels } from '../dialect/memory-model.ts';
import { strategyNames } from '../explore/verdict.ts';
import { z } from './schema.ts';

export const exploreLimits = z.object({
  maxStates: z.int().min(limits.leastStates).max(limits.mostStates),
  /** Bytes that what is stored may take; null: what so many states take. Settings that were stored before there was such a thing say nothing: null. */
  maxBytes: z.int().min(limits.leastStoredBytes).max(limits.mostStoredBytes).nullable().optional(),
  /** null: until it ends by itself. */
  timeMs: z.int().min(1).max(limits.durationMs).nullable(),
  /** Objects of each struct that may exist at once. */
  objects: z.int().min(1).max(limits.exploredObjects),
  strategy: z.enum(strategyNames),
  reduction: z.enum(['full', 'none']),
  /** null: one for each core. */
  workers: z.int().min(1).max(limits.searchWorkers).nullable(),
  /** Preemptive ones in a schedule; null: any number. */
  maxSwitches: z.int().min(0).max(limits.switches).nullable(),
  /** Whether to look for starvation, too; as above: no. */
  liveness: z.boolean().optional(),
  /** What order of memory accesses; as above: sequential consistency. */
  memory: z.enum(memoryModels).optional(),
  /** Whether identical threads may change places; as above: they may. */
  symmetry: z.enum(['full', 'none']).optional(),
  /** Whether to find out which lines no thread comes to; as above. */
  lines: z.boolean().optional(),
});
export type ExploreLimits = z.infer<typeof exploreLimits>;

export const defaultExploreLimits: ExploreLimits = { maxStates: 4_000_000, maxBytes: null, timeMs: 600_000, objects: 8, strategy: 'exhaustive', reduction: 'full', workers: null, maxSwitches: null, liveness: false, lines: false, memory: 'sc', symmetry: 'full' };
