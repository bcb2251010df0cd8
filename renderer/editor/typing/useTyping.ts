/** What the editor does by itself while somebody types: brackets and indentation, the same however fast the keys come. */
import { editor, Range } from '../monaco.ts';
import { doubledCloser } from './closers.ts';

export function useTyping(instance: editor.IStandaloneCodeEditor): void {
  /** The closing brackets that Monaco put in. It follows them itself, but no further than to the end of the line. */
  const putIn = instance.createDecorationsCollection();
  instance.onDidChangeModel(() => putIn.clear());

  instance.onDidChangeModelContent(({ changes, isFlush, isUndoing, isRedoing }) => {
    const model = instance.getModel();
    if (!model || isFlush || isUndoing || isRedoing || changes.length !== 1) return;
    const { range, rangeOffset, text } = changes[0]!;
    // Monaco closes brackets and moves a closing one only on lines whose tokens it knows, and looks for them when it has time.
    editor.colorizeModelLine(model, range.startLineNumber + text.split('\n').length - 1);
    if (/^(\(\)|\[\]|\{\})$/.test(text)) remember(rangeAt(model, rangeOffset + 1));
    else if (/^\s*[)\]}]$/.test(text)) queueMicrotask(() => dropDoubled(model));
  });

  function remember(range: Range): void {
    const kept = putIn.getRanges().filter((one) => !one.isEmpty());
    putIn.set([...kept, range].map((one) => ({ range: one, options: { stickiness: editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges } })));
  }

  function dropDoubled(model: editor.ITextModel): void {
    const at = instance.getPosition();
    if (instance.getModel() !== model || !at || instance.getSelections()?.length !== 1) return;
    const doubled = doubledCloser(model.getValue(), model.getOffsetAt(at) - 1, (offset) => {
      const place = rangeAt(model, offset);
      return putIn.getRanges().some((one) => one.equalsRange(place));
    });
    if (doubled) instance.executeEdits('typing', [{ range: rangeAt(model, doubled.start, doubled.end), text: '' }]);
  }
}

function rangeAt(model: editor.ITextModel, start: number, end = start + 1): Range {
  return Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}
