import { expect, it } from 'vitest';
import type { Case, Cell } from '../../../shared/catalogue/cells.ts';
import { correspond } from '../../../shared/catalogue/landmarks.ts';
import type { Result } from '../../../shared/catalogue/result.ts';
import { cellLabel, cellText } from '../../../shared/catalogue/words.ts';
import type { Site } from '../../../shared/dialect/ir.ts';
import type { Step } from '../../../shared/explore/verdict.ts';

const of: Case = { row: 'B08', scenario: '16-stack-growth-unmarked', protocol: 'v1-rwsem', config: {}, part: 'bug', finds: 'I2' };
const result = (finding: string | null, more: Partial<Result> = {}): Result => ({
  case: of, found: { finding }, reason: null, asExpected: true, steps: finding === null ? null : 12, switches: finding === null ? null : 2, token: null, states: 100, ms: 5, known: null, ...more,
});

it('tells a cell in a few characters', () => {
  const open = { notApplicable: null };
  expect(cellText({ notApplicable: 'why' }, [])).toBe('–');
  expect(cellText(open, [])).toBe('·');
  expect(cellText(open, [result('I2'), result(null)])).toBe('I2 12/2 → ✓');
  expect(cellText(open, [result('I4', { asExpected: false })])).toBe('✗ I4 12/2');
  expect(cellText(open, [result(null, { found: null, reason: 'the time is over' })])).toBe('?');
});

it('calls a cell by what it says', () => {
  const cell: Cell = { row: 'B08', protocol: 'v1-rwsem', notApplicable: null, cases: [of, { ...of, part: 'mended', finds: null }] };
  expect(cellLabel(cell, [], false)).toBe('B08 in v1-rwsem: not explored yet; expected: I2 violated, mended verified');
  expect(cellLabel(cell, [result('I2', { switches: 1 }), result(null, { case: cell.cases[1]! })], false)).toBe('B08 in v1-rwsem: I2 violated in 12 steps with 1 switch; mended: verified');
  expect(cellLabel(cell, [result(null, { asExpected: false })], false)).toBe('B08 in v1-rwsem: verified, where I2 violated was expected');
  expect(cellLabel({ ...cell, protocol: 'none', notApplicable: 'why' }, [], false)).toBe('B08 in lock alone: not applicable, why');
});

const sites: Site[] = [
  { file: 'k.ts', start: 0, end: 1, line: 1, column: 1, fn: 'body', caller: -1 },
  { file: 'k.ts', start: 2, end: 3, line: 2, column: 1, fn: 'up_read', caller: 0 },
];
const step = (name: string, site: number, field: string, before: number, after: number): Step => ({
  thread: 1, choice: 0, name, site, access: { op: 'store', place: { struct: 's', field }, address: 64, before, after }, text: '', enabled: [1], blocked: [], after: [],
});
const steps = [step('fault/1', 0, 'count', 0, 1), step('fault/1', 1, 'count', 1, 1), step('munmap', 1, 'count', 1, 0), step('fault/1', 1, 'count', 0, 2), step('fault/1', 1, 'vm_lock.count', 2, 3)];

it('finds landmarks in their order, by thread, function, field and whether the word changes', () => {
  const by = { thread: 'fault', fn: 'up_read', field: 'count', changes: true };
  expect(correspond([{ says: 'a', ...by }], { steps, sites })).toEqual([{ says: 'a', step: 3 }]);
  expect(correspond([{ says: 'a', thread: 'fault', fn: 'body' }, { says: 'b', thread: 'munmap', fn: 'up_read' }], { steps, sites })).toEqual([{ says: 'a', step: 0 }, { says: 'b', step: 2 }]);
  // In a struct that lies in another, too.
  expect(correspond([{ says: 'a', ...by }, { says: 'b', ...by }], { steps, sites })[1]).toEqual({ says: 'b', step: 4 });
  // Not before the one before it, and not by a part of a field's name.
  expect(correspond([{ says: 'a', thread: 'fault', fn: 'up_read', changes: true }, { says: 'b', thread: 'munmap', fn: 'up_read' }], { steps, sites })[1]).toEqual({ says: 'b', step: null });
  expect(correspond([{ says: 'a', ...by, field: 'ount' }], { steps, sites })).toEqual([{ says: 'a', step: null }]);
});
