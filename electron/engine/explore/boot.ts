/** How a search and a replay both begin: a memory with the program's tables in it, and the way to the first state. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { STATUS } from '../../../shared/dialect/step/abi.ts';
import { initialiseSearch } from '../../../shared/dialect/step/initialise.ts';
import { reserveMemory } from '../reserve.ts';
import { SearchFailure, SetupWaits } from './failure.ts';
import { type SearchCode, Space } from './space.ts';

/** A memory of its own; pages are only taken where it is used. Throws `NoRoom`. */
export function openSpace(image: StepImage): Space {
  const memory = reserveMemory(image.memory.pages);
  const space = new Space({ memory, module: new WebAssembly.Module(image.wasm), layout: image.memory });
  initialiseSearch(space.words, image.program, image.layout, image.regions, image.memory);
  return space;
}

/** kernel_init and setup; then each thread comes to its first step. Throws `SearchFailure` when setting up fails. */
export function boot({ program, regions }: StepImage, code: SearchCode): void {
  for (const fn of [program.entry.kernelInit, program.entry.setup]) {
    const status = fn ? code.$boot(regions.entry.get(fn)!) : STATUS.stopped;
    if (status === STATUS.chose) throw new SearchFailure(null, -1, 0, 0, `${fn} chooses, by pick or deadline_passed, but every schedule begins in one state: let a thread choose`);
    if (status !== STATUS.stopped) throw new SetupWaits(fn!);
  }
  code.$start();
}
