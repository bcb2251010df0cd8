import { describe, expect, it } from 'vitest';
import { fileWords, isFileError, whatIsWrong } from '../../../shared/report/file-errors';

const refused = (code: string): Error => Object.assign(new Error(`${code}: as Node says it, open '/x'`), { code, syscall: 'open' });

describe('what the file system refuses', () => {
  it('is told in words, with what to do', () => {
    expect(fileWords(refused('ENOSPC'), 'writing')).toBe('the disk is full. Make room on it, or save in another place.');
    expect(fileWords(refused('EACCES'), 'reading')).toBe('permission denied. Give yourself the right to read it, or open a copy that you may read.');
    expect(fileWords(refused('EROFS'), 'writing')).toBe('the disk is read-only. Save in another place.');
    expect(whatIsWrong(refused('EISDIR'))).toBe('it is a folder');
  });

  it('is told as it was said where there are no words for it', () => {
    expect(fileWords(refused('EODD'), 'reading')).toBe("EODD: as Node says it, open '/x'. Try again, or choose another file.");
    expect(fileWords(new Error('no code'), 'writing')).toBe('no code. Try again, or choose another place.');
    expect([isFileError(refused('EODD')), isFileError(new Error('x')), isFileError(null)]).toEqual([true, false, false]);
  });
});
