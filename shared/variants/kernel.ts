/** The kernel that a program is made with: the one that ships with the lab, or one that a recording brings. */
import type { Kernel } from '../dialect/compile.ts';
import type { SourceText } from '../dialect/diagnostics.ts';
import { kernelSources } from '../sources/index.ts';
import { overlay } from './overlay.ts';
import { layersOf, VARIANTS, variantOf } from './variants.ts';

/** The files of the shipped kernel with one variant; without a variant where there is none of that name. */
export function kernelOf(protocol: string): SourceText[] {
  const variant = variantOf(protocol);
  return overlay(kernelSources, variant ? layersOf(variant) : []);
}

export const shippedKernel: Kernel = { protocols: VARIANTS.map(({ name }) => name), files: kernelOf };

/** Whether a recording brings the very files that ship with the lab. */
export function isShipped(sources: readonly SourceText[], protocol: string): boolean {
  const shipped = new Map(kernelOf(protocol).map(({ path, text }) => [path, text]));
  return sources.length === shipped.size && sources.every(({ path, text }) => shipped.get(path) === text);
}

/**
 * A recording holds the files of its program and no others, so nothing is to be chosen. Those made before variants had folders hold every
 * variant, each of them one file.
 */
export function recordedKernel(sources: readonly SourceText[], protocol: string): Kernel {
  const files = sources.filter(({ path }) => !/^kernel\/variants\/[^/]+$/.test(path) || path === `kernel/variants/${protocol}.ts`);
  return { protocols: [protocol], files: () => files };
}
