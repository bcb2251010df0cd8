/** A load for each contestant: the same scenario, with another variant and another number of threads. */
import type { LiveImage, Program } from '../../../shared/dialect/compile.ts';
import type { Diagnostic } from '../../../shared/dialect/diagnostics.ts';
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
  return { loads: threads.map((count) => ({ contestant: { protocol, threads: count, bytesPerVma: bytesPerVma(program) }, image: imageOf(program, count) })), diagnostics };
}

/** By variant, as `loadsOf` gives them, in the order in which they are run: those with as many threads beside each other, as they are compared. */
export function inTurn(byVariant: readonly Load[][]): Load[] {
  return (byVariant[0] ?? []).flatMap((_, i) => byVariant.map((of) => of[i]!));
}

function imageOf(program: Program, threads: number | null): LiveImage {
  return emitHere(threads === null ? program : withThreads(program, threads), { mode: 'throughput', checks: 'quarantine' });
}

/**
 * So many instances of each of the scenario's threads that has several, or of all where none has: what a load has one of,
 * such as a thread that unmaps, it keeps one of.
 */
export function withThreads(program: Program, instances: number): Program {
  const scales = program.threads.some((t) => t.kind === 'thread' && t.instances > 1);
  return { ...program, threads: program.threads.map((t) => (t.kind === 'thread' && (!scales || t.instances > 1) ? { ...t, instances } : t)) };
}

/** Of what a VMA is made of on the heap: itself, and its lock where that is an object of its own. */
function bytesPerVma({ structs }: Program): number | null {
  const vma = structs.get('vm_area_struct');
  const lock = structs.get('vma_lock');
  return vma ? slotBytes(vma.size) + (lock ? slotBytes(lock.size) : 0) : null;
}
