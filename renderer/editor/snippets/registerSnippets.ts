/** The snippets among Monaco's completions, each where it may stand. */
import { languages, Range, type IDisposable } from '../monaco.ts';
import { pathOf } from '../models.ts';
import { fittingSnippets } from './fitting.ts';
import { filledIn } from './snippets.ts';

export function registerSnippets(): IDisposable {
  return languages.registerCompletionItemProvider('typescript', {
    provideCompletionItems(model, position) {
      if (pathOf(model.uri).startsWith('kernel/')) return null;
      const word = model.getWordUntilPosition(position);
      const before = model.getLineContent(position.lineNumber).slice(0, word.startColumn - 1);
      // Only where a statement begins.
      if (before.trim() !== '') return null;
      const range = new Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
      return {
        suggestions: fittingSnippets(model.getValue(), model.getOffsetAt(position) - word.word.length)
          .map(({ prefix, detail, body }) => ({
            label: { label: prefix, description: detail },
            kind: languages.CompletionItemKind.Snippet,
            insertText: body,
            insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
            documentation: { value: `\`\`\`typescript\n${filledIn(body)}\n\`\`\`` },
            // Before the function of the same name.
            sortText: `0${prefix}`,
            range,
          })),
      };
    },
  });
}
