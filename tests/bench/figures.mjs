// What was measured by itself, with nothing to compare it with.

/** @typedef {{ what: string, value: number, unit: string }} Figure */

/** @param {Figure} figure */
export function figureLine({ what, value, unit }) {
  return `${what.padEnd(80)} ${value.toLocaleString('en', { maximumFractionDigits: 1 }).padStart(11)} ${unit}`;
}
