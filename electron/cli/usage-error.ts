/** The person asked for something that makes no sense: exit code 2, and where help is. */
export class UsageError extends Error {}
/** A file that cannot be read or written as asked: exit code 2. */
export class FileError extends UsageError {}
