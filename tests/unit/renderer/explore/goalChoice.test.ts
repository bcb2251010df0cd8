import { describe, expect, it } from 'vitest';
import { exploreGoal } from '../../../../shared/ipc/explore-goal.ts';
import { goalText, parseLine } from '../../../../renderer/explore/goalChoice.ts';

describe('a line to reach', () => {
  it.each([
    ['42', { file: null, line: 42, lastLine: 42 }],
    [' vma_lock.ts:43 ', { file: 'vma_lock.ts', line: 43, lastLine: 43 }],
    ['kernel/my file.ts : 7-9', { file: 'kernel/my file.ts', line: 7, lastLine: 9 }],
  ])('%s is read, and crosses to the main process', (text, read) => {
    expect(parseLine(text)).toEqual({ kind: 'line', ...read });
    expect(exploreGoal.safeParse(parseLine(text)).success).toBe(true);
  });

  it.each(['', 'x', '0', '-1', '9-7', ':4', 'a.ts:', '1.5', '9999999', `${'a'.repeat(300)}:1`])('%s is none', (text) => {
    expect(parseLine(text)).toBeUndefined();
  });

  it('is shown with its file', () => {
    expect(goalText({ kind: 'line', file: 'kernel/variants/v1-rwsem.ts', line: 3 })).toBe('line 3 of v1-rwsem.ts');
  });
});
