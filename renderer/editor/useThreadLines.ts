/** Marks the line at which each thread of a played schedule stands, with the thread's name at its end. */
import { watch } from 'vue';
import { threadLines, type ThreadLine } from './marked.ts';
import { isIn } from './models.ts';
import type { editor } from './monaco.ts';

export function useThreadLines(instance: editor.IStandaloneCodeEditor): void {
  const marks = instance.createDecorationsCollection();

  function draw(): void {
    const model = instance.getModel();
    const here = model ? threadLines.value.filter((thread) => isIn(model, thread) && thread.line <= model.getLineCount()) : [];
    const byLine = new Map<number, ThreadLine[]>();
    for (const thread of here) byLine.set(thread.line, [...(byLine.get(thread.line) ?? []), thread]);
    marks.set(
      [...byLine].map(([line, threads]) => {
        const ran = threads.some((t) => t.ran);
        const column = model!.getLineMaxColumn(line);
        const label = threads.map(({ name, ready }) => (ready ? name : `${name} (waits)`)).join(', ');
        return {
          range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: column },
          options: {
            isWholeLine: true,
            className: ran ? 'thread-line ran' : 'thread-line',
            linesDecorationsClassName: ran ? 'thread-edge ran' : 'thread-edge',
            after: { content: `  ◂ ${label}`, inlineClassName: ran ? 'thread-name ran' : 'thread-name' },
          },
        };
      }),
    );
  }

  instance.onDidChangeModel(draw);
  watch(threadLines, draw, { flush: 'post' });
}
