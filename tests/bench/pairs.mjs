// Two ways to do the same, in turn. On a machine that others use too, only the ratio of two runs that follow each other means anything.

/**
 * @typedef {{ what: string, unit: string, first: number, second: number, ratio: number, spread: [number, number] }} Comparison
 * medians over the pairs, and the lowest and highest ratio
 */

/**
 * @param {string} what such as `lab / C`
 * @param {string} unit
 * @param {number} pairs
 * @param {() => Promise<number>} first
 * @param {() => Promise<number>} second
 * @returns {Promise<Comparison>}
 */
export async function compare(what, unit, pairs, first, second) {
  const runs = [];
  for (let i = 0; i < pairs; i++) {
    // Each goes first every other time, so that a machine that becomes slower or faster favours neither.
    const b = i % 2 === 1 ? await second() : undefined;
    const a = await first();
    runs.push({ a, b: b ?? (await second()) });
  }
  return summary(what, unit, runs);
}

/**
 * @param {string} what
 * @param {string} unit
 * @param {{ a: number, b: number }[]} runs
 * @returns {Comparison}
 */
export function summary(what, unit, runs) {
  const ratios = runs.map(({ a, b }) => a / b).sort((x, y) => x - y);
  return {
    what, unit,
    first: median(runs.map(({ a }) => a)),
    second: median(runs.map(({ b }) => b)),
    ratio: median(ratios),
    spread: [ratios[0] ?? NaN, ratios.at(-1) ?? NaN],
  };
}

/** NaN of none. @param {number[]} values */
export function median(values) {
  return [...values].sort((x, y) => x - y)[values.length >> 1] ?? NaN;
}

/** @param {Comparison} comparison */
export function line({ what, unit, first, second, ratio, spread }) {
  return `${what.padEnd(56)} ${first.toFixed(2).padStart(7)} / ${second.toFixed(2).padStart(7)} ${unit}   ratio ${ratio.toFixed(2)} (${spread.map((r) => r.toFixed(2)).join(' … ')})`;
}

/**
 * How long something took that a person waits for, ms.
 * @typedef {{ median: number, p95: number, longest: number }} Times
 */

/**
 * @param {number[]} taken ms
 * @returns {Times}
 */
export function timesOf(taken) {
  const sorted = [...taken].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;
  return { median: at(0.5), p95: at(0.95), longest: at(1) };
}
