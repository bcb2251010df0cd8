/** Where the time axis has marks, and how times are written. */
export interface Tick {
  time: number;
  label: string;
}

const units = [
  { name: 's', ns: 1e9 },
  { name: 'ms', ns: 1e6 },
  { name: 'µs', ns: 1e3 },
  { name: 'ns', ns: 1 },
] as const;
type Unit = (typeof units)[number];

/** The least step of the row 1, 2, 5, 10, 20, … ns that is at least `atLeast` ns. */
export function tickStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(atLeast, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= atLeast) ?? 10 * power;
}

/** Marks from `from` to `to`, at least `spacing` ns from each other, written with the digits that tell them apart. */
export function ticks(from: number, to: number, spacing: number): Tick[] {
  const step = tickStep(spacing);
  const unit = unitFor(to);
  const digits = digitsFor(step, unit);
  const marks: Tick[] = [];
  for (let n = Math.max(0, Math.ceil(from / step)); n * step <= to; n++) marks.push({ time: n * step, label: written(n * step, unit, digits) });
  return marks;
}

/** A moment, exact to `precision` ns: `12.345 678 s`. */
export function formatTime(time: number, precision: number): string {
  const unit = unitFor(time);
  return written(time, unit, digitsFor(tickStep(precision), unit));
}

function unitFor(time: number): Unit {
  return units.find(({ ns }) => Math.abs(time) >= ns) ?? units[3];
}

function digitsFor(step: number, unit: Unit): number {
  return Math.max(0, Math.ceil(Math.log10(unit.ns / step) - 1e-9));
}

function written(time: number, unit: Unit, digits: number): string {
  const [whole = '', fraction] = (time / unit.ns).toFixed(digits).split('.');
  const grouped = fraction?.replace(/(\d{3})(?=\d)/g, '$1\u2009');
  return `${whole}${grouped ? `.${grouped}` : ''} ${unit.name}`;
}
