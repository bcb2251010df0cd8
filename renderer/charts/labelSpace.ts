const roomy = 30;

/**
 * Between the labels of an axis at least, CSS pixels. Half of an axis that is short: there is a round number between a half and the
 * whole of any range, so that one stands there beside the zero.
 */
export function labelSpace(length: number): number {
  return Math.min(roomy, length / 2);
}
