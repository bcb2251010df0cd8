import { expect, it } from 'vitest';
import { comparisonLimits, type ComparisonNote } from '../../../../shared/compare/job.ts';
import type { Measure } from '../../../../shared/compare/measure.ts';
import { heard, newRuns, parseThreads, progressOf, rowsOf } from '../../../../renderer/variants/variantRuns.ts';
import { tablesOf } from '../../../../renderer/variants/variantTables.ts';

const measure = (faults: number): Measure => ({
  faults,
  iterations: faults + 1,
  counters: { FAULT: faults, VMA_LOCK_SUCCESS: faults / 4, FAULT_MMAP_LOCK: (faults * 3) / 4, MUNMAP: 7 },
  latencies: { fault: { samples: 9, p50: 100, p90: 2000, p99: 3_000_000 } },
});
const ready: ComparisonNote = { kind: 'ready', contestants: ['a', 'c'].map((protocol) => ({ protocol, threads: 2, bytesPerVma: 96 })) };
const ran = (contestant: number, round: number, perSecond: number): ComparisonNote => ({ kind: 'run', contestant, round, measure: measure(perSecond), ended: null });
const failed: ComparisonNote = { kind: 'run', contestant: 1, round: 1, measure: null, ended: 'use after free' };
const asked = newRuns({ protocols: ['a', 'b', 'c'], rounds: 2 });
const compiled = [{ kind: 'compiled', protocol: 'a' } as const, { kind: 'refused', protocol: 'b', error: { message: 'no such name', place: null } } as const, { kind: 'compiled', protocol: 'c' } as const, ready].reduce(heard, asked);

it('counts what is compiled, and then what has run', () => {
  expect(progressOf(heard(asked, { kind: 'compiled', protocol: 'a' }))).toEqual({ done: 1, failed: 0, of: 3, compiling: true });
  expect(progressOf(compiled)).toEqual({ done: 0, failed: 0, of: 4, compiling: false });
  expect(progressOf([ran(0, 0, 1), failed, ran(1, 0, 1)].reduce(heard, compiled))).toEqual({ done: 3, failed: 1, of: 4, compiling: false });
  // An attempt after it counts.
  expect(progressOf([ran(0, 0, 1), failed, ran(1, 1, 1)].reduce(heard, compiled))).toMatchObject({ done: 2, failed: 0 });
  expect(compiled.refused).toEqual([{ names: ['b'], message: 'no such name', place: null }]);
});

it('tells an error once, however many variants it is in', () => {
  const error = (line: number, message = 'no such name') => ({ message, place: { file: 'scenarios/x.scenario.ts', line, column: 3 } });
  const refused = ([protocol, line, message]: [string, number, string?]) => ({ kind: 'refused', protocol, error: error(line, message) } as const);
  const made = ([['a', 7], ['b', 7, 'another'], ['c', 7], ['d', 8], ['e', 7]] as [string, number, string?][]).map(refused).reduce(heard, asked);
  expect(made.refused).toEqual([
    { ...error(7), names: ['a', 'c', 'e'] },
    { ...error(7, 'another'), names: ['b'] },
    { ...error(8), names: ['d'] },
  ]);
  expect(made.compiled).toBe(5);
});

it('keeps the last reason of a run that does not count, and what an attempt after it measured', () => {
  const made = [failed, failed, ran(1, 1, 8)].reduce(heard, compiled);
  expect(made.trouble).toEqual([{ name: 'c × 2', message: 'use after free' }]);
  expect(made.runs).toEqual([[null, null], [null, measure(8)]]);
});

it('tells figures and spread in tables', () => {
  const made = [ran(0, 0, 1000), ran(1, 0, 2000), ran(1, 1, 6000), ran(0, 1, 2000)].reduce(heard, compiled);
  const tables = tablesOf(rowsOf(made), 'faults', 2);
  expect(tables.map(({ title }) => title)).toEqual(['Faults a second', 'How faults went', 'fault', 'Counters, a second']);
  expect(tables[0]!.rows[1]).toEqual({ name: 'c × 2', cells: ['4.00k', '2.00k … 6.00k', '2.50', '2.00 … 3.00', '2', '96'] });
  expect(tables[1]!.rows[0]!.cells.slice(0, 2)).toEqual(['25.0%', '75.0%']);
  expect(tables[2]!.rows[0]!.cells).toEqual(['100 ns', '100 ns … 100 ns', '2.00 µs', '2.00 µs … 2.00 µs', '3.00 ms', '3.00 ms … 3.00 ms']);
  expect(tables[3]!).toEqual({ title: 'Counters, a second', columns: ['a × 2', 'c × 2'], rows: [{ name: 'MUNMAP', cells: ['7', '7'] }] });
  expect(tablesOf(rowsOf(compiled), 'iterations', 2)).toEqual([expect.objectContaining({ title: 'Iterations a second' })]);
});

it('tells no spread of what runs once', () => {
  const asked = newRuns({ protocols: ['a', 'c'], rounds: 1 });
  const [faults, , latency] = tablesOf(rowsOf([ready, ran(0, 0, 1000), ran(1, 0, 2000)].reduce(heard, asked)), 'faults', 1);
  expect([faults!.columns, faults!.rows[1]!.cells]).toEqual([['Median', 'To the first', 'Runs', 'Bytes a VMA'], ['2.00k', '2.00', '1', '96']]);
  expect([latency!.columns, latency!.rows[0]!.cells]).toEqual([['Median', 'p90', 'p99'], ['100 ns', '2.00 µs', '3.00 ms']]);
});

it('gives no figures of a variant that has not run, and heads of columns as words', () => {
  const tables = tablesOf(rowsOf(heard(compiled, ran(0, 0, 1000))), 'faults', 2);
  expect(tables.find(({ title }) => title === 'Counters, a second')!.rows).toEqual([{ name: 'MUNMAP', cells: ['7', '–'] }]);
  expect(tables.find(({ title }) => title === 'How faults went')!.columns.slice(0, 3)).toEqual(['VMA lock', 'mmap_lock', 'No mapping (SIGSEGV)']);
});

it('understands numbers of threads', () => {
  const parse = (text: string) => parseThreads(text, comparisonLimits);
  expect([parse(''), parse('1, 2,4'), parse('2 2')]).toEqual([[null], [1, 2, 4], [2]]);
  expect([parse('0'), parse('1,x'), parse('33'), parse('1.5'), parse('1 2 3 4 5 6 7 8 9')]).toEqual(Array(5).fill(undefined));
});
