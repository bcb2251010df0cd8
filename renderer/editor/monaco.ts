/** Monaco, with the features a TypeScript editor needs, its workers, and the dialect as the only library there is. */
import './features.ts';
import 'monaco-editor/languages/definitions/typescript/register';
import { editor, KeyCode, KeyMod, languages, MarkerSeverity, Range, Uri } from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { conf, language } from 'monaco-editor/languages/definitions/typescript/typescript';
import { getTypeScriptWorker, ScriptTarget, typescriptDefaults } from 'monaco-editor/languages/features/typescript/register';
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker';

/** Lets the TypeScript worker begin. Before, it would take a core from what a person waits for: the first line, and its check. */
export let beginTypeScript!: () => void;
const begun = new Promise<void>((resolve) => (beginTypeScript = resolve));

/** Whether the TypeScript worker was wanted yet. It is then told of all models that there are, and never again of its own accord. */
let wanted = false;

self.MonacoEnvironment = {
  getWorker(_id: string, label: string) {
    if (label !== 'typescript') return new EditorWorker();
    wanted = true;
    return begun.then(() => new TypeScriptWorker());
  },
};

/** Tells the TypeScript worker of models that have come since. */
export async function tellTypeScript(models: readonly Uri[]): Promise<void> {
  if (!wanted || models.length === 0) return;
  const worker = await getTypeScriptWorker();
  await worker(...models);
}

// As the compiler checks it: no library but the dialect's (a model of its own), pointers nullable like C's.
typescriptDefaults.setCompilerOptions({
  noLib: true,
  strict: true,
  strictNullChecks: false,
  target: ScriptTarget.ESNext,
  allowNonTsExtensions: true,
  noEmit: true,
});
// Errors come from the compiler in the main process, TypeScript's included: one voice.
typescriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true, noSyntaxValidation: true, noSuggestionDiagnostics: true });
// Formatting is the lab's own (format/). Renaming must stay out of the kernel (rename.ts). Mends are the lab's own (fixes/): it gives TypeScript's no errors to
// mend. These two would have a second TypeScript loaded as soon as a text is shown, some sixty megabytes; so it comes when somebody points at a word, or types.
typescriptDefaults.setModeConfiguration({ ...typescriptDefaults.modeConfiguration, rename: false, documentRangeFormattingEdits: false, diagnostics: false, codeActions: false, inlayHints: false });
// Definitions are found across files, so the worker knows them all.
typescriptDefaults.setEagerModelSync(true);

/** The language of a source that is shown but is not part of the program: coloured alike, unknown to the worker. */
export const aside = 'dialect-aside';
languages.register({ id: aside });
languages.setMonarchTokensProvider(aside, language);
languages.setLanguageConfiguration(aside, conf);

export type { IDisposable, IPosition, IRange } from 'monaco-editor/editor';
export { editor, KeyCode, KeyMod, languages, MarkerSeverity, Range, Uri };
