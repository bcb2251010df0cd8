/**
 * Programs to explore in tests. Compiling costs far more than exploring something small, so many programs are compiled as
 * one text, in which the names of each one's threads and conditions begin with its name; `part` takes one out.
 */
import { readFileSync } from 'node:fs';
import { checkScenario } from '../../../../electron/engine/compile.ts';
import type { SearchEnd, SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import { checkForSearch, type SearchInput } from '../../../../electron/engine/explore/program.ts';
import { search } from '../../../../electron/engine/explore/search.ts';
import { SearchThreads } from '../../../../electron/engine/explore/search-threads.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import type { MemoryModel } from '../../../../shared/dialect/memory-model.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import { callGraph, reachable } from '../../../../shared/dialect/passes/call-graph.ts';
import { STEP_BACKENDS } from '../../../../shared/dialect/step/runtime.ts';
import type { Verdict, Violation } from '../../../../shared/explore/verdict.ts';

export const OBJECTS = 4;

/** Without the kernel, unless the text says which protocol it wants. */
export function compileProgram(text: string, config: Record<string, boolean | number> = {}, memory: MemoryModel = 'sc'): Program {
  const head = text.includes('scenario(') ? '' : `scenario({ title: 'test', protocol: 'none' });\n`;
  const { program, diagnostics } = checkScenario({ scenario: { path: 'scenarios/test.scenario.ts', text: head + text }, config, backend: STEP_BACKENDS[memory] });
  if (!program) throw new Error(diagnostics.map((d) => `${d.message}: ${(head + text).split('\n')[d.line - 1]}`).join('\n'));
  return program;
}

/** A scenario that ships with the lab, by its file's name without the ending. */
export function shipped(name: string, how: Pick<SearchInput, 'protocol' | 'config' | 'memory'> = {}): Program {
  const text = readFileSync(new URL(`../../../../shared/scenarios/${name}.scenario.ts`, import.meta.url), 'utf8');
  return checkForSearch({ scenario: { path: `scenarios/${name}.scenario.ts`, text }, ...how }).program!;
}

/** The program whose threads and conditions are those that begin with `name` and a space. */
export function part(program: Program, name: string): Program {
  const own = <T extends { name: string }>(list: readonly T[]): T[] => list.filter((x) => x.name.startsWith(`${name} `));
  const [threads, conditions] = [own(program.threads), own(program.conditions)];
  const roots = [...[...threads, ...conditions, ...program.observers].map(({ fn }) => fn), ...Object.values(program.entry).filter((fn) => fn !== null), ...program.callbacks.slice(1)];
  const needed = reachable(callGraph(program.functions, program.callbacks), roots);
  const isOthers = (fn: string): boolean => !needed.has(fn) && !fn.startsWith('$');
  return { ...program, threads, conditions, functions: new Map([...program.functions].filter(([fn]) => !isOthers(fn))) };
}

/** The program with other initial values of word-sized globals. */
export function withInitial(program: Program, values: Record<string, number>): Program {
  return { ...program, globals: program.globals.map((g) => ({ ...g, initial: values[g.name] ?? g.initial })) };
}

export function imageOf(program: Program, states = 20_000): StepImage {
  return emitStep(program, { objects: OBJECTS, states, path: states + 1000, workers: 1 });
}

/** As `searchOf`, by all workers that the image has room for. `url`: the built search-worker.js unless told. */
export async function searchByAll(image: StepImage, how: Partial<SearchOptions> = {}, url = new URL('../../../../out/main/search-worker.js', import.meta.url)): Promise<SearchEnd> {
  const threads = new SearchThreads(url, image.memory.workers.length - 1);
  try {
    return await searchOf(image, { ...how, threads });
  } finally {
    await threads.end();
  }
}

export interface Explored extends Pick<Verdict, 'outcome' | 'reason' | 'states' | 'transitions'> {
  /** `steps`: of the schedule, the failing one included. */
  violation: (Pick<Violation, 'kind' | 'message'> & { steps: number }) | null;
}

/** A search that nothing but its options ends. */
export function searchOf(image: StepImage, how: Partial<SearchOptions> = {}): Promise<SearchEnd> {
  return search(image, { objects: OBJECTS, limitMs: 600_000, signal: new AbortController().signal, onProgress: () => {}, ...how });
}

/** Every state by itself, unless told: symmetry has tests of its own. */
export async function explored(image: StepImage, reduction: 'none' | 'full' = 'none', how: Pick<SearchOptions, 'strategy' | 'maxSwitches' | 'symmetry' | 'beam' | 'persistentSets' | 'amendsFrom'> = {}): Promise<Explored> {
  const { outcome, reason, states, transitions, found } = await searchOf(image, { reduction, symmetry: 'none', ...how });
  return { outcome, reason, states, transitions, violation: found && { kind: found.kind, message: found.message, steps: found.schedule.length } };
}
