/** Where the lines of a text are in another version of it. */
import { diffArrays } from 'diff';

/** Lines that differ, before it takes too long to tell which is which: then all of them do. */
const MOST_EDITS = 400;

export interface LineNow {
  line: number;
  /** Columns further to the right; a line that is only indented otherwise is the same. */
  shift: number;
  /** It reads otherwise, or is gone: this is where it was. */
  changed: boolean;
}

/** For each line of `then`, from 1 on. */
export function linesNow(then: string, now: string): (line: number) => LineNow {
  const [before, after] = [then.split(/\r?\n/), now.split(/\r?\n/)];
  const parts = diffArrays(before.map(trimmed), after.map(trimmed), { maxEditLength: MOST_EDITS }) ?? [{ removed: true, added: false, count: before.length }];
  const lines: LineNow[] = [];
  let at = 1;
  for (const { removed, added, count } of parts) {
    for (let i = 0; i < count && !added; i++) {
      const line = removed ? Math.min(at, after.length) : at + i;
      lines.push({ line, shift: removed ? 0 : indent(after[line - 1]!) - indent(before[lines.length]!), changed: removed });
    }
    if (!removed) at += count;
  }
  return (line) => lines[line - 1] ?? { line: Math.min(line, after.length), shift: 0, changed: true };
}

function trimmed(line: string): string {
  return line.trim();
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}
