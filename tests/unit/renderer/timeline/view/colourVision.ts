/**
 * How different two colours look: CIE76 distance in Lab, after the simulation of colour vision deficiencies by Machado,
 * Oliveira and Fernandes (2009), severity 1. About 2.3 is just noticeable.
 */
import type { Rgb } from '../../../../../renderer/timeline/view/palette.ts';

export type Vision = 'normal' | 'protan' | 'deutan' | 'tritan';

const matrices: Record<Vision, readonly number[]> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

export function differenceSeen(x: Rgb, y: Rgb, vision: Vision): number {
  const [one, other] = [lab(x, vision), lab(y, vision)];
  return Math.hypot(...one.map((value, i) => value - other[i]!));
}

function lab(colour: Rgb, vision: Vision): number[] {
  const linear = colour.map((value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  const [r, g, b] = times(matrices[vision], linear);
  const [x, y, z] = times([0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505], [r!, g!, b!]);
  const f = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  return [116 * f(y!) - 16, 500 * (f(x! / 0.9505) - f(y!)), 200 * (f(y!) - f(z! / 1.089))];
}

function times(matrix: readonly number[], vector: readonly number[]): number[] {
  return [0, 3, 6].map((row) => vector.reduce((sum, value, column) => sum + matrix[row + column]! * value, 0));
}
