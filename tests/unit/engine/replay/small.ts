/** Small programs to replay, and a search that finds what is wrong with them. */
import { checkForSearch } from '../../../../electron/engine/explore/program.ts';
import { search } from '../../../../electron/engine/explore/search.ts';
import type { Found } from '../../../../electron/engine/explore/found.ts';
import { type RunOptions, withoutRoom } from '../../../../electron/engine/replay/step-run.ts';
import type { Program } from '../../../../shared/dialect/ir.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';

export const OBJECTS = { objects: 4 };

export function programOf(text: string, config: Record<string, boolean | number> = {}, protocol = 'none'): Program {
  const { program, diagnostics } = checkForSearch({ scenario: { path: 'my.scenario.ts', text: `scenario({ title: 'test', protocol: '${protocol}' });\n${text}` }, config });
  if (!program) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return program;
}

export function imageOf(text: string): StepImage {
  return emitStep(programOf(text), { ...OBJECTS, states: 50_000, workers: 1 });
}

/** Of one that is only replayed. */
export function replayImage(program: Program, options: RunOptions): StepImage {
  return emitStep(program, withoutRoom(options));
}

export async function foundIn(image: StepImage): Promise<Found> {
  const { found } = await search(image, { ...OBJECTS, limitMs: 60_000, signal: new AbortController().signal, onProgress: () => {} });
  if (!found) throw new Error('nothing was found');
  return found;
}

/** Two locks taken in opposite orders. */
export const DEADLOCK = `
interface lock_t { locked: int; }
let a: Embedded<lock_t>; let b: Embedded<lock_t>;
function take(l: lock_t): void { while (cmpxchg_acquire(l.locked, 0, 1) !== 0) spin_until(() => READ_ONCE(l.locked) === 0); }
function drop(l: lock_t): void { smp_store_release(l.locked, 0); }
thread('ab', () => { take(a); take(b); drop(b); drop(a); });
thread('ba', () => { take(b); take(a); drop(a); drop(b); });`;

/** An object that one thread frees while the other still uses it; some steps of each have nothing to do with it. */
export const USE_AFTER_FREE = `
interface thing { n: int; next: thing; }
let shared: thing; let x: int; let y: int;
setup(() => { shared = alloc<thing>(); shared.n = 7; });
thread('user', () => { const t = READ_ONCE(shared); if (t === NULL) return; x = 1; x = 2; t.n = 8; });
thread('owner', () => { const t = shared; y = 1; WRITE_ONCE(shared, NULL); y = 2; free(t); });`;
