/** A load for each contestant: the same scenario, with another variant and another number of threads. */
import { MAX_THREADS, threadCount, type LiveImage, type Program } from '../../../shared/dialect/compile.ts';
import type { Diagnostic, SourceText } from '../../../shared/dialect/diagnostics.ts';
import { slotBytes } from '../../../shared/dialect/live/layout.ts';
import type { Contestant } from '../../../shared/compare/comparison.ts';
import { checkScenario, emitHere, type ScenarioInput } from '../compile.ts';

export interface Load {
  contestant: Contestant;
  image: LiveImage;
}

/** One for each number of threads; null: as the scenario says. None where there are errors. */
export function loadsOf(input: ScenarioInput, threads: readonly (number | null)[]): { loads: Load[]; diagnostics: Diagnostic[] } {
  const { program, diagnostics } = checkScenario(input);
  if (!program) return { loads: [], diagnostics };
  const { protocol } = program.scenario;
  const programs = threads.map((count) => ({ count, program: count === null ? program : withThreads(program, count) }));
  const crowded = programs.find((of) => threadCount(of.program.threads) > MAX_THREADS);
  if (crowded) return { loads: [], diagnostics: [tooManyThreads(input.scenario, crowded.count!, threadCount(crowded.program.threads))] };
  return { loads: programs.map((of) => ({ contestant: { protocol, threads: of.count, bytesPerVma: bytesPerVma(program) }, image: imageOf(of.program) })), diagnostics };
}

/** By variant, as `loadsOf` gives them, in the order in which they are run: those with as many threads beside each other, as they are compared. */
export function inTurn(byVariant: readonly Load[][]): Load[] {
  return (byVariant[0] ?? []).flatMap((_, i) => byVariant.map((of) => of[i]!));
}

function imageOf(program: Program): LiveImage {
  return emitHere(program, { mode: 'throughput', checks: 'quarantine' });
}

function tooManyThreads({ path }: SourceText, instances: number, count: number): Diagnostic {
  const message = `with ${instances} instances of each thread that has several, the program has ${count} threads, the boot thread and the kernel's included; ${MAX_THREADS} is the most`;
  return { file: path, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1, source: 'dialect', code: 'limit', message };
}

/**
 * So many instances of each of the scenario's threads that has several, or of all where none has: what a load has one of,
 * such as a thread that unmaps, it keeps one of.
 */
function withThreads(program: Program, instances: number): Program {
  const scales = program.threads.some((t) => t.kind === 'thread' && t.instances > 1);
  return { ...program, threads: program.threads.map((t) => (t.kind === 'thread' && (!scales || t.instances > 1) ? { ...t, instances } : t)) };
}

/** Of what a VMA is made of on the heap: itself, and its lock where that is an object of its own. */
function bytesPerVma({ structs }: Program): number | null {
  const vma = structs.get('vm_area_struct');
  const lock = structs.get('vma_lock');
  return vma ? slotBytes(vma.size) + (lock ? slotBytes(lock.size) : 0) : null;
}
