import { expect, it } from 'vitest';
import { cellText } from '../../../shared/catalogue/cellText.ts';
import type { Case } from '../../../shared/catalogue/cells.ts';
import { correspond } from '../../../shared/catalogue/landmarks.ts';
import type { Result } from '../../../shared/catalogue/result.ts';
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

const sites: Site[] = [
  { file: 'k.ts', start: 0, end: 1, line: 1, column: 1, fn: 'body', caller: -1 },
  { file: 'k.ts', start: 2, end: 3, line: 2, column: 1, fn: 'up_read', caller: 0 },
];
const step = (name: string, site: number, field: string, before: number, after: number): Step => ({
  thread: 1, choice: 0, name, site, access: { op: 'store', place: { struct: 's', field }, address: 64, before, after }, text: '', enabled: [1], blocked: [], after: [],
});
const steps = [step('fault/1', 0, 'count', 0, 1), step('fault/1', 1, 'count', 1, 1), step('munmap', 1, 'count', 1, 0), step('fault/1', 1, 'count', 0, 2)];

it('finds landmarks in their order, by thread, function, field and whether the word changes', () => {
  const by = { thread: 'fault', fn: 'up_read', field: 'count', changes: true };
  expect(correspond([{ says: 'a', ...by }], { steps, sites })).toEqual([{ says: 'a', step: 3 }]);
  expect(correspond([{ says: 'a', thread: 'fault', fn: 'body' }, { says: 'b', thread: 'munmap', fn: 'up_read' }], { steps, sites })).toEqual([{ says: 'a', step: 0 }, { says: 'b', step: 2 }]);
  // Not before the one before it, and not by a part of a field's name.
  expect(correspond([{ says: 'a', thread: 'fault', fn: 'up_read', changes: true }, { says: 'b', thread: 'munmap', fn: 'up_read' }], { steps, sites })[1]).toEqual({ says: 'b', step: null });
  expect(correspond([{ says: 'a', ...by, field: 'ount' }], { steps, sites })).toEqual([{ says: 'a', step: null }]);
});
