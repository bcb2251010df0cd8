import { describe, expect, it } from 'vitest';
import { renamedDocuments } from '../../../../renderer/documents/renamed.ts';

describe('documents that have another name by now', () => {
  it('are known by each that they had', () => {
    const { nameNow, renamed } = renamedDocuments();
    renamed('untitled:1', 'file:/a');
    renamed('file:/a', 'file:/b');
    expect(['untitled:1', 'file:/a', 'file:/b', 'file:/c'].map(nameNow)).toEqual(['file:/b', 'file:/b', 'file:/b', 'file:/c']);
  });

  it('may have the old one back', () => {
    const { nameNow, renamed } = renamedDocuments();
    renamed('file:/a', 'file:/b');
    renamed('file:/b', 'file:/a');
    expect(['file:/a', 'file:/b'].map(nameNow)).toEqual(['file:/a', 'file:/a']);
    renamed('file:/a', 'file:/a');
    expect(nameNow('file:/a')).toBe('file:/a');
  });

  it('leave theirs to another one that is called so', () => {
    const { nameNow, renamed, isName } = renamedDocuments();
    renamed('shipped:a', 'file:/a');
    isName('shipped:a');
    expect(nameNow('shipped:a')).toBe('shipped:a');
  });
});
