/** What a search is asked, and what its verdict then covers. */
import { FOREVER, type Instr, type Program } from '../../../shared/dialect/ir.ts';
import { MODEL_NAMES, type MemoryModel } from '../../../shared/dialect/memory-model.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { LineQuestion } from '../../../shared/dialect/step/lines.ts';
import { isSystematic, type Coverage, type Figures, type Goal, type StrategyName, type Verdict } from '../../../shared/explore/verdict.ts';
import type { Found } from './found.ts';
import type { SearchThreads } from './search-threads.ts';

export interface SearchOptions {
  objects: number;
  limitMs: number;
  /** What is stored of the states takes at most so many bytes; as many as there is room for unless told. */
  maxBytes?: number | undefined;
  /** Default `full`. */
  reduction?: 'none' | 'full';
  /** Whether states that differ only in who of several identical threads stands where count as one (docs/decisions/0018). Default `full`. */
  symmetry?: 'none' | 'full' | undefined;
  /** Whether to look for schedules that go round for ever, too. Then nothing is joined (docs/decisions/0009). Default: no. */
  liveness?: boolean | undefined;
  /** Default `exhaustive`. */
  strategy?: StrategyName | undefined;
  /** Only schedules with so many preemptive switches (runtime/bounded.ts); all unless told. */
  maxSwitches?: number | null | undefined;
  /** Begins from this state (`vectorOf`, replay/step-run.ts) instead of the first one. */
  from?: Int32Array<ArrayBuffer> | undefined;
  /** Breadth first, only what comes within so many steps (without reduction) of where it begins: then `depth` says so. */
  maxDepth?: number | undefined;
  /** What to look for besides violations. */
  goal?: Goal | null | undefined;
  /** Whether a violation that is found is looked for once more, on a shorter way. Default: yes. */
  shorten?: boolean | undefined;
  /** States of a level that passes go on from which only look for leaders (docs/decisions/0024); 64 unless told. */
  beam?: number | undefined;
  /** Whether actions are left out that lead to states which are stored anyhow (docs/decisions/0025). Default: yes. */
  sleepSets?: boolean | undefined;
  /** Whether threads are put off that can do nothing meanwhile that matters (docs/decisions/0035). Default: where it pays. */
  persistentSets?: boolean | undefined;
  /** States from which on a pass that learns is amended where it can be, and not begun anew (docs/decisions/0036); 500,000 unless told. */
  amendsFrom?: number | undefined;
  /** States from which on the other workers join in; 10,000 unless told. */
  joinsFrom?: number | undefined;
  signal: AbortSignal;
  onProgress(figures: Figures): void;
  /** Asked now and then: the search waits for what it answers. The time waited does not count. */
  pause?(): Promise<void> | null;
  /** One less than the workers that there is room for. Without them the search runs in the caller's thread. */
  threads?: SearchThreads | undefined;
}

/** A verdict whose violation is still as the search found it. */
export interface SearchEnd extends Omit<Verdict, 'violation' | 'witness' | 'outcome'> {
  outcome: 'verified' | 'violated' | 'inconclusive';
  found: Found | null;
}

/** What may go wrong by itself, and does only as often as the kernel's switches say; and what they say is simpler than it is (shared/kernel/config.ts). */
function assumed({ FAIL_ALLOCATIONS = 0, FATAL_SIGNALS = 0, MMAP_LOCK_ATOMIC = false, RCU_ATOMIC = false }: Coverage['config']): string[] {
  return [
    happens(Number(FAIL_ALLOCATIONS), 'no allocation fails', 'allocation fails', 'allocations fail'),
    happens(Number(FATAL_SIGNALS), 'no signal arrives', 'fatal signal arrives', 'fatal signals arrive'),
    ...(MMAP_LOCK_ATOMIC ? ['mmap_lock is taken, released and downgraded in one step each, as a semaphore promises'] : []),
    ...(RCU_ATOMIC ? ['a callback of RCU runs as soon as the sections that it waits for have ended'] : []),
  ];
}

/** Where a model is stronger than the machines that it stands for: docs/memory-models.md. */
const TAKEN_OF_MEMORY: Record<MemoryModel, string[]> = {
  sc: [],
  tso: ["a thread's stores have taken effect when it sleeps, wakes others, frees, begins an atomic block, or ends its body"],
  'lkmm-ra': [
    'no load finds a store that comes later, so load buffering is not looked at',
    'who loads a pointer finds what was stored before the pointer was', 'who waits for a condition finds the newest stores', 'an atomic block, sleeping and waking are full barriers',
  ],
};

function happens(times: number, never: string, once: string, often: string): string {
  if (times < 0) return `any number of ${often}`;
  return times === 0 ? never : `at most ${times} ${times === 1 ? once : often}`;
}

/** What must be known of the program's lines. */
export function questionOf({ goal, lines }: { goal: Goal | null; lines: boolean }): LineQuestion | undefined {
  const reach = goal?.kind === 'line' ? { file: goal.file, line: goal.line } : null;
  return reach || lines ? { reach, all: lines } : undefined;
}

/** Whether threads may change places: not where it matters who they are for what is asked besides. */
export function usesSymmetry({ symmetry, strategy = 'exhaustive', liveness, maxSwitches = null }: Pick<SearchOptions, 'symmetry' | 'strategy' | 'liveness' | 'maxSwitches'>): boolean {
  return symmetry !== 'none' && isSystematic(strategy) && !liveness && maxSwitches === null;
}

/** Program counters of which one, or none, is told in fifteen bits (runtime/reduction.ts). */
const MOST_COUNTERS = 0x7fff;

/** Whether steps that others cannot tell apart are joined. */
export function joinsSteps({ regions }: StepImage, { reduction, liveness }: Pick<SearchOptions, 'reduction' | 'liveness'>): boolean {
  return reduction !== 'none' && !liveness && regions.counters.length <= MOST_COUNTERS;
}

/** Whether passes that leave no state out may let threads sleep: where it is remembered what their actions touch, and goes level by level. */
export function usesSleepSets({ memory }: StepImage, { sleepSets, maxSwitches = null }: Pick<SearchOptions, 'sleepSets' | 'maxSwitches'>): boolean {
  return sleepSets !== false && memory.parameters.memoBuckets !== 0 && maxSwitches === null;
}

/** Threads of which a set is a word (runtime/persistent.ts). */
const MOST_IN_SET = 32;

/**
 * Whether passes that join steps may put threads off: where it is remembered what their actions touch, and nobody looks at the words of the states
 * in between.
 */
export function usesPersistentSets({ memory, layout, program }: StepImage, { persistentSets, maxSwitches = null }: Pick<SearchOptions, 'persistentSets' | 'maxSwitches'>): boolean {
  return persistentSets !== false && memory.parameters.memoBuckets !== 0 && maxSwitches === null && program.conditions.length === 0 && layout.threads.length <= MOST_IN_SET;
}

/** Each that makes for fewer states, or looks at fewer of the steps between them. */
function reductionsOf(image: StepImage, options: CoveredOptions, changePlaces: boolean, persistent: boolean): string[] {
  const { strategy = 'exhaustive' } = options;
  if (!isSystematic(strategy)) return [];
  return [
    ...(joinsSteps(image, options) ? ['independent steps joined'] : []),
    ...(persistent ? ['threads put off that soon rest (persistent sets)'] : []),
    ...(strategy === 'exhaustive' && !persistent && usesSleepSets(image, options) ? ['one order of independent steps taken (sleep sets)'] : []),
    ...(changePlaces ? ['identical threads change places'] : []),
    ...(image.layout.pools.length > 0 && image.program.threads.length > 1 ? ['objects placed by who allocates them'] : []),
  ];
}

/** Who may change places, and of the others why not; all that there is of it where it is looked for. */
function symmetryOf(image: StepImage, options: Parameters<typeof usesSymmetry>[0]): Coverage['symmetry'] {
  const used = usesSymmetry(options);
  return {
    threads: used ? image.symmetry.groups.map(({ name, count }) => ({ name, count })) : [],
    refused: used ? image.symmetry.refused.map(({ name, why }) => ({ name, why })) : [],
  };
}

type CoveredOptions = Pick<SearchOptions, 'objects' | 'reduction' | 'strategy' | 'symmetry' | 'liveness' | 'maxSwitches' | 'goal' | 'sleepSets'>;

/** `persistent`: whether threads were put off. */
export function covers(image: StepImage, options: CoveredOptions, persistent = false): Coverage {
  const { objects, strategy = 'exhaustive', liveness, maxSwitches = null, goal = null } = options;
  const symmetry = symmetryOf(image, options);
  return {
    memoryModel: MODEL_NAMES[image.program.memory],
    strategy, maxSwitches, goal,
    fairness: liveness ? 'weak' : null,
    reductions: reductionsOf(image, options, symmetry.threads.length > 0, persistent),
    symmetry,
    sequenceBits: Number(image.program.config.SEQ_BITS ?? 32),
    properties: [],
    assumed: [
      ...assumed(image.program.config),
      ...TAKEN_OF_MEMORY[image.program.memory],
      ...(image.program.numbersAddresses ? ['objects lie where they happen to: of the orders that address_of might find them in, one is looked at'] : []),
      ...(has(image.program, 'free') ? ['what was freed is used again only when nothing points to it any more: so no pointer that was kept equals one to a later object'] : []),
      ...(liveness ? [] : ['loops end: one that comes back to the same state is no violation, unless --liveness looks for it']),
      ...(liveness && has(image.program, 'deadlinePassed') ? ['time goes on: a thread that looks at deadlines without end finds one passed'] : []),
      ...(liveness && image.program.memory === 'lkmm-ra' ? ['stores come to be known: a thread that finds older ones without end finds a newest one, too'] : []),
      ...(image.layout.threads.some((t) => t.repeat === FOREVER) ? ['threads that run for ever: what comes after all have ended is not looked at'] : []),
    ],
    objects,
    threads: image.layout.threads.filter((t) => t.kind === 'thread').map(({ name, repeat }) => ({ name, repeat: repeat === FOREVER ? null : repeat })),
    config: image.program.config,
    protocol: image.program.scenario.protocol,
    overrides: image.program.overrides,
    conditions: image.program.conditions.filter((c) => c.kind === 'always').map((c) => c.name),
  };
}

function has({ functions }: Program, op: Instr['op']): boolean {
  return [...functions.values()].some((fn) => fn.blocks.some((b) => b.instrs.some((i) => i.op === op)));
}
