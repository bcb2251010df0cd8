/** The lenses in Monaco: what `lenses.ts` says of the text, and one command that does what a lens says. */
import { editor, languages, type IDisposable } from '../monaco.ts';
import { pathOf } from '../models.ts';
import { lensesOf, type LensAction } from './lenses.ts';

const command = 'faultline.lens';

export function registerLenses(act: (action: LensAction) => void): IDisposable {
  const done = editor.registerCommand(command, (_accessor, action: LensAction) => act(action));
  const provider = languages.registerCodeLensProvider('typescript', {
    provideCodeLenses(model) {
      const lenses = lensesOf(pathOf(model.uri), model.getValue()).map(({ line, title, tooltip, action }) => ({
        range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
        command: { id: command, title, tooltip, arguments: [action] },
      }));
      return { lenses, dispose() {} };
    },
  });
  return {
    dispose() {
      provider.dispose();
      done.dispose();
    },
  };
}
