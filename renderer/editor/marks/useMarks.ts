/** What runs and explorations have shown of the source in front: the verdict, lines never reached, lines where threads wait. */
import { watch } from 'vue';
import { sourcePath, type LabDocument } from '../../documents/document.ts';
import { headline } from '../../explore/headline.ts';
import { differenceOf } from '../../explore/subject.ts';
import { useContention } from '../../stores/contention.ts';
import { useDocuments } from '../../stores/documents.ts';
import { useExploration } from '../../stores/exploration.ts';
import { useLastVerdicts } from '../../stores/lastVerdicts.ts';
import { useProblems } from '../../stores/problems.ts';
import type { editor } from '../monaco.ts';
import { outline } from '../../../shared/outline/outline.ts';
import { waitingNote, waitingText } from './contention.ts';
import { verdictNote, type VerdictNote } from './verdictNote.ts';

/** Samples come 20 times a second. */
const waitingMs = 500;

export function useMarks(instance: editor.IStandaloneCodeEditor): void {
  const contention = useContention();
  const documents = useDocuments();
  const exploration = useExploration();
  const lastVerdicts = useLastVerdicts();
  const problems = useProblems();
  const verdicts = instance.createDecorationsCollection();
  const unreached = instance.createDecorationsCollection();
  const waits = instance.createDecorationsCollection();

  function drawVerdict(): void {
    const document = documents.active;
    const note = instance.getModel() && document ? noteOn(document) : null;
    const line = note && outline(document!.text).find(({ kind }) => kind === 'scenario')?.line;
    verdicts.set(note && line ? [behind(line, note.text, `verdict-note ${note.tone}`, 'The last verdict on this scenario, by Explore.')] : []);
  }

  function noteOn(document: LabDocument): VerdictNote | null {
    const { id, text } = document;
    const { subject } = exploration;
    if (subject?.documentId === id) return verdictNote(headline(exploration), differenceOf(subject, document, document, problems.config, problems.program?.config));
    const last = lastVerdicts.of(id, text);
    return last && verdictNote(last, differenceOf({ documentId: id, text, config: last.config }, document, document, problems.config, problems.program?.config));
  }

  function drawUnreached(): void {
    const [document, subject, verdict] = [documents.active, exploration.subject, exploration.verdict];
    const model = instance.getModel();
    // In another text the lines would be others.
    const current = document && subject && (document.kind === 'kernel' || (subject.documentId === document.id && subject.text === document.text));
    const lines = current && model && verdict?.unreached ? verdict.unreached.filter(({ file, line }) => documents.nameNow(file) === sourcePath(document) && line <= model.getLineCount()) : [];
    const why = verdict?.outcome === 'verified' || verdict?.outcome === 'unreachable' ? 'No interleaving reaches this line: every schedule was explored, and no thread comes here.' : 'No thread came to this line in what was explored. That was not all: see Explore.';
    unreached.set(
      lines.map(({ line }) => ({
        range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: model!.getLineMaxColumn(line) },
        options: { inlineClassName: 'unreached-line', linesDecorationsClassName: 'unreached-edge', hoverMessage: { value: why } },
      })),
    );
  }

  function drawWaiting(): void {
    const document = documents.active;
    const model = instance.getModel();
    const { contention: seen, source } = contention;
    const current = document && seen && (document.kind === 'kernel' || (source && documents.nameNow(source.path) === sourcePath(document) && source.text === document.text));
    const all = current && model ? seen.in(document.kind === 'kernel' ? sourcePath(document) : source!.path).filter(({ line }) => line <= model.getLineCount()) : [];
    waits.set(
      all.flatMap((waiting) => {
        const note = waitingNote(waiting, seen!.looks);
        return note === null ? [] : [behind(waiting.line, note, 'waiting-note', waitingText(waiting, seen!.looks))];
      }),
    );
  }

  let drawn = 0;
  let timer = 0;
  function drawWaitingSoon(): void {
    clearTimeout(timer);
    const left = drawn + waitingMs - performance.now();
    if (left > 0) {
      timer = window.setTimeout(drawWaitingSoon, left);
      return;
    }
    drawn = performance.now();
    drawWaiting();
  }

  function drawAll(): void {
    drawVerdict();
    drawUnreached();
    drawWaiting();
  }

  function behind(line: number, text: string, className: string, why: string): editor.IModelDeltaDecoration {
    const column = instance.getModel()!.getLineMaxColumn(line);
    return {
      range: { startLineNumber: line, startColumn: column, endLineNumber: line, endColumn: column },
      options: { after: { content: `   ${text}`, inlineClassName: className }, showIfCollapsed: true, hoverMessage: { value: why } },
    };
  }

  instance.onDidChangeModel(drawAll);
  // Not deep: a verdict may have a hundred thousand steps.
  watch([() => exploration.verdict, () => exploration.status, () => documents.active?.text, () => ({ ...problems.config })], () => {
    drawVerdict();
    drawUnreached();
    drawWaiting();
  }, { flush: 'post' });
  watch(() => contention.revision, drawWaitingSoon);
}
