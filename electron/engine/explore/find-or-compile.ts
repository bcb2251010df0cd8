/** What a search or a replay runs on: of a shipped scenario as it was compiled before, if it was; of all else as it is compiled now. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { KeptImages } from './kept-images.ts';
import type { SearchInput } from './program.ts';
import { type Compiled, compileHere, type StepCompiler } from './step-compiler.ts';

export interface Ready extends Compiled {
  /** What was kept: `emit` answers it, whatever it is asked for. Its program is what became of it: with observers, and inlined. */
  known: StepImage | undefined;
  /** Has an image found the next time, by what was asked now and by `also`. */
  keep(image: StepImage, also?: readonly unknown[]): void;
}

/** `asked`: all that the image follows from (asked.ts). `kept`: of what ships only (`isAsShipped`) where anything is to be kept. `compile`: in this thread unless told. */
export async function findOrCompile(input: SearchInput, asked: unknown, kept: KeptImages | undefined, compile: StepCompiler = compileHere): Promise<Ready> {
  const known = kept?.find(asked);
  const compiled: Compiled = known ? { checked: { diagnostics: [], program: known.program, scenario: known.program.scenario }, emit: () => Promise.resolve(known) } : await compile(input);
  return { ...compiled, known, keep: (image, also) => kept?.keep(asked, image, also) };
}
