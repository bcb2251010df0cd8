/** A variant's files take the place of the kernel's. */
import { expect, it } from 'vitest';
import { kernelSources } from '../../../shared/sources/index.ts';
import { kernelOf, recordedKernel, shippedKernel } from '../../../shared/variants/kernel.ts';
import { overlay } from '../../../shared/variants/overlay.ts';
import { layersOf, VARIANTS, variantOf } from '../../../shared/variants/variants.ts';

const file = (path: string) => ({ path, text: path });
const files = (paths: string[]) => paths.map(file);
const SOURCES = files(['kernel/a.ts', 'kernel/p/b.ts', 'kernel/z.ts', 'kernel/variants/low/a.ts', 'kernel/variants/low/c.ts', 'kernel/variants/high/c.ts', 'kernel/variants/other/a.ts']);
const paths = (sources: readonly { path: string }[]) => sources.map(({ path }) => path);

it('lays a variant over the kernel, in the order of the names within it', () => {
  expect(paths(overlay(SOURCES, []))).toEqual(['kernel/a.ts', 'kernel/p/b.ts', 'kernel/z.ts']);
  expect(paths(overlay(SOURCES, [{ name: 'low', without: ['z.ts'] }]))).toEqual(['kernel/variants/low/a.ts', 'kernel/variants/low/c.ts', 'kernel/p/b.ts']);
});

it('lays a variant over the one that it is based on', () => {
  const layers = [{ name: 'low', without: ['z.ts'] }, { name: 'high', without: ['a.ts'] }];
  expect(paths(overlay(SOURCES, layers))).toEqual(['kernel/variants/high/c.ts', 'kernel/p/b.ts']);
});

it('knows variants that have files, and leaves out only what is there', () => {
  for (const variant of VARIANTS) {
    const layers = layersOf(variant);
    expect(layers.at(-1)).toBe(variant);
    expect(layers.slice(0, -1)).toEqual(variant.base === null ? [] : layersOf(variantOf(variant.base)!));
    const below = new Set(layers.slice(0, -1).length > 0 ? paths(overlay(kernelSources, layers.slice(0, -1))) : paths(overlay(kernelSources, [])));
    for (const each of variant.without) expect([...below].some((path) => path.endsWith(`/${each}`)), `${variant.name}: ${each}`).toBe(true);
    expect(paths(kernelOf(variant.name)).some((path) => path.startsWith(`kernel/variants/${variant.name}/`))).toBe(true);
  }
  const folders = new Set(kernelSources.flatMap(({ path }) => /^kernel\/variants\/([^/]+)\//.exec(path)?.[1] ?? []));
  expect([...folders].sort()).toEqual([...shippedKernel.protocols].sort());
});

it('takes a recording\'s kernel as it is, of those with a file for each variant only the one that was used', () => {
  expect(recordedKernel(kernelOf('6.4-6.13'), '6.4-6.13').files('')).toEqual(kernelOf('6.4-6.13'));
  const old = files(['kernel/a.ts', 'kernel/variants/v1-rwsem-rcu.ts', 'kernel/variants/v1-rwsem.ts']);
  expect(paths(recordedKernel(old, 'v1-rwsem').files(''))).toEqual(['kernel/a.ts', 'kernel/variants/v1-rwsem.ts']);
});
