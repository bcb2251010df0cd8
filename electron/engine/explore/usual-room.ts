/** The room that an exploration has who asks for nothing else: what ships with a mistake is compiled for it by the build. */
import { availableParallelism } from 'node:os';
import type { StepOptions } from '../../../shared/dialect/step/emit.ts';
import { defaultExploreLimits } from '../../../shared/ipc/explore-limits.ts';
import { limits } from '../../../shared/ipc/limits.ts';
import { roomOf } from './asked.ts';

/** With a worker for each core. */
export function usualRoom({ objects = defaultExploreLimits.objects, liveness = false } = {}): StepOptions {
  return roomOf({ maxStates: defaultExploreLimits.maxStates, objects, liveness, workers: Math.min(availableParallelism(), limits.searchWorkers) });
}
