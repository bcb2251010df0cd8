/** What Monaco asks the lab for while there is an editor: lenses, fixes, hovers and the like, and who opens a definition. */
import { onUnmounted } from 'vue';
import { useCommand } from '../commands/useCommand.ts';
import { useExploring } from '../explore/useExploring.ts';
import { useNotices } from '../stores/notices.ts';
import { useProblems } from '../stores/problems.ts';
import { registerFixes } from './fixes/registerFixes.ts';
import { registerFormat } from './format/formatDocument.ts';
import { registerHover } from './hover/registerHover.ts';
import type { LensAction } from './lenses/lenses.ts';
import { registerLenses } from './lenses/registerLenses.ts';
import { pathOf } from './models.ts';
import { editor } from './monaco.ts';
import { registerRename } from './rename.ts';
import { registerSnippets } from './snippets/registerSnippets.ts';
import type { Overrides } from './useOverrides.ts';
import { useReveal } from './useReveal.ts';

/** @param overrides of the editor, which is there when anybody can ask. */
export function useProviders(overrides: () => Overrides): void {
  const command = useCommand();
  const { start: explore } = useExploring();
  const notices = useNotices();
  const problems = useProblems();
  const { reveal } = useReveal();

  async function act(action: LensAction): Promise<void> {
    switch (action.do) {
      case 'run': return command('run.start');
      case 'explore': return explore(action.goal);
      case 'override': return overrides().override(action.fn);
      case 'compare': return overrides().compare(action.fn);
      case 'try': return command('catalogue.try');
    }
  }

  const registered = [
    editor.registerEditorOpener({
      openCodeEditor(_source, resource, at) {
        const file = pathOf(resource);
        if (!at) return reveal({ file, line: 1, column: 1 });
        if (!('startLineNumber' in at)) return reveal({ file, line: at.lineNumber, column: at.column });
        return reveal({ file, line: at.startLineNumber, column: at.startColumn, endLine: at.endLineNumber, endColumn: at.endColumn });
      },
    }),
    registerLenses((action) => void notices.attempt('lens', () => act(action))),
    registerRename(),
    ...registerFormat(),
    registerSnippets(),
    registerFixes(() => problems.diagnostics, () => problems.protocol),
    registerHover(() => problems.protocol),
  ];
  onUnmounted(() => registered.forEach((each) => each.dispose()));
}
