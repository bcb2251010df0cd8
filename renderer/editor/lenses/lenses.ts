/** What can be done with the parts of a source, each above its line. */
import type { ExploreGoal } from '../../../shared/ipc/explore-goal.ts';
import { choiceLines, outline, type Part } from '../../../shared/outline/outline.ts';

export type LensAction =
  | { do: 'run' }
  | { do: 'explore'; goal: ExploreGoal | null }
  | { do: 'override'; fn: string }
  | { do: 'compare'; fn: string }
  | { do: 'try' };

export interface Lens {
  line: number;
  title: string;
  tooltip: string;
  action: LensAction;
}

/** `path`: as the program calls the source. */
export function lensesOf(path: string, text: string): Lens[] {
  const parts = outline(text);
  const kernel = path.startsWith('kernel/');
  const lenses = parts.flatMap((part) => lensesOfPart(part, kernel ? path : null));
  const bodies = parts.filter(({ kind }) => kind === 'thread' || kind === 'kthread' || kind === 'function' || kind === 'override');
  const first = new Set(bodies.map(({ body }) => body?.first));
  const choices = choiceLines(text, bodies).filter((line) => !first.has(line)).map((line) => reach(line, { first: line, last: line }, kernel ? path : null));
  return [...lenses, ...choices].sort((a, b) => a.line - b.line);
}

function lensesOfPart({ kind, name, line, body }: Part, file: string | null): Lens[] {
  const here = body ? [reach(line, body, file)] : [];
  switch (kind) {
    case 'scenario':
      return [
        { line, title: 'Run', tooltip: 'Run the scenario on real cores (Ctrl+Enter)', action: { do: 'run' } },
        { line, title: 'Explore', tooltip: 'Look for violations in every interleaving (Ctrl+Shift+Enter)', action: { do: 'explore', goal: null } },
      ];
    case 'thread': case 'kthread': return here;
    case 'function':
      return file === null ? here : [...here, { line, title: 'Override', tooltip: `Put a version of ${name} of your own into the scenario`, action: { do: 'override', fn: name } }];
    case 'override':
      return name ? [
        ...here,
        { line, title: 'Compare with the kernel’s', tooltip: `What this version of ${name} changes`, action: { do: 'compare', fn: name } },
        { line, title: 'Try on the catalogue', tooltip: 'What the overrides of this scenario break: explore the catalogue with them', action: { do: 'try' } },
      ] : here;
    case 'sometimes':
      return name ? [{ line, title: 'Find a schedule', tooltip: 'Explore for the shortest schedule to a state in which this holds', action: { do: 'explore', goal: { kind: 'sometimes', name } } }] : [];
    case 'setup': case 'teardown': case 'always': return [];
  }
}

function reach(line: number, { first, last }: { first: number; last: number }, file: string | null): Lens {
  return { line, title: 'Explore to here', tooltip: 'Explore for the shortest schedule on which a thread comes here', action: { do: 'explore', goal: { kind: 'line', file, line: first, lastLine: last } } };
}
