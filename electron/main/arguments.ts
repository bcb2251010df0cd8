/** The files named on the command line; Electron's and Chromium's own arguments are not ours. */
import path from 'node:path';

export function fileArguments(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => /\.(ts|faultline)$/.test(argument))
    .map((argument) => path.resolve(folder, argument));
}
