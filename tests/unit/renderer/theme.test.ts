import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../renderer/theme/tokens.css', import.meta.url), 'utf8');

/** The colours of a theme, as 0…255. */
function colours(theme: 'dark' | 'light'): Map<string, [number, number, number]> {
  const block = new RegExp(`:root\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)![1]!;
  const entries = [...block.matchAll(/--([\w-]+): #([0-9a-f]{6});/g)];
  return new Map(entries.map(([, name, hex]) => [name!, [0, 2, 4].map((at) => parseInt(hex!.slice(at, at + 2), 16)) as [number, number, number]]));
}

/** Contrast as WCAG 2 measures it. */
function contrast(a: [number, number, number], b: [number, number, number]): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: [number, number, number]): number {
  const [red, green, blue] = colour.map((value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const named = colours(theme);
  const of = (name: string): [number, number, number] => named.get(name)!;

  it('has every colour that the other one has', () => {
    expect([...named.keys()].sort()).toEqual([...colours(theme === 'dark' ? 'light' : 'dark').keys()].sort());
  });

  it.each([
    ...['text', 'text-dim', 'accent', 'error', 'warning', 'ok'].flatMap((text) => ['surface-0', 'surface-1', 'surface-2'].map((surface) => [text, surface])),
    ...['reader', 'writer', 'waiting'].flatMap((text) => ['surface-1', 'surface-2'].map((surface) => [text, surface])),
    ['text', 'surface-3'], ['text', 'surface-4'], ['text', 'accent-soft'], ['text-dim', 'accent-soft'], ...['accent', 'error', 'warning', 'ok'].map((text) => [text, 'accent-soft']),
    ['text', 'error-soft'], ['error', 'error-soft'], ['text-dim', 'error-soft'], ['text', 'reader-soft'], ['text', 'writer-soft'],
    ['text-on-accent', 'accent'], ['text-on-accent', 'accent-strong'],
  ] as [string, string][])('%s can be read on %s', (text, surface) => {
    expect(contrast(of(text), of(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['line-strong', 'series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6'])('%s can be seen on a pane', (name) => {
    expect(contrast(of(name), of('surface-1'))).toBeGreaterThanOrEqual(3);
  });
});
