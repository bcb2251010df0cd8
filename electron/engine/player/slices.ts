/** Long work of a thread that is asked other things meanwhile. */

const SLICE_MS = 10;

/** Begins when what has been asked already is answered. `goesOn`: asked before each part of the work; once it does not, the answer is null. */
export async function inSlices<T>(work: Generator<void, T>, goesOn: () => boolean): Promise<T | null> {
  for (;;) {
    await new Promise((resolve) => void setImmediate(resolve));
    for (const began = performance.now(); performance.now() - began < SLICE_MS; ) {
      if (!goesOn()) return null;
      const { done, value } = work.next();
      if (done) return value;
    }
  }
}
