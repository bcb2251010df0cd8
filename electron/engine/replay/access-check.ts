/** Whether an access goes through, as the compiled step checks it (shared/dialect/step/runtime/access.ts). */
import { OBJECT, STATIC } from '../../../shared/dialect/step/layout.ts';
import type { StepRun } from './step-run.ts';

/** `written`: what the step has written so far. */
export function mayAccess(run: StepRun, address: number, written: ReadonlyMap<number, number>): boolean {
  if (address < 64 || (address & 3) !== 0) return false;
  const header = run.image.layout.headers[address >> 2] ?? 0;
  return header === STATIC || (header > STATIC && (written.get(header) ?? run.word(header)) === OBJECT.allocated);
}
