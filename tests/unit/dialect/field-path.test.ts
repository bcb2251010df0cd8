import { describe, expect, it } from 'vitest';
import { fieldPath, typeText } from '../../../shared/dialect/field-path';
import type { StructLayout } from '../../../shared/dialect/layout';

const word = { kind: 'int' } as const;
const structs = new Map<string, StructLayout>([
  ['lock', { name: 'lock', size: 8, align: 4, fields: [{ name: 'count', offset: 0, size: 4, type: word }, { name: 'owner', offset: 4, size: 4, type: word }] }],
  [
    'vma',
    {
      name: 'vma',
      size: 128,
      align: 64,
      fields: [
        { name: 'start', offset: 0, size: 4, type: word },
        { name: 'slots', offset: 4, size: 16, type: { kind: 'array', length: 4, element: { kind: 'pointer', struct: 'vma' } } },
        { name: 'locks', offset: 20, size: 16, type: { kind: 'array', length: 2, element: { kind: 'embedded', struct: 'lock', aligned: false } } },
        { name: 'vm_lock', offset: 64, size: 8, type: { kind: 'embedded', struct: 'lock', aligned: true } },
      ],
    },
  ],
]);

describe('fieldPath', () => {
  it.each([
    [0, 'start'],
    [4, 'slots[0]'],
    [16, 'slots[3]'],
    [32, 'locks[1].owner'],
    [68, 'vm_lock.owner'],
  ])('names the word at offset %i', (offset, path) => {
    expect(fieldPath(structs, 'vma', offset)).toBe(path);
  });

  it.each([40, 72, 124])('knows padding at offset %i', (offset) => {
    expect(fieldPath(structs, 'vma', offset)).toBeUndefined();
  });

  it('knows no struct that there is not', () => {
    expect(fieldPath(structs, 'mm', 0)).toBeUndefined();
  });
});

describe('typeText', () => {
  it('writes types as the dialect does', () => {
    expect(structs.get('vma')!.fields.map(({ type }) => typeText(type))).toEqual(['int', 'ArrayOf<vma, 4>', 'ArrayOf<Embedded<lock>, 2>', 'CacheAligned<lock>']);
  });
});
