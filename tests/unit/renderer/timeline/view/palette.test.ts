import { describe, expect, it } from 'vitest';
import { colourNames, spareColours, vocabularyOf } from '../../../../../shared/trace/vocabulary.ts';
import { contrast, fillOf, inkOn, paletteOf, Pattern, type Rgb, rgb, surfaces, type Theme } from '../../../../../renderer/timeline/view/palette.ts';
import { strengths } from '../../../../../renderer/timeline/view/columnSums.ts';
import { differenceSeen } from './colourVision.ts';

const themes: Theme[] = ['light', 'dark'];
const rowsWithSeveral = vocabularyOf(
  ['fault', 'mmap', 'munmap', 'mprotect', 'madvise', 'mmap_lock.read', 'mmap_lock.write', 'mmap_lock.wait', 'vma_lock.read', 'vma_lock.wait'].map((name) => `${name}:begin`),
).rows;

it('contrast is what WCAG defines', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrast(rgb('#777777'), [255, 255, 255])).toBeCloseTo(4.48, 2);
});

describe.each(themes)('the %s palette', (theme) => {
  const { lane, laneOdd, text, faint, background } = surfaces[theme];

  it.each(colourNames)('lets the text on %s be read', (name) => {
    const fill = fillOf(name, theme);
    expect(contrast(fill, rgb(inkOn(fill)))).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps the pauses of the tracer in the background', () => {
    expect(contrast(fillOf('tracer', theme), rgb(lane))).toBeLessThan(1.6);
  });

  it.each(colourNames.filter((name) => name !== 'tracer'))('lets %s be seen on its lane', (name) => {
    const fill = fillOf(name, theme);
    for (const surface of [lane, laneOdd]) expect(contrast(fill, rgb(surface))).toBeGreaterThanOrEqual(3);
  });

  it('lets the text beside slices be read', () => {
    for (const ink of [text, faint]) {
      for (const surface of [lane, laneOdd, background]) expect(contrast(rgb(ink), rgb(surface))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['normal', 'protan', 'deutan', 'tritan'] as const)('tells the categories of a row apart, for %s vision', (vision) => {
    for (const { categories } of rowsWithSeveral) {
      const fills = categories.map(({ name }): [string, Rgb] => [name, fillOf(name, theme)]);
      for (const [index, [name, fill]] of fills.entries()) {
        for (const [other, otherFill] of fills.slice(index + 1)) {
          expect(differenceSeen(fill, otherFill, vision), `${name} and ${other}`).toBeGreaterThan(12);
        }
      }
    }
  });

  it('marks waiting with a pattern besides its colour', () => {
    const { packed } = paletteOf(theme);
    const patternOf = (name: string): number => packed[colourNames.indexOf(name) * strengths]! >>> 24;
    expect(patternOf('mmap_lock.wait')).toBe(Pattern.stripes);
    expect(patternOf('vma_lock.wait')).toBe(Pattern.stripes);
    expect(patternOf('mmap_lock.read')).toBe(Pattern.plain);
  });

  it('makes a column stronger the more it stands for, up to the colour itself', () => {
    const { packed } = paletteOf(theme);
    for (const [colour, name] of colourNames.entries()) {
      const ratios = Array.from({ length: strengths }, (_, i) => contrast(unpacked(packed[colour * strengths + i]!), rgb(lane)));
      expect([...ratios].sort((x, y) => x - y)).toEqual(ratios);
      expect(unpacked(packed[colour * strengths + strengths - 1]!)).toEqual(fillOf(name, theme));
    }
  });
});

it('gives every unforeseen category a colour', () => {
  const { rows } = vocabularyOf(Array.from({ length: spareColours + 2 }, (_, i) => `own_${i}:begin`));
  const colours = rows.flatMap(({ categories }) => categories.map(({ colour }) => colourNames[colour]));
  expect(colours).toHaveLength(spareColours + 2);
  expect(new Set(colours).size).toBe(spareColours);
});

function unpacked(packed: number): Rgb {
  return [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255];
}
