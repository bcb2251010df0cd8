/** Every interleaving of a scenario: compiles it for the search, and searches. */
import type { CheckResult, Program } from '../../../shared/dialect/compile.ts';
import type { SourceText } from '../../../shared/dialect/diagnostics.ts';
import type { StepImage, StepOptions } from '../../../shared/dialect/step/emit.ts';
import { isSystematic, type Verdict } from '../../../shared/explore/verdict.ts';
import type { LineQuestion } from '../../../shared/dialect/step/lines.ts';
import { tooManyThreads } from '../../../shared/dialect/step/weak/weaken.ts';
import { isAsShipped } from '../as-shipped.ts';
import { tell } from '../replay/tell.ts';
import { askedOf, replayOf, roomOf } from './asked.ts';
import { questionOf, type SearchEnd, type SearchOptions } from './covers.ts';
import { findOrCompile } from './find-or-compile.ts';
import { goalOf, NoSuchGoal, type Wanted } from './goal.ts';
import { NamesMixed } from './failure.ts';
import type { KeptImages } from './kept-images.ts';
import { verdictOf } from './outcome.ts';
import type { SearchInput } from './program.ts';
import { Pct } from './schedulers/pct.ts';
import { RandomWalk } from './schedulers/random-walk.ts';
import { search } from './search.ts';
import { SearchThreads } from './search-threads.ts';
import { type Compiled, compileHere, type StepCompiler } from './step-compiler.ts';
import { walks } from './walks.ts';

export interface ExploreOptions extends Omit<SearchOptions, 'goal' | 'threads'>, Wanted {
  /** States that may be stored. */
  maxStates: number;
  /** Workers that search at once; 1 unless told, or without `workerUrl`. */
  workers?: number | undefined;
  /** The built worker of a search's other threads, `out/main/search-worker.js`. */
  workerUrl?: URL | undefined;
  /** Of the strategies that choose at random; default 1. */
  seed?: number | undefined;
  /** Names of the properties to check; all unless told. */
  properties?: readonly string[] | undefined;
  /** Whether to find out which lines no thread comes to. */
  lines?: boolean | undefined;
  /** Where shipped scenarios are looked for and kept as they were compiled. */
  kept?: KeptImages | undefined;
  /** This thread unless told. */
  compile?: StepCompiler | undefined;
  /** It is compiled, and will be searched; what this throws ends it. */
  onCompiled?: () => Promise<void>;
}

/** The program of one that was kept is what became of it: with observers, and inlined. */
export type ExploreResult = { checked: CheckResult; verdict: Verdict | null };

export async function explore(input: SearchInput, options: ExploreOptions): Promise<ExploreResult> {
  const { workerUrl } = options;
  const room = roomOf(workerUrl ? options : { ...options, workers: 1 });
  // They start while the program is compiled.
  const threads = workerUrl && room.workers > 1 ? new SearchThreads(workerUrl, room.workers - 1) : undefined;
  try {
    return await exploreIn(room, threads, input, options);
  } finally {
    await threads?.end();
  }
}

async function exploreIn(room: StepOptions, threads: SearchThreads | undefined, input: SearchInput, options: ExploreOptions): Promise<ExploreResult> {
  const { strategy = 'exhaustive', lines = false, compile = compileHere } = options;
  const kept = isAsShipped(input) && !asksOfLines(options) ? options.kept : undefined;
  const ready = await findOrCompile(input, askedOf(input, options.properties, room), kept, compile);
  const { checked, known, keep } = ready;
  if (!checked.program) return { checked, verdict: null };
  const tooMany = tooManyThreads(checked.program);
  if (tooMany) throw new NoSuchGoal(tooMany);
  const properties = chosenProperties(checked.program, options.properties);
  const goal = goalOf(options, checked.program, input.scenario.path);
  if (!isSystematic(strategy)) refuseAtRandom(options);
  if (options.liveness) refuseOfSome(options);
  const emit = (of: Compiled, symmetric: boolean): Promise<StepImage> => of.emit({ properties, ...room, symmetric, ...withQuestion(questionOf({ goal, lines })) });
  const image = await emit(ready, room.symmetric ?? true);
  const replayed = (): unknown => replayedBy(input.scenario, checked.program!, properties, room);
  if (!known) keep(image, [replayed()]);
  await options.onCompiled?.();
  const asItIs = async (): Promise<StepImage> => {
    const other = withoutGroups(await emit(known ? await compile(input) : ready, false), image);
    // It would turn out the same the next time.
    keep(other, [replayed()]);
    return other;
  };
  const [searched, end] = await searchOrAsItIs(image, asItIs, (of) => searchBy(of, { ...options, goal, threads }));
  const verdict = verdictOf(end, (found) => tell(searched, options, found));
  return { checked, verdict: { ...verdict, covers: { ...verdict.covers, properties: covered(checked.program, properties) } } };
}

/** Where threads that were to change places turn out not to be able to, every state is looked at by itself after all. */
async function searchOrAsItIs(image: StepImage, asItIs: () => Promise<StepImage>, searchIn: (image: StepImage) => Promise<SearchEnd>): Promise<[StepImage, SearchEnd]> {
  try {
    return [image, await searchIn(image)];
  } catch (error) {
    if (!(error instanceof NamesMixed)) throw error;
    const other = await asItIs();
    return [other, await searchIn(other)];
  }
}

/** The image says why the groups of the other one are none. */
function withoutGroups(image: StepImage, { symmetry: { groups, refused } }: StepImage): StepImage {
  const mixed = groups.map(({ name }) => ({ name, why: 'a word that names one is used as something else, too' }));
  return { ...image, symmetry: { ...image.symmetry, refused: [...refused, ...mixed] } };
}

/** What the image does then is asked only once. */
function asksOfLines({ reach, witness, lines = false }: ExploreOptions): boolean {
  return reach !== undefined || witness !== undefined || lines;
}

/** Orderings that a bug may need for PCT to be after it: most need two or three. */
const PCT_DEPTH = 4;

function searchBy(image: StepImage, options: SearchOptions & Pick<ExploreOptions, 'seed'>): Promise<SearchEnd> {
  const { strategy = 'exhaustive', seed = 1 } = options;
  switch (strategy) {
    case 'exhaustive': case 'dfs': return search(image, options);
    case 'random': return walks(image, new RandomWalk(seed), options);
    case 'pct': return walks(image, new Pct(seed, PCT_DEPTH), options);
  }
}

/** Schedules that are tried one by one cannot be counted on for these. */
function refuseAtRandom({ maxSwitches = null, witness, lines }: ExploreOptions): void {
  const what = maxSwitches !== null ? 'a bound of switches' : witness !== undefined ? 'the shortest schedule to a `sometimes`' : lines ? 'a list of the lines that nobody reaches' : null;
  if (what) throw new NoSuchGoal(`${what} is for searches of all schedules: exhaustive or dfs`);
}

/** Rounds are looked for in the graph of all states, of which a bound leaves some out. */
function refuseOfSome({ strategy = 'exhaustive', maxSwitches = null }: ExploreOptions): void {
  if (strategy !== 'exhaustive' || maxSwitches !== null) throw new NoSuchGoal('--liveness needs all states: --strategy exhaustive, without --max-switches');
}

function withQuestion(question: LineQuestion | undefined): { question?: LineQuestion } {
  return question ? { question } : {};
}

/** A property was asked for that the program does not have. */
export class NoSuchProperty extends Error {}

/** All, unless some are named. Throws `NoSuchProperty`. */
export function chosenProperties({ properties }: Program, names: readonly string[] | undefined): readonly string[] {
  const all = properties.map((p) => p.name);
  const odd = names?.find((name) => !all.includes(name));
  if (odd !== undefined) throw new NoSuchProperty(`there is no property ${odd}; there are ${all.join(', ') || 'none'}`);
  return names ?? all;
}

/** What the recording of such an exploration asks for. */
export function replayedBy(scenario: SourceText, program: Program, properties: readonly string[], { objects }: Pick<StepOptions, 'objects'>): unknown {
  const { scenario: { protocol }, config, memory } = program;
  return replayOf(scenario, { protocol, config, memory, objects, properties: covered(program, properties) });
}

/** Those that the search itself looks for are on whether asked for or not. */
function covered({ properties }: Program, on: readonly string[]): string[] {
  return properties.filter((p) => on.includes(p.name) || !p.checked).map((p) => p.name);
}
