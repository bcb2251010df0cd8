/** A mutant as it is made: what stands in place of which part of its file. */
import type { SourceText } from '../dialect/diagnostics.ts';
import type { Mutant } from './mutant.ts';

/** A part of the text, and what stands in its place. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface MadeMutant {
  mutant: Mutant;
  edits: Edit[];
}

/** The file with a mutant's change. What comes after it stays on its lines, so that steps name the lines that people read. */
export function mutated({ path, text }: SourceText, { edits }: Pick<MadeMutant, 'edits'>): SourceText {
  const last = [...edits].sort((a, b) => b.start - a.start);
  return { path, text: last.reduce((t, edit) => t.slice(0, edit.start) + edit.text + '\n'.repeat(linesLost(t, edit)) + t.slice(edit.end), text) };
}

function linesLost(text: string, { start, end, text: put }: Edit): number {
  return Math.max(lineBreaks(text.slice(start, end)) - lineBreaks(put), 0);
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}
