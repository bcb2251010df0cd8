/** Marks one line of the sources: the step of a counterexample that is looked at. */
import { watch } from 'vue';
import { markedLine } from './marked.ts';
import { isIn } from './models.ts';
import type { editor } from './monaco.ts';

export function useLineMark(instance: editor.IStandaloneCodeEditor): void {
  const mark = instance.createDecorationsCollection();

  function draw(): void {
    const model = instance.getModel();
    const at = markedLine.value;
    const here = model && at && isIn(model, at) && at.line <= model.getLineCount();
    mark.set(
      here
        ? [{ range: { startLineNumber: at.line, startColumn: 1, endLineNumber: at.line, endColumn: 1 }, options: { isWholeLine: true, className: 'marked-line', linesDecorationsClassName: 'marked-line-edge' } }]
        : [],
    );
  }

  instance.onDidChangeModel(draw);
  watch(markedLine, draw, { flush: 'post' });
}
