/** One exploration of the catalogue. */
import type { MessagePort } from 'node:worker_threads';
import type { Case } from '../../../shared/catalogue/cells.ts';
import { type Change, changed, refusalOf } from '../../../shared/catalogue/change.ts';
import type { SourceText } from '../../../shared/dialect/diagnostics.ts';
import type { Verdict } from '../../../shared/explore/verdict.ts';
import { scenarioSources } from '../../../shared/sources/index.ts';
import { Exploration, type ExplorationJob } from '../explore/exploration.ts';
import { explore, NoSuchProperty } from '../explore/explore.ts';

export interface CaseLimits {
  /** Of the protocol, tried in place of what it was. */
  change?: Change | undefined;
  limitMs: number;
  /** What its states may take; as many bytes as there is room for unless told. */
  maxBytes?: number | undefined;
  signal: AbortSignal;
}

/** What is enough for each of them. */
const STATES = 16_000_000;
const OBJECTS = 8;

/** What the catalogue asks for cannot be had with that variant, and why. */
export class CannotExplore extends Error {}

/** With one worker: the same schedule each time. */
export async function exploreCase(of: Case, { signal, ...limits }: CaseLimits): Promise<Verdict> {
  const { input, options } = jobOf(of, limits);
  const { checked, verdict } = await explore(input, { ...options, onProgress: () => {}, signal }).catch((error: unknown) => {
    throw error instanceof NoSuchProperty ? new CannotExplore(error.message) : error;
  });
  if (!verdict) throw new CannotExplore(refusalOf(sourceOf(of.scenario).text, limits.change, checked.diagnostics));
  return verdict;
}

/** The same in a thread of its own, so that several can go on at once. `workerUrl`: the built worker, `out/main/explore-worker.js`. `compiler`: of `CompileService.link()`. */
export async function exploreCaseApart(workerUrl: URL, compiler: MessagePort, of: Case, { signal, ...limits }: CaseLimits): Promise<Verdict> {
  const exploration = new Exploration(workerUrl, jobOf(of, limits), compiler);
  const stop = (): void => exploration.stop();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const end = await exploration.ended;
  signal.removeEventListener('abort', stop);
  switch (end.kind) {
    case 'verdict': return end.verdict;
    case 'refused': throw new CannotExplore(refusalOf(sourceOf(of.scenario).text, limits.change, end.diagnostics));
    case 'unanswerable': throw new CannotExplore(end.message);
    case 'failed': throw new Error(end.message);
  }
}

function jobOf({ scenario: name, protocol, config, properties, liveness, memory }: Case, { change, ...limits }: Omit<CaseLimits, 'signal'>): ExplorationJob {
  const { path, text } = sourceOf(name);
  const scenario = { path, text: change ? changed(text, change) : text };
  return { input: { scenario, protocol, config, memory }, options: { maxStates: STATES, objects: OBJECTS, properties, liveness, ...limits } };
}

/** The shipped scenario of that name. */
export function sourceOf(name: string): SourceText {
  const scenario = scenarioSources.find(({ path }) => path === `scenarios/${name}.scenario.ts`);
  if (!scenario) throw new Error(`the catalogue names a scenario that there is not: ${name}`);
  return scenario;
}
