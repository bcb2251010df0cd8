/** The exploration of the window: one at a time, told in polls. A new one ends the one before. */
import { availableParallelism } from 'node:os';
import type { ExploreGoal } from '../../../shared/ipc/explore-goal.ts';
import type { CallReply, CallRequest } from '../../../shared/ipc/contract.ts';
import { isSystematic } from '../../../shared/explore/verdict.ts';
import { limits } from '../../../shared/ipc/limits.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import type { CompileService } from '../../engine/compile-service.ts';
import { Exploration } from '../../engine/explore/exploration.ts';
import type { Wanted } from '../../engine/explore/goal.ts';

export class Explorations {
  readonly #workerUrl: URL;
  readonly #compiler: Pick<CompileService, 'link'>;
  #running: Exploration | null = null;
  #lastId = 0;

  /** @param workerUrl the built worker, `out/main/explore-worker.js`. */
  constructor(workerUrl: URL, compiler: Pick<CompileService, 'link'>) {
    this.#workerUrl = workerUrl;
    this.#compiler = compiler;
  }

  start({ scenario, protocol, kernel, config, properties, goal, limits: { maxStates, maxBytes, timeMs, objects, strategy, reduction, symmetry, workers, maxSwitches, liveness, lines, memory } }: CallRequest<'explore.start'>): CallReply<'explore.start'> {
    this.abandon();
    this.#running = new Exploration(this.#workerUrl, {
      input: { scenario, config, memory, ...(protocol !== undefined && { protocol }), ...(kernel && { kernel }) },
      options: { maxStates, maxBytes: maxBytes ?? undefined, objects, liveness: liveness && strategy === 'exhaustive' && maxSwitches === null, limitMs: timeMs ?? Infinity, workers: workers ?? availableParallelism(), strategy, reduction, symmetry, ...(properties && { properties }), maxSwitches: isSystematic(strategy) ? maxSwitches : null, lines: lines && isSystematic(strategy), ...wanted(goal) },
    }, this.#compiler.link());
    return { exploration: this.#lastId };
  }

  poll(id: number): CallReply<'explore.poll'> {
    const { figures, end } = this.#get(id);
    if (end) this.#running = null;
    return { figures, end: end?.kind === 'refused' ? { ...end, diagnostics: end.diagnostics.slice(0, limits.diagnostics) } : end };
  }

  pause(id: number): void {
    this.#get(id).pause();
  }

  resume(id: number): void {
    this.#get(id).resume();
  }

  stop(id: number): void {
    this.#get(id).stop();
  }

  /** Ends whatever is under way; nobody will ask for its verdict. */
  abandon(): void {
    this.#lastId++;
    void this.#running?.close();
    this.#running = null;
  }

  #get(id: number): Exploration {
    if (!this.#running || id !== this.#lastId) throw new LabError('no-exploration', 'This exploration is over.');
    return this.#running;
  }
}

/** As the engine takes it. */
function wanted(goal: ExploreGoal | null | undefined): Wanted {
  if (!goal) return {};
  if (goal.kind === 'sometimes') return { witness: goal.name };
  const { file, line, lastLine } = goal;
  return { reach: `${file === null ? '' : `${file}:`}${line}${lastLine > line ? `-${lastLine}` : ''}` };
}
