/** What the file system refuses, in words: what is wrong, and what the person can do. */

interface Words {
  wrong: string;
  reading: string;
  writing: string;
}

const elsewhere = 'Save in another place';
const noPermission: Words = { wrong: 'permission denied', reading: 'Give yourself the right to read it, or open a copy that you may read.', writing: `${elsewhere}, or give yourself the right to write there.` };
const inUse: Words = { wrong: 'another program is using it', reading: 'Close it there, then try again.', writing: 'Close it there, then try again.' };
const tooManyOpen: Words = { wrong: 'too many files are open', reading: 'Close some, then try again.', writing: 'Close some, then try again.' };

const words: Record<string, Words> = {
  ENOENT: { wrong: 'there is no such file or folder', reading: 'It may have been moved or renamed: open it where it is now.', writing: `${elsewhere}: the folder may have been moved or renamed.` },
  ENOTDIR: { wrong: 'a part of its path is no folder', reading: 'Open it where it is now.', writing: `${elsewhere}.` },
  EISDIR: { wrong: 'it is a folder', reading: 'Choose a file in it.', writing: 'Choose another name.' },
  EFTYPE: { wrong: 'it is no regular file', reading: 'Choose a file.', writing: 'Choose another name.' },
  ELOOP: { wrong: 'its links go round in a circle', reading: 'Open the file itself.', writing: 'Choose another name.' },
  EACCES: noPermission,
  EPERM: noPermission,
  ENOSPC: { wrong: 'the disk is full', reading: 'Make room on it, then try again.', writing: `Make room on it, or save in another place.` },
  EDQUOT: { wrong: 'your share of the disk is used up', reading: 'Make room in it, then try again.', writing: `Make room in it, or save in another place.` },
  EFBIG: { wrong: 'it is larger than files may be here', reading: 'Open a copy of it.', writing: `${elsewhere}, or allow larger files (ulimit -f).` },
  EROFS: { wrong: 'the disk is read-only', reading: 'Open a copy of it.', writing: `${elsewhere}.` },
  ENAMETOOLONG: { wrong: 'its name is too long', reading: 'Give it a shorter one, then try again.', writing: 'Choose a shorter one.' },
  EIO: { wrong: 'the disk does not work as it should', reading: 'See whether it is still connected, then try again.', writing: `See whether it is still connected, or save in another place.` },
  EBUSY: inUse,
  ETXTBSY: inUse,
  ERIVAL: { wrong: 'another program has begun to write the same file', reading: 'Wait for it, then try again.', writing: 'See what it writes there, then try again, or choose another name.' },
  EMFILE: tooManyOpen,
  ENFILE: tooManyOpen,
};

/** Of the file system: anything else that is thrown is none of the person's. */
export function isFileError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** What is wrong, to follow a colon. */
export function whatIsWrong(error: Error): string {
  return wordsOf(error)?.wrong ?? error.message;
}

/** That, and what to do: whole sentences. */
export function fileWords(error: Error, doing: 'reading' | 'writing'): string {
  const toDo = wordsOf(error)?.[doing] ?? `Try again, or choose another ${doing === 'reading' ? 'file' : 'place'}.`;
  return `${whatIsWrong(error)}. ${toDo}`;
}

function wordsOf(error: Error): Words | undefined {
  return isFileError(error) ? words[error.code] : undefined;
}
