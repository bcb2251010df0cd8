/** Text and figures for a terminal. */
import { CONTROLS } from '../../shared/report/controls.ts';
import { columnsOf, padEnd, padStart } from './columns.ts';

/** Control characters as spaces: what comes from a file must not steer the terminal, and columns stay columns. */
export function printable(text: string): string {
  return text.replace(CONTROLS, ' ').replace(/[\t\n]/g, ' ');
}

/** Data with all texts in it printable: names of threads, counters and files come from strangers, too. */
export function printableIn<T>(data: T): T {
  if (typeof data === 'string') return printable(data) as T;
  if (Array.isArray(data)) return data.map(printableIn) as T;
  if (data === null || typeof data !== 'object' || ArrayBuffer.isView(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [printable(name), printableIn<unknown>(value)])) as T;
}

/** `1,234,567`. Locales would take longer to load than most commands have to say. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 step`, `1,234 steps`, `2 switches`. */
export function amount(value: number, what: string): string {
  return `${grouped(value)} ${what}${value === 1 ? '' : what.endsWith('ch') ? 'es' : 's'}`;
}

/** The variant that a program runs with, or that it is one by itself. */
export function protocolText(protocol: string): string {
  return protocol === 'none' ? 'no kernel' : protocol;
}

/** `99.98 %` */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

/** A time in ns as `850 ns`, `12.3 µs`, `4.56 ms`, `1.20 s`. */
export function time(ns: number): string {
  // Of 999.7 µs, and of 1000 s and more, three digits would be 1.00e+3.
  if (ns >= 999.5e9) return `${grouped(ns / 1e9)} s`;
  for (const [size, unit] of [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs']] as const) {
    if (ns >= size * 0.9995) return `${(ns / size).toPrecision(3)} ${unit}`;
  }
  return `${Math.round(ns)} ns`;
}

/** Bytes as `850 B`, `12.3 KiB`, `4.5 MiB`. */
export function size(bytes: number): string {
  if (bytes < 2 ** 10) return `${bytes} B`;
  return bytes < 2 ** 20 ? `${(bytes / 2 ** 10).toFixed(1)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** Rows as aligned columns: the first `left` to the left, all others, which are figures, to the right. */
export function table(rows: readonly (readonly string[])[], left = 1): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, columnsOf(cell))));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column < left ? padEnd(cell, widths[column]!) : padStart(cell, widths[column]!))).join('   ');
  return rows.map((row) => `  ${line(row).trimEnd()}\n`).join('');
}
