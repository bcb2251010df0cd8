/** The figures of a comparison as tables of texts, a row for each variant. */
import type { Compared } from '../../shared/compare/comparison.ts';
import type { Unit } from '../../shared/compare/measure.ts';
import type { Spread } from '../../shared/compare/spread.ts';
import { FAULT_PATHS } from '../../shared/report/fault-paths.ts';
import { formatCount, formatNs } from '../format.ts';
import { contestantName } from './variantRuns.ts';

export interface FigureTable {
  title: string;
  columns: string[];
  rows: { name: string; cells: string[] }[];
}

const SPREAD = 'Lowest … highest';

/** `rounds`: how often each runs. What runs once has no spread. */
export function tablesOf(rows: readonly Compared[], unit: Unit, rounds: number): FigureTable[] {
  const tables = [throughput(rows, unit), ...paths(rows), ...latencies(rows), ...counters(rows)];
  return rounds > 1 ? tables : tables.map(withoutSpread);
}

function withoutSpread({ title, columns, rows }: FigureTable): FigureTable {
  const stays = (_: string, at: number): boolean => columns[at] !== SPREAD;
  return { title, columns: columns.filter(stays), rows: rows.map(({ name, cells }) => ({ name, cells: cells.filter(stays) })) };
}

export function throughputTitle(unit: Unit): string {
  return `${unit === 'faults' ? 'Faults' : 'Iterations'} a second`;
}

function throughput(rows: readonly Compared[], unit: Unit): FigureTable {
  return {
    title: throughputTitle(unit),
    columns: ['Median', SPREAD, 'To the first', SPREAD, 'Runs', 'Bytes a VMA'],
    rows: rows.map((row) => ({
      name: contestantName(row),
      cells: [...spread(row.perSecond, formatCount), ...spread(row.ratio, (r) => r.toFixed(2)), String(row.runs), row.bytesPerVma === null ? '–' : String(row.bytesPerVma)],
    })),
  };
}

function paths(rows: readonly Compared[]): FigureTable[] {
  const columns = rows.find((row) => row.paths.length > 0)?.paths.map(({ label }) => label);
  if (!columns) return [];
  return [{ title: 'How faults went', columns: columns.map(asHead), rows: rows.map((row) => ({ name: contestantName(row), cells: columns.map((label) => percent(row.paths.find((path) => path.label === label)?.share)) })) }];
}

/** A table for each; waits are among them: `mmap_lock.write_wait`. */
function latencies(rows: readonly Compared[]): FigureTable[] {
  const names = [...new Set(rows.flatMap((row) => row.latencies.map(({ name }) => name)))];
  return names.map((title) => ({
    title,
    columns: ['Median', SPREAD, 'p90', SPREAD, 'p99', SPREAD],
    rows: rows.flatMap((row) => {
      const of = row.latencies.find(({ name }) => name === title);
      return of ? [{ name: contestantName(row), cells: [of.p50, of.p90, of.p99].flatMap((each) => spread(each, formatNs)) }] : [];
    }),
  }));
}

/** A second; those that say how faults went have a table of their own. */
function counters(rows: readonly Compared[]): FigureTable[] {
  const shown = new Set<string>(['FAULT', ...FAULT_PATHS.map(({ counter }) => counter)]);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.counters)))].filter((name) => !shown.has(name) && rows.some((row) => (row.counters[name] ?? 0) > 0));
  if (names.length === 0) return [];
  return [{ title: 'Counters, a second', columns: rows.map(contestantName), rows: names.map((name) => ({ name, cells: rows.map((row) => (row.runs === 0 ? '–' : formatCount(Math.round(row.counters[name] ?? 0)))) })) }];
}

function spread(of: Spread | null, text: (value: number) => string): [string, string] {
  return of ? [text(of.median), `${text(of.low)} … ${text(of.high)}`] : ['–', ''];
}

/** Words as a column's head; a name of the kernel stays as it is. */
function asHead(label: string): string {
  return label.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)}%`;
}
