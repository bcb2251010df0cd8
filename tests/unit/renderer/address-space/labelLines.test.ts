import { describe, expect, it } from 'vitest';
import { labelLines } from '../../../../renderer/address-space/labelLines.ts';

const parts = ['rw-', '4 KiB', 'seq 1', 'write-locked by mprotect'];

describe('what stands in a VMA', () => {
  it.each<[string, number, number, string[]]>([
    ['is one line where it fits', 60, 9, ['rw-  4 KiB  seq 1  write-locked by mprotect']],
    ['goes on below', 26, 9, ['rw-  4 KiB  seq 1', 'write-locked by mprotect']],
    ['is cut where it may not', 26, 1, ['rw-  4 KiB  seq 1  write-…']],
    ['is cut where a part is too long', 14, 9, ['rw-  4 KiB', 'seq 1', 'write-locked …']],
    ['is cut in the last line that there is room for', 14, 2, ['rw-  4 KiB', 'seq 1  write-…']],
    ['is a sign where there is no room at all', 0, 1, ['…']],
  ])('%s', (_, letters, most, lines) => expect(labelLines(parts, letters, most)).toEqual(lines));
});
