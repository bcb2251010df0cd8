import { describe, expect, it } from 'vitest';
import { isDirty, nextUntitled, sourcePath, suggestedName, type LabDocument } from '../../../../renderer/documents/document.ts';
import { planDrafts } from '../../../../renderer/documents/drafts.ts';
import { calls } from '../../../../shared/ipc/contract.ts';

const document = (id: string, name: string, text = 'a', saved = 'a'): LabDocument => ({ id, kind: id.split(':')[0] as LabDocument['kind'], name, text, saved });

describe('a document', () => {
  it('is called by the program as its kind says', () => {
    expect(sourcePath(document('kernel:variants/v1-rwsem.ts', 'variants/v1-rwsem.ts'))).toBe('kernel/variants/v1-rwsem.ts');
    expect(sourcePath(document('shipped:01-a.scenario.ts', '01-a.scenario.ts'))).toBe('scenarios/01-a.scenario.ts');
    expect(sourcePath(document('untitled:1', 'untitled-1'))).toBe('scenarios/untitled-1.ts');
  });

  it('always has a path that the compiler may be asked about', () => {
    for (const name of ['a', 'a/b\\c.ts', 'ü b.ts', 'x'.repeat(255), '..ts']) {
      const scenario = { path: sourcePath(document('file:/x', name)), text: '' };
      expect(calls['compile.check'].request.safeParse({ scenario, config: {} }).success).toBe(true);
    }
  });

  it('is dirty when its text is not the saved one; the kernel never is', () => {
    expect(isDirty(document('untitled:1', 'a', 'x', 'y'))).toBe(true);
    expect(isDirty(document('untitled:1', 'a', 'x', 'x'))).toBe(false);
    expect(isDirty(document('kernel:a.ts', 'a', 'x', 'y'))).toBe(false);
  });

  it('gets a name to be saved under, and a number of its own', () => {
    expect(suggestedName(document('untitled:2', 'untitled-2'))).toBe('untitled-2.scenario.ts');
    expect(suggestedName(document('shipped:a', '01-a.scenario.ts'))).toBe('01-a.scenario.ts');
    expect(nextUntitled(['untitled:1', 'kernel:a.ts', 'untitled:7'])).toBe(8);
    expect(nextUntitled([])).toBe(1);
  });
});

describe('which drafts to write', () => {
  it('is what changed and what is not needed any more', () => {
    const drafts = [['untitled:1', 'old', 'a'], ['untitled:2', 'same', 'a'], ['file:/gone', 'x', 'a'], ['file:/a', 'mine', 'before']] as const;
    const kept = new Map(drafts.map(([id, text, saved]) => [id as string, { id, name: 'a', text, saved }]));
    const rebased = { ...document('file:/a', 'a', 'mine'), saved: 'after' };
    const dirty = [document('untitled:1', 'a', 'new'), document('untitled:2', 'b', 'same'), document('untitled:3', 'c', 'fresh'), rebased];
    expect(planDrafts(kept, dirty)).toEqual({
      save: [
        { id: 'untitled:1', name: 'a', text: 'new', saved: 'a' },
        { id: 'untitled:3', name: 'c', text: 'fresh', saved: 'a' },
        { id: 'file:/a', name: 'a', text: 'mine', saved: 'after' },
      ],
      discard: ['file:/gone'],
    });
  });
});
