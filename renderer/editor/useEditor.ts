/** The one editor: shows the document in front, hands back what is typed, and goes where it is asked to go. */
import { onMounted, onUnmounted, watch, type Ref } from 'vue';
import { isScenario, type LabDocument } from '../documents/document.ts';
import { useDocuments } from '../stores/documents.ts';
import { useProblems } from '../stores/problems.ts';
import { useSettings } from '../stores/settings.ts';
import { editorCommands, placeCommands } from './editorCommands.ts';
import { useMarks } from './marks/useMarks.ts';
import { useOverrides, type Overrides } from './useOverrides.ts';
import { useProviders } from './useProviders.ts';
import { showMarkers } from './markers.ts';
import { chooseVariant, dropModel, modelOf } from './models.ts';
import { beginTypeScript, editor, Range } from './monaco.ts';
import { labOptions, textOptions } from './editorOptions.ts';
import { applyEditorTheme } from './theme.ts';
import { useTyping } from './typing/useTyping.ts';
import { useLineMark } from './useLineMark.ts';
import { useThreadLines } from './useThreadLines.ts';
import { wanted, type SourcePlace } from './useReveal.ts';

export function useEditor(container: Readonly<Ref<HTMLElement | null>>): { focus(): void } {
  const documents = useDocuments();
  const problems = useProblems();
  const settings = useSettings();
  const views = new Map<string, editor.ICodeEditorViewState | null>();
  let instance: editor.IStandaloneCodeEditor;
  let overrides: Overrides;
  let shown: LabDocument | null = null;
  /** The scenario whose model is part of the program. */
  let inProgram: LabDocument | null = null;

  function show(document: LabDocument | null): void {
    if (shown) views.set(shown.id, instance.saveViewState());
    const focused = instance.hasTextFocus();
    if (documents.scenario && documents.scenario !== inProgram) {
      const before = inProgram;
      inProgram = documents.scenario;
      if (shown === before) instance.setModel(null);
      if (before) dropModel(before);
      modelOf(inProgram);
    }
    shown = document;
    instance.updateOptions({ readOnly: document ? !isScenario(document) : true });
    instance.setModel(document && modelOf(document));
    const view = document && views.get(document.id);
    if (view) instance.restoreViewState(view);
    // Without a model in between, it has lost it.
    if (focused && document) instance.focus();
    showMarkers(problems.diagnostics);
  }

  function takeVariant(protocol: string): void {
    chooseVariant(protocol);
    // A file of the kernel may have lost its model. Whoever types in another one is not to be disturbed.
    if (!instance.getModel()) show(documents.active);
    showMarkers(problems.diagnostics);
  }

  function goTo({ line, column, endLine = line, endColumn = column }: SourcePlace, focus: boolean): void {
    const range = new Range(line, column, endLine, endColumn);
    instance.setSelection(range);
    instance.revealRangeInCenterIfOutsideViewport(range);
    if (focus) instance.focus();
  }

  function replaceAll(text: string): void {
    const model = instance.getModel()!;
    model.pushStackElement();
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    model.pushStackElement();
  }

  onMounted(() => {
    chooseVariant(problems.protocol);
    applyEditorTheme(settings.theme);
    instance = editor.create(container.value!, {
      model: null,
      ariaLabel: 'Scenario editor',
      ...labOptions(),
      ...textOptions(settings.settings),
      renderLineHighlightOnlyWhenFocus: true,
      padding: { top: 8 },
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
      overviewRulerLanes: 2,
      hideCursorInOverviewRuler: true,
      // By the outline, TypeScript would be loaded for it; by indentation, the first line of a comment would stand there.
      stickyScroll: { enabled: false },
      tabSize: 2,
      readOnlyMessage: { value: 'The kernel is read-only. To change a function, `override` it in the scenario.' },
    });
    overrides = useOverrides(instance);
    editorCommands(instance);
    placeCommands(instance, overrides);
    useLineMark(instance);
    useThreadLines(instance);
    useMarks(instance);
    useTyping(instance);
    instance.onDidChangeModelContent(() => {
      if (shown && isScenario(shown)) documents.setText(shown.id, instance.getValue());
    });

    watch(() => textOptions(settings.settings), (options) => instance.updateOptions(options));
    watch(() => settings.theme, (theme) => applyEditorTheme(theme), { flush: 'post' });
    watch(() => problems.protocol, takeVariant);
    watch(() => [documents.active, documents.scenario] as const, ([active]) => show(active));
    // Text that changed elsewhere: reverted, or read again from disk. Undo brings back what was there.
    watch(
      () => documents.active?.text,
      (text) => {
        if (text !== undefined && shown?.id === documents.activeId && instance.getValue() !== text) replaceAll(text);
      },
      { flush: 'post' },
    );
    watch(() => problems.diagnostics, showMarkers);
    watch(() => problems.status, (status) => status !== 'checking' && beginTypeScript(), { immediate: true });
    show(documents.active);
    watch(wanted, (next) => next && goTo(next.place, next.focus), { immediate: true, flush: 'post' });
    // Who starts the lab can type at once; what was clicked meanwhile keeps the focus.
    if (shown && document.activeElement === document.body) instance.focus();
  });

  useProviders(() => overrides);
  onUnmounted(() => {
    instance.dispose();
    editor.getModels().forEach((model) => model.dispose());
  });
  return { focus: () => instance.focus() };
}
