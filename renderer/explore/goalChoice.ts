/** What an exploration is to come to, as a person writes it and as it is shown. */
import type { Goal } from '../../shared/explore/verdict.ts';
import type { ExploreGoal } from '../../shared/ipc/explore-goal.ts';
import { limits } from '../../shared/ipc/limits.ts';
import { formatFile } from '../format.ts';

/** `43`, `vma_lock.ts:43`, or `10-20` for the first line of these with code; undefined for anything else. */
export function parseLine(text: string): ExploreGoal | undefined {
  const [, file, first, last = first] = /^(?:(\S(?:.*\S)?)\s*:\s*)?(\d{1,7})(?:\s*-\s*(\d{1,7}))?$/.exec(text.trim()) ?? [];
  if (first === undefined || (file?.length ?? 0) > limits.nameChars) return undefined;
  const [line, lastLine] = [Number(first), Number(last)];
  return line >= 1 && lastLine >= line && lastLine <= limits.sourceChars ? { kind: 'line', file: file ?? null, line, lastLine } : undefined;
}

/** `line 7 of x.scenario.ts`, `sometimes "both"`. */
export function goalText(goal: Goal): string {
  return goal.kind === 'line' ? `line ${goal.line} of ${formatFile(goal.file)}` : `sometimes “${goal.name}”`;
}
