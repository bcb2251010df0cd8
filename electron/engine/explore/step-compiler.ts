/** From a scenario to what is searched or played: in the thread that asks, or in the compiler's own (step-link.ts). */
import type { CheckResult } from '../../../shared/dialect/compile.ts';
import { emitStep, type StepImage, type StepOptions } from '../../../shared/dialect/step/emit.ts';
import { Lookers } from '../../../shared/dialect/step/weak/lookers.ts';
import type { SearchInput } from './program.ts';

export type StepCompiler = (input: SearchInput) => Promise<Compiled>;

export interface Compiled {
  checked: CheckResult;
  /** Only where there are no diagnostics. */
  emit(options: StepOptions): Promise<StepImage>;
}

/** Who finds what was kept needs no compiler, and does not wait for one to be loaded. */
export const compileHere: StepCompiler = async (input) => {
  const checked = (await import('./program.ts')).checkForSearch(input);
  return { checked, emit: async (options) => emitStep(checked.program!, options) };
};

/** An image as it is written down or sent: plain data. */
export type PlainImage = Omit<StepImage, 'lookers'>;

export function plainImage({ lookers: _, ...image }: StepImage): PlainImage {
  return image;
}

export function wholeImage(image: PlainImage): StepImage {
  return { ...image, lookers: new Lookers(image.program, image.layout.threads.map((t) => t.fn)) };
}
