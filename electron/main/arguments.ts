/** The files named on the command line; Electron's and Chromium's own arguments are not ours. */
import path from 'node:path';

export function isSource(file: string): boolean {
  return file.endsWith('.ts');
}

/** A recording, or a trace of which one can be made. */
export function isRecorded(file: string): boolean {
  return file.endsWith('.faultline') || file.endsWith('.json');
}

export function fileArguments(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => isSource(argument) || argument.endsWith('.faultline'))
    .map((argument) => path.resolve(folder, argument));
}
