/** Lines, file by file. */
import type { Line } from '../../shared/dialect/step/lines.ts';

export function byFile(lines: readonly Line[]): { file: string; lines: number[] }[] {
  const files = new Map<string, number[]>();
  for (const { file, line } of lines) {
    const known = files.get(file);
    if (known) known.push(line);
    else files.set(file, [line]);
  }
  return [...files].map(([file, own]) => ({ file, lines: own }));
}
