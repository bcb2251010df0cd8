/** Overriding kernel functions from where they are looked at, and comparing an override with the kernel's. */
import { nextTick } from 'vue';
import { kernelOf } from '../../shared/variants/kernel.ts';
import { sourcePath } from '../documents/document.ts';
import { useDocuments } from '../stores/documents.ts';
import { useNotices } from '../stores/notices.ts';
import { useProblems } from '../stores/problems.ts';
import { comparison } from './compare/comparison.ts';
import { findOverride, insertOverride, withoutChange } from './override/override.ts';
import { type editor, Range } from './monaco.ts';
import { useReveal } from './useReveal.ts';

export interface Overrides {
  /** Puts an override of the function into the scenario in front, or goes to the one that it has. */
  override(fn: string): Promise<void>;
  /** Shows an override of the scenario beside the kernel's function. */
  compare(fn: string): void;
  /** The name at the cursor; null without one. */
  nameAtCursor(): string | null;
}

export function useOverrides(instance: editor.IStandaloneCodeEditor): Overrides {
  const documents = useDocuments();
  const notices = useNotices();
  const problems = useProblems();
  const { reveal } = useReveal();

  /** The kernel's files with the variant that the scenario has. */
  const kernel = () => kernelOf(problems.protocol);

  const noFunction = (fn: string, name: string): string => `${fn} is no function of the kernel that ${name} runs on.`;

  async function override(fn: string): Promise<void> {
    const { scenario } = documents;
    notices.settle('override');
    if (!scenario) return notices.noScenario('override it in');
    const there = findOverride(scenario.text, fn);
    if (there) {
      void reveal({ file: sourcePath(scenario), line: there.line, column: 1 });
      return;
    }
    const insertion = insertOverride(scenario.text, fn, kernel());
    if (!insertion) return notices.fail(noFunction(fn, scenario.name), undefined, 'override');
    documents.show(scenario.id);
    await nextTick();
    const model = instance.getModel()!;
    const at = model.getPositionAt(insertion.offset);
    instance.pushUndoStop();
    instance.executeEdits('override', [{ range: Range.fromPositions(at), text: insertion.text, forceMoveMarkers: true }]);
    instance.pushUndoStop();
    const cursor = model.getPositionAt(insertion.cursor);
    instance.setPosition(cursor);
    instance.revealPositionInCenter(cursor);
    instance.focus();
  }

  function compare(fn: string): void {
    notices.settle('override');
    const { scenario } = documents;
    const there = scenario && findOverride(scenario.text, fn);
    if (!there) return notices.fail(`The scenario has no override of ${fn}.`, undefined, 'override');
    if (withoutChange(scenario.text, fn, kernel()) === null) return notices.fail(noFunction(fn, scenario.name), undefined, 'override');
    documents.show(scenario.id);
    comparison.value = { documentId: scenario.id, left: `The kernel’s ${fn}`, right: `${fn} in ${scenario.name}`, line: there.line, original: (text) => withoutChange(text, fn, kernel()) };
  }

  function nameAtCursor(): string | null {
    const position = instance.getPosition();
    return (position && instance.getModel()?.getWordAtPosition(position)?.word) ?? null;
  }

  return { override, compare, nameAtCursor };
}
