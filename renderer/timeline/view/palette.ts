/**
 * Colours of categories, light and dark, in keeping with the window's: readers and writers look the same everywhere.
 * Text on them has at least 4.5:1, they have 3:1 against the lane, and those that share a row differ for every kind of colour
 * vision. The rows say the same as the colours do, and waiting has a pattern too.
 */
import { fills } from '../../../shared/trace/colours.ts';
import { colourNames, isWait } from '../../../shared/trace/vocabulary.ts';
import { strengths } from './columnSums.ts';

export type Theme = 'light' | 'dark';
/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** What a rectangle's last colour byte says of how it is filled. */
export const Pattern = { plain: 0, stripes: 1, gap: 2 } as const;

type Surface = 'background' | 'lane' | 'laneOdd' | 'line' | 'text' | 'faint' | 'gap' | 'mark' | 'markedRange' | 'arrow';

/** What the canvases draw besides slices: the window's own surfaces, lines and texts. */
export const surfaces: Record<Theme, Record<Surface, string>> = {
  light: {
    background: '#f2f4f6', lane: '#fdfdfe', laneOdd: '#f6f8f9', line: '#dfe4e8', text: '#1b2127', faint: '#525d67', gap: '#a5b0ba',
    mark: '#08766a', markedRange: 'rgb(8 118 106 / 13%)', arrow: '#1d7a3c',
  },
  dark: {
    background: '#101316', lane: '#15191d', laneOdd: '#191e22', line: '#262c33', text: '#dde3e8', faint: '#a3adb7', gap: '#55606b',
    mark: '#5ad8c4', markedRange: 'rgb(60 196 174 / 16%)', arrow: '#6fcf8b',
  },
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
