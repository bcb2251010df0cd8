/** The litmus tests for people to read: a row for each, a column for each memory model, and the notes below. */
import type { MemoryModel } from '../../shared/dialect/memory-model.ts';
import type { LitmusRow } from '../../shared/litmus/rows.ts';
import type { LitmusOutcome } from '../../shared/report/litmus-report.ts';
import { table } from './text.ts';

export function litmusText(rows: readonly LitmusRow[], models: readonly MemoryModel[], outcomes: readonly LitmusOutcome[]): string {
  const told = rows.filter(({ name }) => outcomes.some((o) => o.name === name));
  const of = (row: LitmusRow, memory: MemoryModel): LitmusOutcome | undefined => outcomes.find((o) => o.name === row.name && o.memory === memory);
  const cells = told.map((row) => [row.name, word(row.lkmm), ...models.map((memory) => cell(of(row, memory))), row.stronger === undefined ? '' : 'stronger']);
  const wrong = outcomes.filter(({ allowed, expected }) => allowed !== expected);
  const sections = [
    table([['', 'Linux kernel', ...models, ''], ...cells], models.length + 3),
    ...(models.includes('lkmm-ra') ? [notes('lkmm-ra is stronger than the Linux-kernel memory model:', told.flatMap(({ name, stronger }) => (stronger === undefined ? [] : [[name, stronger]])))] : []),
    notes('no file of the kernel says it; it follows:', told.flatMap(({ name, source }) => ('reason' in source ? [[name, source.reason]] : []))),
    ...(wrong.length > 0 ? [notes('NOT AS EXPECTED:', wrong.map(({ name, memory, expected, reason }) => [name, `${memory}: ${word(expected)} was expected${reason === null ? '' : `; ${reason}`}`]))] : []),
  ];
  const left = rows.length * models.length - outcomes.length;
  return `${sections.filter((each) => each !== '').join('\n')}\n  ${outcomes.length - wrong.length} of ${outcomes.length + left} as expected${left > 0 ? `; ${left} not run` : ''}\n`;
}

function cell(outcome: LitmusOutcome | undefined): string {
  if (!outcome) return '';
  const { allowed, expected } = outcome;
  return `${allowed === null ? 'unknown' : word(allowed)}${allowed === expected ? '' : ' !'}`;
}

function word(allowed: boolean): string {
  return allowed ? 'allowed' : 'forbidden';
}

function notes(head: string, rows: string[][]): string {
  return rows.length === 0 ? '' : `  ${head}\n${table(rows, 2)}`;
}
