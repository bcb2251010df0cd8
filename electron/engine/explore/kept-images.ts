/** Images of shipped scenarios for the search: those that the build made, `out/images`, and those of explorations before, `out/cli/images`. */
import { fileURLToPath } from 'node:url';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { buildDigests } from '../build-digests.ts';
import { Kept } from '../kept.ts';
import { type PlainImage, plainImage, wholeImage } from './step-compiler.ts';

/** Mostly two names for each image, which takes half a megabyte: enough for every shipped scenario in some variants. */
const MOST = 400;

export class KeptImages {
  private readonly files: Kept<PlainImage>;

  /** As in `Room` (kept.ts). */
  constructor(folder: string, compiler: string, shipped?: string, most = MOST) {
    this.files = new Kept({ folder, compiler, shipped, most });
  }

  /** Of the build in a folder, `out/`; none where it does not say what it was made from. */
  static of(out: URL): KeptImages | undefined {
    const { compiler } = buildDigests(out);
    return compiler === undefined ? undefined : new KeptImages(fileURLToPath(new URL('cli/images/', out)), compiler, fileURLToPath(shippedIn(out)));
  }

  /** Those that come with the build, for who makes them. */
  static ofBuild(out: URL): KeptImages | undefined {
    const { compiler } = buildDigests(out);
    return compiler === undefined ? undefined : new KeptImages(fileURLToPath(shippedIn(out)), compiler, undefined, Infinity);
  }

  find(question: unknown): StepImage | undefined {
    const image = this.files.find(question);
    return image && wholeImage(image);
  }

  keep(question: unknown, image: StepImage, also: readonly unknown[] = []): void {
    this.files.keep(question, plainImage(image), also);
  }
}

function shippedIn(out: URL): URL {
  return new URL('images/', out);
}
