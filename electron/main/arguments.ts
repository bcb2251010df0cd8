/** What is named on the command line, for the lab to open. */
import path from 'node:path';

export function isSource(file: string): boolean {
  return file.endsWith('.ts');
}

/** A recording, or a trace of which one can be made. */
export function isRecorded(file: string): boolean {
  return file.endsWith('.faultline') || file.endsWith('.json');
}

/** Options are Electron's and Chromium's. `isUnpackaged`: the first that is none names the application itself. */
export function fileArguments(argv: readonly string[], folder: string, isUnpackaged: boolean): string[] {
  return argv
    .slice(1)
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .slice(isUnpackaged ? 1 : 0)
    .map((argument) => path.resolve(folder, argument));
}
