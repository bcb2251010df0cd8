/** Numbers, and names of files, as the window writes them. */

const grouping = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `1,234,567`. */
export function formatInteger(value: number): string {
  return grouping.format(value);
}

/** `1 step`, `1,234 steps`, `2 switches`. */
export function formatAmount(value: number, what: string): string {
  return `${formatInteger(value)} ${what}${value === 1 ? '' : what.endsWith('ch') ? 'es' : 's'}`;
}

/** Three significant digits: `950`, `12.3k`, `4.56M`. */
export function formatCount(value: number): string {
  for (const [size, unit] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const) {
    // 999 950 is 1.00M, not 1000k.
    if (Math.abs(value) >= size * 0.9995) return `${(value / size).toPrecision(3)}${unit}`;
  }
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}

/** Nanoseconds with three significant digits: `850 ns`, `1.20 µs`, `34.5 ms`. */
export function formatNs(ns: number): string {
  for (const [size, unit] of [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs']] as const) {
    if (ns >= size * 0.9995) return `${(ns / size).toPrecision(3)} ${unit}`;
  }
  return `${Math.round(ns)} ns`;
}

/** Time since the start: `0:07.3`, `1:02:03.4`. */
export function formatClock(ns: number): string {
  const tenths = Math.floor(ns / 1e8);
  const seconds = Math.floor(tenths / 10);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}.${tenths % 10}`;
}

/** An address: `0x1f000`. */
export function formatHex(value: number): string {
  return `0x${(value >>> 0).toString(16)}`;
}

/** `4 KiB`, `1.5 MiB`. */
export function formatBytes(bytes: number): string {
  for (const [size, unit] of [[1 << 30, 'GiB'], [1 << 20, 'MiB'], [1 << 10, 'KiB']] as const) {
    if (bytes >= size) return `${Number((bytes / size).toFixed(1))} ${unit}`;
  }
  return `${bytes} B`;
}

/** A file without its folders: `vma_lock.ts`. */
export function formatFile(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
