/** A colour for each thread; with more threads than colours, they come again: names and places tell the threads apart as well. */
const colours = 6;

export function laneColour(lane: number): string {
  return `var(--series-${(lane % colours) + 1})`;
}
