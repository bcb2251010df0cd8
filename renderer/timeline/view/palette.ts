/**
 * Colours of categories, light and dark. The hues are Okabe and Ito's, which people tell apart whatever their colour vision;
 * darkened or lightened so that the text on them has at least 4.5:1 and they have 3:1 against the lane. Rows (and, for waits,
 * a pattern) say the same as the colours do.
 */
import { colourNames, isWait } from '../model/vocabulary.ts';
import { strengths } from './segments.ts';

export type Theme = 'light' | 'dark';
/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** What a rectangle's last colour byte says of how it is filled. */
export const Pattern = { plain: 0, stripes: 1, gap: 2 } as const;

const fills: Record<string, { light: string; dark: string }> = {
  fault: { light: '#0072b2', dark: '#56b4e9' },
  mmap: { light: '#00795a', dark: '#2fc79b' },
  munmap: { light: '#a34a7f', dark: '#e08fbd' },
  mprotect: { light: '#8a6400', dark: '#f0c243' },
  madvise: { light: '#5b6270', dark: '#aeb6c4' },
  'mmap_lock.read': { light: '#2f7fb8', dark: '#7cc4ee' },
  'mmap_lock.write': { light: '#54307f', dark: '#b79cf0' },
  'mmap_lock.wait': { light: '#c24a00', dark: '#ff8a3d' },
  'vma_lock.read': { light: '#00795a', dark: '#2fc79b' },
  'vma_lock.wait': { light: '#c24a00', dark: '#ff8a3d' },
  rcu: { light: '#687080', dark: '#98a1b2' },
  'rcu.gp': { light: '#54307f', dark: '#b79cf0' },
  'vma_lock.refused': { light: '#c0272d', dark: '#ff7b7b' },
  abort: { light: '#c0272d', dark: '#ff7b7b' },
  retry: { light: '#c24a00', dark: '#ff8a3d' },
  miss: { light: '#8a6400', dark: '#f0c243' },
  wake: { light: '#00795a', dark: '#2fc79b' },
  'vma_lock.mark': { light: '#54307f', dark: '#b79cf0' },
  'vma_lock.end_write_all': { light: '#54307f', dark: '#b79cf0' },
  'rcu.free': { light: '#a34a7f', dark: '#e08fbd' },
  zap: { light: '#a34a7f', dark: '#e08fbd' },
  'rcu.call': { light: '#687080', dark: '#98a1b2' },
  'pte.install': { light: '#0072b2', dark: '#56b4e9' },
  'spare 0': { light: '#3f6f21', dark: '#a4cf6b' },
  'spare 1': { light: '#1d6f7c', dark: '#6fd0dc' },
  'spare 2': { light: '#7a5a3a', dark: '#cfae8b' },
};

export const surfaces: Record<Theme, Record<'background' | 'lane' | 'laneOdd' | 'line' | 'text' | 'faint' | 'gap', string>> = {
  light: { background: '#f0f2f5', lane: '#ffffff', laneOdd: '#f6f7f9', line: '#e1e4ea', text: '#1d2330', faint: '#5a6272', gap: '#d5d9e0' },
  dark: { background: '#111318', lane: '#16191f', laneOdd: '#1b1f26', line: '#2b313b', text: '#e6e9ef', faint: '#9aa3b2', gap: '#3a414d' },
};

export interface Palette {
  theme: Theme;
  /** Packed RGB + pattern for a rectangle, by colour * strengths + strength - 1. */
  packed: Uint32Array;
  /** CSS colours of the text on a category's fill, by colour. */
  ink: string[];
  background: number;
  lane: number;
  laneOdd: number;
  line: number;
  gap: number;
}

/** Least share of a category's own colour in its weakest column: it must still be seen. */
const weakest = 0.4;

export function paletteOf(theme: Theme): Palette {
  const surface = surfaces[theme];
  const lane = rgb(surface.lane);
  const packed = new Uint32Array(colourNames.length * strengths);
  const ink = colourNames.map((name, colour) => {
    const fill = fillOf(name, theme);
    for (let strength = 0; strength < strengths; strength++) {
      const share = weakest + ((1 - weakest) * strength) / (strengths - 1);
      packed[colour * strengths + strength] = pack(mix(lane, fill, share), isWait(name) ? Pattern.stripes : Pattern.plain);
    }
    return inkOn(fill);
  });
  const solid = (name: keyof typeof surface): number => pack(rgb(surface[name]), Pattern.plain);
  return { theme, packed, ink, background: solid('background'), lane: solid('lane'), laneOdd: solid('laneOdd'), line: solid('line'), gap: pack(rgb(surface.gap), Pattern.gap) };
}

export function fillOf(name: string, theme: Theme): Rgb {
  return rgb((fills[name] ?? fills['spare 0']!)[theme]);
}

export function inkOn(fill: Rgb): string {
  return contrast(fill, [255, 255, 255]) >= contrast(fill, rgb(darkInk)) ? '#ffffff' : darkInk;
}
const darkInk = '#0b0e13';

/** The contrast of two colours as WCAG 2 defines it: 1 to 21. */
export function contrast(x: Rgb, y: Rgb): number {
  const [low, high] = [luminance(x), luminance(y)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance([r, g, b]: Rgb): number {
  const linear = (value: number): number => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function mix(x: Rgb, y: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2): number => Math.round(x[i] + (y[i] - x[i]) * share);
  return [at(0), at(1), at(2)];
}

/** Bytes r, g, b, pattern in memory. */
function pack([r, g, b]: Rgb, pattern: number): number {
  return (r | (g << 8) | (b << 16) | (pattern << 24)) >>> 0;
}
