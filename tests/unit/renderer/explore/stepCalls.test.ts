import { expect, it } from 'vitest';
import { stepCalls } from '../../../../renderer/explore/stepCalls.ts';

const sites = [{ fn: 'munmap', file: 'a.ts', line: 1, column: 1, start: 0, end: 1, caller: -1 }, { fn: 'mas_walk', file: 'b.ts', line: 2, column: 1, start: 0, end: 1, caller: 0 }];
const stack = [{ fn: 'check', file: 'c.ts', line: 3 }, { fn: 'vma_write_lock', file: 'x.scenario.ts', line: 4 }];
const calls = (kind: 'property' | 'use-after-free', last: boolean) => stepCalls({ site: 1 }, { kind, stack, sites }, last).calls.map(({ fn }) => fn);

it('are those of the check that fails at the last step, and else those of the access', () => {
  expect(calls('property', true)).toEqual(['check', 'vma_write_lock']);
  expect(calls('property', false)).toEqual(['mas_walk', 'munmap']);
  expect(calls('use-after-free', true)).toEqual(['mas_walk', 'munmap']);
});
