/** Which snippets a scenario can take, where the cursor is: none that it has already, where that is said once, and none of a kernel that it is without. */
import { isInside } from '../../../shared/outline/mask.ts';
import { outline } from '../../../shared/outline/outline.ts';
import { snippets, type Snippet } from './snippets.ts';

/** @param offset where the snippet would begin. */
export function fittingSnippets(text: string, offset: number): Snippet[] {
  const where = isInside(text, offset) ? 'body' : 'top';
  const parts = outline(text);
  const said = new Set<string>(parts.map(({ kind }) => kind));
  const scenario = parts.find(({ kind }) => kind === 'scenario');
  const kernel = !scenario || !/\bprotocol:\s*['"]none['"]/.test(text.slice(scenario.start, scenario.end));
  return snippets.filter((snippet) => snippet.where === where && (kernel || !snippet.kernel) && !snippet.once?.some((kind) => said.has(kind)));
}
